// Plays a presentation with dash.js.
"use strict";

const AHEAD = 600; // s
const BUFFER = { bufferTimeDefault: AHEAD, bufferTimeAtTopQuality: AHEAD, bufferTimeAtTopQualityLongForm: AHEAD };

// Begin to play at `start` seconds, and wait until picture and captions are there.
async function load(address, start) {
  ready();
  const player = dashjs.MediaPlayer().create();
  player.updateSettings({ streaming: { buffer: { ...BUFFER, bufferToKeep: AHEAD }, text: { defaultEnabled: true } } });
  player.on(dashjs.MediaPlayer.events.ERROR, (event) => errors.push(event.error.message));
  player.on(dashjs.MediaPlayer.events.TEXT_TRACKS_ADDED, () => player.setTextTrack(0));
  player.initialize(video, address, true, Math.max(start, 0));
  // dash.js gives the browser its cues when the first time passes.
  await until(() => video.readyState >= 2 && track() && track().cues && track().cues.length, "picture and captions", 15000);
  player.pause();
}
