// Plays a stream or a presentation with Shaka Player.
"use strict";

async function load(address, start) {
  ready();
  shaka.polyfill.installAll();
  const player = new shaka.Player();
  player.addEventListener("error", (event) => errors.push(String(event.detail.code)));
  await player.attach(video);
  player.configure({ streaming: { bufferingGoal: 600, bufferBehind: 600 } });
  await player.load(address, Math.max(start, 0));
  await until(() => player.getTextTracks().length, "captions");
  player.selectTextTrack(player.getTextTracks()[0]);
  if (player.setTextTrackVisibility) player.setTextTrackVisibility(true);
  await until(() => video.readyState >= 2 && track() && track().cues && track().cues.length, "picture and captions", 15000);
  await until(() => video.buffered.length && video.buffered.end(video.buffered.length - 1) > video.duration - 0.2, "the end", 15000);
}
