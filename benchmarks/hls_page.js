// Plays a stream with hls.js, and says of any moment which frame is on the picture and which cues are shown with it.
"use strict";

const SQUARE = 16;
const BITS = 12;
const errors = [];
let video, pixels, hls;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function until(true_, what, limit = 60000) {
  const end = performance.now() + limit;
  while (!true_()) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}; ${errors.join(", ")}`);
    await pause(10);
  }
}

// Begin to play at `start` seconds, and wait until picture and captions are there up to the end.
async function load(address, start, segments) {
  video = document.querySelector("video");
  const canvas = document.createElement("canvas");
  canvas.width = SQUARE * BITS;
  canvas.height = 4;
  pixels = canvas.getContext("2d", { willReadFrequently: true });
  hls = new Hls({ startPosition: start, maxBufferLength: 600, enableWorker: false, startFragPrefetch: true });
  hls.on(Hls.Events.ERROR, (_, data) => errors.push(data.details));
  let processed = 0;
  let whole = false;
  hls.on(Hls.Events.FRAG_BUFFERED, (_, { frag }) => {
    if (frag.type === "main" && frag.sn === hls.levels[0].details.endSN) whole = true;
  });
  let last = -1;
  hls.on(Hls.Events.SUBTITLE_FRAG_PROCESSED, (_, { frag }) => {
    processed += 1;
    last = Math.max(last, frag.sn);
  });
  hls.loadSource(address);
  hls.attachMedia(video);
  await until(() => video.readyState >= 2, "the picture");
  await until(() => hls.subtitleTracks.length, "captions");
  hls.subtitleDisplay = true;
  hls.subtitleTrack = 0;
  await until(() => whole, "the end of the picture");
  const needed = start < 0 ? segments : 1;
  await until(() => processed >= needed && last === segments - 1, "the last captions");
}

function track() {
  return [...video.textTracks].find((one) => one.cues && one.cues.length) || video.textTracks[0];
}

function cues() {
  return [...track().cues].map((cue) => ({ start: cue.startTime, end: cue.endTime, text: cue.text, id: cue.id }));
}

// The number that the picture shows.
function shownFrame() {
  pixels.drawImage(video, 0, 0, SQUARE * BITS, 4);
  let number = 0;
  for (let bit = 0; bit < BITS; bit += 1) {
    if (pixels.getImageData(bit * SQUARE + SQUARE / 2, 2, 1, 1).data[0] > 127) number += 2 ** bit;
  }
  return number;
}

// Go to a moment; what is seen there, and when the frame's own time is, as the browser tells it.
async function at(time) {
  let frame = null;
  const handle = video.requestVideoFrameCallback((_, metadata) => (frame = metadata.mediaTime));
  video.currentTime = time;
  await until(() => !video.seeking, "the frame", 5000);
  await Promise.race([until(() => frame !== null, "", 400).catch(() => {}), pause(400)]);
  video.cancelVideoFrameCallback(handle);
  await pause(20);
  return { frame: shownFrame(), time: frame, texts: [...(track().activeCues || [])].map((cue) => cue.text) };
}
