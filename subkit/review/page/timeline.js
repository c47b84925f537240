// The strip around now: the sound, the words and the pauses between them, the cues and their gaps, shot changes.

const LANES = { ruler: 26, wave: 44, words: 18, cues: 34, space: 4 };
const PAUSE = 250; // ms: from here on speech science calls a silence a pause
const NAMED = 500; // ms: from here on its length is written on it
const LEFTWARD = /^\P{L}*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u; // text whose first letter is written from right to left
const COLOURS = ["ink", "quiet", "line", "wave", "word", "cue", "cue-now", "accent", "hard-fill", "soft-fill", "note-fill", "surface", "hatch"];

class Timeline {
  constructor(canvas) {
    this.canvas = canvas;
    this.shown = Math.min(8000, Math.max(4000, data.duration));
    this.from = 0;
    this.levels = data.film?.waveform ? Uint8Array.from(atob(data.film.waveform.levels), (letter) => letter.charCodeAt(0)) : null;
    this.loudest = this.levels ? this.levels.reduce((most, level) => Math.max(most, level), 1) : 1;
    this.hasSpeech = data.speech.length > 0;
    this.height = LANES.ruler + (this.levels ? LANES.wave + LANES.space : 0) + (this.hasSpeech ? LANES.words + LANES.space : 0) + LANES.cues;
    canvas.style.height = `${this.height}px`;
    canvas.addEventListener("pointerdown", (event) => seekTo(this.from + (event.offsetX / canvas.clientWidth) * this.shown));
    new ResizeObserver(() => this.draw()).observe(canvas);
    this.recolour();
  }

  recolour() {
    // A canvas knows no variables: an element tells what they come to in the theme that is on.
    const style = getComputedStyle(this.canvas);
    this.colours = Object.fromEntries(COLOURS.map((name) => {
      this.canvas.style.color = `var(--${name})`;
      return [name, style.color];
    }));
    this.draw();
  }

  zoom(factor) {
    this.shown = Math.min(Math.max(this.shown * factor, 2000), 120000);
    this.from = Math.max(0, this.time - this.shown / 3);
    this.draw();
  }

  /** Show this time: the strip runs, or where motion is not wanted, turns like pages. */
  show(time, current) {
    if (time === this.time && current === this.current) return;
    this.time = time;
    this.current = current;
    const isOut = time < this.from || time > this.from + this.shown;
    if (!isStill.matches || isOut) this.from = Math.max(0, time - this.shown / 3);
    this.draw();
  }

  describe(time) {
    const near = data.cues.filter((cue) => cue.end > this.from && cue.start < this.from + this.shown).length;
    this.canvas.setAttribute("aria-label", `Timeline from ${clockText(this.from, 1)} to ${clockText(this.from + this.shown, 1)}, ${counted(near, "cue")}, now at ${clockText(time, 1)}`);
  }

  draw() {
    const { clientWidth: width } = this.canvas;
    if (!width || this.time === undefined) return;
    const ratio = window.devicePixelRatio || 1;
    if (this.canvas.width !== Math.round(width * ratio)) {
      this.canvas.width = Math.round(width * ratio);
      this.canvas.height = Math.round(this.height * ratio);
    }
    const pen = this.canvas.getContext("2d");
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, this.height);
    pen.font = "11px system-ui, sans-serif";
    pen.textBaseline = "middle";
    const x = (time) => ((time - this.from) / this.shown) * width;
    let top = this.ruler(pen, x, width);
    if (this.levels) top = this.wave(pen, top, width);
    if (this.hasSpeech) top = this.speech(pen, x, top);
    this.cues(pen, x, top);
    this.verticals(pen, x);
  }

  ruler(pen, x, width) {
    const steps = [100, 200, 500, 1000, 2000, 5000, 10000, 20000, 60000];
    const step = steps.find((one) => (one / this.shown) * width > 64) ?? 60000;
    pen.fillStyle = this.colours.quiet;
    for (let time = Math.ceil(this.from / step) * step; time < this.from + this.shown; time += step) {
      pen.fillRect(Math.round(x(time)), LANES.ruler - 4, 1, 4);
      pen.fillText(clockText(time, step < 1000 ? 1 : 0), x(time) + 3, LANES.ruler / 2);
    }
    return LANES.ruler;
  }

  wave(pen, top, width) {
    const { step } = data.film.waveform;
    const middle = top + LANES.wave / 2;
    pen.fillStyle = this.colours.wave;
    for (let column = 0; column < width; column += 2) {
      const first = Math.floor((this.from + (column / width) * this.shown) / step);
      const after = Math.max(first + 1, Math.floor((this.from + ((column + 2) / width) * this.shown) / step));
      let level = 0;
      for (let at = Math.max(0, first); at < Math.min(after, this.levels.length); at += 1) level = Math.max(level, this.levels[at]);
      const half = Math.max(0.5, (level / this.loudest) * (LANES.wave / 2 - 1));
      pen.fillRect(column, middle - half, 1.4, 2 * half);
    }
    return top + LANES.wave + LANES.space;
  }

  speech(pen, x, top) {
    const until = this.from + this.shown;
    let before = null;
    for (let at = firstAfter(data.speech, this.from); at < data.speech.length; at += 1) {
      const [start, end, text] = data.speech[at];
      if (before !== null && start - before >= PAUSE) this.pause(pen, x(before), x(start), top, start - before);
      if (start > until) break;
      pen.fillStyle = this.colours.word;
      pen.fillRect(x(start), top, Math.max(1, x(end) - x(start) - 1), LANES.words);
      this.label(pen, text, x(start), x(end), top + LANES.words / 2, this.colours.ink);
      before = Math.max(before ?? 0, end);
    }
    return top + LANES.words + LANES.space;
  }

  pause(pen, left, right, top, length) {
    pen.strokeStyle = this.colours.hatch;
    pen.beginPath();
    pen.moveTo(left + 1, top + LANES.words / 2);
    pen.lineTo(right - 2, top + LANES.words / 2);
    pen.setLineDash([2, 3]);
    pen.stroke();
    pen.setLineDash([]);
    if (length < NAMED) return;
    const text = secondsText(length);
    const width = pen.measureText(text).width;
    if (width + 8 > right - left) return;
    pen.fillStyle = this.colours.surface;
    pen.fillRect((left + right - width) / 2 - 3, top, width + 6, LANES.words);
    pen.fillStyle = this.colours.quiet;
    pen.fillText(text, (left + right - width) / 2, top + LANES.words / 2);
  }

  cues(pen, x, top) {
    const shown = this.cuesShown();
    for (const index of shown) {
      const [left, right, kind] = [x(data.cues[index].start), x(data.cues[index].end), worst(index)];
      pen.fillStyle = index === this.current ? this.colours["cue-now"] : this.colours.cue;
      pen.fillRect(left, top, Math.max(1.5, right - left - 1), LANES.cues);
      pen.fillStyle = kind ? this.colours[`${kind}-fill`] : this.colours.line;
      pen.fillRect(left, top + LANES.cues - 3, Math.max(1.5, right - left - 1), 3);
    }
    // What is found at an edge is seen where the next cue lies over it, too.
    shown.forEach((index, place) => {
      const cue = data.cues[index];
      const [left, right] = [x(cue.start), x(cue.end)];
      const free = place + 1 < shown.length ? Math.min(right, x(data.cues[shown[place + 1]].start)) : right;
      this.edges(pen, index, left, right, top);
      this.label(pen, `${index + 1}  ${plainText(cue)}`, left + 3, free, top + LANES.cues / 2 - 1, this.colours.ink);
    });
  }

  /** The indices of the cues that the strip shows, in the order in which they begin. */
  cuesShown() {
    const found = [];
    for (let place = Math.max(0, schedule.begun(this.from) - 3); place < schedule.order.length; place += 1) {
      const index = schedule.order[place];
      if (data.cues[index].start > this.from + this.shown) break;
      if (data.cues[index].end >= this.from) found.push(index);
    }
    return found;
  }

  /** The in- or out-time of a cue that something is found at. */
  edges(pen, index, left, right, top) {
    for (const at of findingsOf[index]) {
      const { edge, kind } = data.findings[at];
      if (!edge) continue;
      pen.fillStyle = this.colours[`${kind}-fill`];
      pen.fillRect(edge === "in" ? left : right - 4, top, 3, LANES.cues);
    }
  }

  verticals(pen, x) {
    pen.fillStyle = this.colours["soft-fill"];
    for (const shot of data.shots) {
      if (shot >= this.from && shot <= this.from + this.shown) pen.fillRect(Math.round(x(shot)), 0, 1, this.height);
    }
    pen.fillStyle = this.colours.accent;
    pen.fillRect(Math.round(x(this.time)) - 1, 0, 2, this.height);
  }

  label(pen, text, left, right, middle, colour) {
    const [from, to] = [Math.max(left, 0) + 2, Math.min(right, this.canvas.clientWidth) - 3];
    if (to - from < 9) return;
    pen.save();
    pen.beginPath();
    pen.rect(from, 0, to - from, this.height);
    pen.clip();
    pen.fillStyle = colour;
    const isLeftward = LEFTWARD.test(text);
    pen.direction = isLeftward ? "rtl" : "ltr";
    pen.fillText(text, isLeftward ? to - 4 : from, middle);
    pen.restore();
  }
}

/** The index of the first word that ends after a time, or one before it. */
function firstAfter(words, time) {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle][1] < time) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
