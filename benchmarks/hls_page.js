// Plays a stream with hls.js.
"use strict";

const appended = []; // what the browser is given that has sound in it, and by how many seconds it shall move that

const { addSourceBuffer } = MediaSource.prototype;
MediaSource.prototype.addSourceBuffer = function (type) {
  const buffer = addSourceBuffer.call(this, type);
  const appendBuffer = buffer.appendBuffer.bind(buffer);
  buffer.appendBuffer = (data) => {
    const bytes = new Uint8Array(data.buffer || data, data.byteOffset || 0, data.byteLength).slice();
    if (type.includes("mp4a")) appended.push({ bytes, moved: buffer.timestampOffset });
    appendBuffer(data);
  };
  return buffer;
};

// Begin to play at `start` seconds, and wait until picture and captions are there up to the end.
async function load(address, start, segments) {
  ready();
  const hls = new Hls({ startPosition: start, maxBufferLength: 600, enableWorker: false, startFragPrefetch: true });
  hls.on(Hls.Events.ERROR, (_, data) => errors.push(data.details));
  const processed = new Set(); // what comes before the media's first time is known is tried again
  let whole = false;
  hls.on(Hls.Events.FRAG_BUFFERED, (_, { frag }) => {
    if (frag.type === "main" && frag.sn === hls.levels[0].details.endSN) whole = true;
  });
  hls.on(Hls.Events.SUBTITLE_FRAG_PROCESSED, (_, { frag, success }) => success && processed.add(frag.sn));
  hls.loadSource(address);
  hls.attachMedia(video);
  await until(() => video.readyState >= 2, "the picture");
  await until(() => hls.subtitleTracks.length, "captions");
  hls.subtitleDisplay = true;
  hls.subtitleTrack = 0;
  await until(() => whole, "the end of the picture");
  const needed = start < 0 ? segments : 1;
  await until(() => processed.size >= needed && processed.has(segments - 1), "the last captions");
}

// When speech sets in again behind each silence of a quarter of a second and more, by the player's clock: the sound as the browser
// decodes it, from the time that the first of it was given.
async function onsets() {
  const head = appended.find(({ bytes }) => !boxes(bytes, "moov").next().done).bytes;
  const parts = new Map();
  for (const { bytes, moved } of appended) {
    const time = firstSoundTime(head, bytes);
    if (time !== null) parts.set(time + moved, bytes);
  }
  const times = [...parts.keys()].sort((one, other) => one - other);
  const begins = times[0];
  const whole = new Uint8Array(await new Blob([head, ...times.map((time) => parts.get(time))]).arrayBuffer());
  const sound = await new OfflineAudioContext(1, 1, 48000).decodeAudioData(whole.buffer);
  const samples = sound.getChannelData(0);
  const loud = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0) * 0.02;
  const found = [];
  let last = -sound.sampleRate;
  samples.forEach((sample, at) => {
    if (Math.abs(sample) < loud) return;
    if (at - last > sound.sampleRate / 4) found.push(begins + at / sound.sampleRate);
    last = at;
  });
  return found;
}

function* boxes(bytes, name, ...inner) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 8 <= bytes.length; at += view.getUint32(at)) {
    const content = bytes.subarray(at + 8, at + view.getUint32(at));
    if (String.fromCharCode(...bytes.subarray(at + 4, at + 8)) !== name) continue;
    if (inner.length) yield* boxes(content, ...inner);
    else yield new DataView(content.buffer, content.byteOffset, content.byteLength);
  }
}

// The decoding time of the first sound of a part, which is also when it is heard, in seconds (ISO/IEC 14496-12, 8.8.12);
// null for an initialisation, and where there are pictures only.
function firstSoundTime(head, bytes) {
  const raw = (view) => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const time = (view, at) => (view.getUint8(0) ? Number(view.getBigUint64(at)) : view.getUint32(at));
  for (const trak of boxes(head, "moov", "trak")) {
    const [handler] = boxes(raw(trak), "mdia", "hdlr");
    if (handler.getUint32(8) !== 0x736f756e) continue; // soun
    const [track] = boxes(raw(trak), "tkhd");
    const [media] = boxes(raw(trak), "mdia", "mdhd");
    const id = track.getUint32(track.getUint8(0) ? 20 : 12);
    for (const traf of boxes(bytes, "moof", "traf")) {
      const [of] = boxes(raw(traf), "tfhd");
      const [begins] = boxes(raw(traf), "tfdt");
      if (of.getUint32(4) === id) return time(begins, 4) / media.getUint32(media.getUint8(0) ? 20 : 12);
    }
  }
  return null;
}
