// Says of any moment of a video which frame is on the picture and which cues are shown with it; `load` is the player's own.
"use strict";

const SQUARE = 16;
const BITS = 12;
const errors = [];
let video, pixels;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function until(true_, what, limit = 60000) {
  const end = performance.now() + limit;
  while (!true_()) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}; ${[...new Set(errors)].join(", ")}`);
    await pause(10);
  }
}

// The video, with a canvas to read its picture.
function ready() {
  video = document.querySelector("video");
  const canvas = document.createElement("canvas");
  canvas.width = SQUARE * BITS;
  canvas.height = 4;
  pixels = canvas.getContext("2d", { willReadFrequently: true });
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
