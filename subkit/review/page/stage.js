// The stage: the video, or a plain ground, with the captions where a viewer sees them (W3C WebVTT, 7).

const POSITIONS = { center: 50, start: 0, left: 0, end: 100, right: 100 };
const SIDES = { center: "center", start: "line-left", left: "line-left", end: "line-right", right: "line-right" };
const LINE_HEIGHT = 6.7; // per cent of the picture's height: letters of 5.33 per cent, and room between lines

class Stage {
  constructor(element) {
    this.element = element;
    this.floating = make("div", { class: "floating" });
    this.overlay = make("div", { class: "overlay" }, this.floating);
    this.key = "";
    this.player = data.film ? this.film() : this.ground();
    element.append(this.overlay);
  }

  film() {
    const video = make("video", { preload: "auto", playsInline: true, tabIndex: -1, "aria-label": data.film.name });
    video.addEventListener("error", () => this.unplayable(video));
    video.addEventListener("loadedmetadata", () => {
      if (video.videoWidth) this.element.style.aspectRatio = `${video.videoWidth} / ${video.videoHeight}`;
    });
    video.addEventListener("click", () => toggle());
    video.src = data.film.address;
    this.element.append(video);
    if (!data.film.picture) this.element.classList.add("ground");
    return new Film(video);
  }

  ground() {
    this.element.classList.add("ground");
    this.element.addEventListener("click", () => toggle());
    return new Metronome(data.duration);
  }

  /** The browser cannot play the video: the captions are shown all the same, by a clock. */
  unplayable(video) {
    if (!video.isConnected) return;
    const at = this.player.now;
    video.remove();
    warn(`This browser cannot play ${data.film.name}; the captions run by a clock, without it.`);
    this.player = this.ground();
    this.player.now = at;
  }

  /** Show these cues, in the order of their in-times. */
  show(cues) {
    const key = cues.map((cue) => `${cue.start}:${plainText(cue)}`).join("\n");
    if (key === this.key) return;
    this.key = key;
    const boxes = cues.map((cue) => this.box(cue));
    this.floating.replaceChildren(...boxes.filter((box) => box.dataset.floats));
    this.overlay.replaceChildren(this.floating, ...boxes.filter((box) => !box.dataset.floats));
  }

  box(cue) {
    const lines = lineElements(cue, false);
    const box = make("div", { class: "caption" }, lines);
    const settings = cue.settings ?? {};
    const align = settings.align ?? "center";
    box.style.textAlign = align;
    if (settings.vertical) return this.upright(box, settings);
    this.across(box, settings, align);
    if (settings.line === undefined || settings.line === null) box.dataset.floats = "yes";
    else this.down(box, settings);
    return box;
  }

  /** How far from the left, and how wide. */
  across(box, settings, align) {
    const position = settings.position ?? POSITIONS[align];
    const told = settings.position_align ?? "auto";
    const side = told === "auto" ? SIDES[align] : told;
    const room = { "line-left": 100 - position, "line-right": position, center: 2 * Math.min(position, 100 - position) }[side];
    const width = Math.min(settings.size ?? 100, room);
    box.style.width = `${width}%`;
    box.style.insetInlineStart = "auto";
    box.style.left = `${{ "line-left": position, "line-right": position - width, center: position - width / 2 }[side]}%`;
  }

  /** How far from the top or the bottom. */
  down(box, settings) {
    const line = settings.line;
    if (settings.snap_to_lines ?? true) {
      if (line < 0) box.style.bottom = `${(-line - 1) * LINE_HEIGHT}%`;
      else box.style.top = `${line * LINE_HEIGHT}%`;
      return;
    }
    const edge = settings.line_align ?? "start";
    if (edge === "end") box.style.bottom = `${100 - line}%`;
    else box.style.top = `${line}%`;
    if (edge === "center") box.style.transform = "translateY(-50%)";
  }

  /** Text that runs down: its lines go from right to left, or from left to right. */
  upright(box, settings) {
    box.style.writingMode = settings.vertical === "rl" ? "vertical-rl" : "vertical-lr";
    box.style.height = "100%";
    const line = settings.line ?? -1;
    const share = settings.snap_to_lines ?? true ? (line < 0 ? (-line - 1) * LINE_HEIGHT : line * LINE_HEIGHT) : line;
    const isFromRight = (settings.vertical === "rl") === (line >= 0);
    box.style[isFromRight ? "right" : "left"] = `${share}%`;
    return box;
  }
}
