// The page as a whole: what is current, what plays, and the turn of the clock that moves all parts.

const THEMES = ["auto", "light", "dark"];
const schedule = new Schedule(data.cues);
const otherSchedule = data.against ? new Schedule(data.against.cues) : null;
const list = new CueList(byId("cues"));
const stage = new Stage(byId("stage"));
const timeline = new Timeline(byId("timeline"));
const moveChart = makeChart(byId("chart"), (time) => seekTo(time));
let isOther = false;
let isBegun = false; // before anything is played or asked for, no cue is the current one
let held = -1; // the cue that was asked for stays the current one as long as it is shown, whatever else is

const toggle = () => (stage.player.paused ? stage.player.play() : stage.player.pause());

function seekTo(time) {
  isBegun = true;
  held = -1;
  stage.player.now = time;
  turn();
}

/** To a cue's beginning. A millisecond on, as browsers round times of videos down to a frame that is over. */
function goTo(cue) {
  isBegun = true;
  held = cue;
  stage.player.now = data.cues[cue].start + 1;
  const isShown = list.follows && list.current !== cue; // the turn brings it before the eyes then
  turn();
  if (!isShown) list.point(cue, true);
  say(`Cue ${cue + 1}: ${plainText(data.cues[cue])}. ${counted(findingsOf[cue].length, "finding")}`);
}

function say(text) {
  byId("said").textContent = text;
}

function warn(text) {
  byId("warnings").append(make("p", {}, text));
}

/** The cue that is shown, or was last shown, at a time. */
function currentAt(time) {
  if (held >= 0) {
    const { start, end } = data.cues[held];
    // A cue without time, or after the video's end, can be looked at all the same.
    if (stage.player.paused || (start <= time + 1 && time < end)) return held;
  }
  held = -1;
  isBegun ||= !stage.player.paused;
  const place = isBegun ? schedule.begun(time) : -1;
  return place < 0 ? -1 : schedule.order[place];
}

function become(cue) {
  list.point(cue, false);
  showDetails(byId("details"), cue);
  timeline.describe(stage.player.now);
}

/** What there is to do when time has passed, or was changed. */
function turn() {
  const time = stage.player.now;
  const current = currentAt(time);
  const shown = isOther ? otherSchedule.shownAt(time).map((index) => data.against.cues[index]) : schedule.shownAt(time).map((index) => data.cues[index]);
  stage.show(shown);
  if (current !== list.current) become(current);
  timeline.show(time, current);
  moveChart(time);
  byId("time").textContent = `${clockText(time, 2)} / ${clockText(data.duration, 0)}`;
  const seek = byId("seek");
  if (document.activeElement !== seek || !stage.player.paused) seek.value = time / 1000;
  seek.setAttribute("aria-valuetext", clockText(time, 1));
  const label = stage.player.paused ? "Play" : "Pause";
  if (byId("play").getAttribute("aria-label") !== label) {
    byId("play").setAttribute("aria-label", label);
    byId("play").dataset.does = label.toLowerCase();
  }
}

function run() {
  turn();
  requestAnimationFrame(run);
}

function makeTheme() {
  const button = byId("theme");
  const set = (theme) => {
    document.documentElement.dataset.theme = theme;
    button.textContent = { auto: "Theme: system", light: "Theme: light", dark: "Theme: dark" }[theme];
    timeline.recolour();
  };
  button.addEventListener("click", () => set(THEMES[(THEMES.indexOf(document.documentElement.dataset.theme) + 1) % THEMES.length]));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => timeline.recolour());
  set("auto");
}

function makeTransport() {
  byId("play").addEventListener("click", toggle);
  byId("rate").addEventListener("change", (event) => { stage.player.rate = Number(event.target.value); });
  byId("seek").max = data.duration / 1000;
  byId("seek").addEventListener("input", (event) => seekTo(Number(event.target.value) * 1000));
  byId("zoom-in").addEventListener("click", () => timeline.zoom(1 / 1.6));
  byId("zoom-out").addEventListener("click", () => timeline.zoom(1.6));
  byId("other").hidden = !data.against;
  byId("other").addEventListener("click", (event) => {
    isOther = !isOther;
    event.currentTarget.setAttribute("aria-pressed", String(isOther));
    turn();
  });
}

function makeFollow() {
  const set = (isOn) => {
    list.follows = isOn;
    byId("follow").setAttribute("aria-pressed", String(isOn));
    if (isOn && list.cards[list.current]) list.reveal(list.cards[list.current]);
  };
  byId("follow").addEventListener("click", () => set(!list.follows));
  // Who looks elsewhere while it plays is left alone.
  for (const kind of ["wheel", "touchmove"]) {
    byId("scroll").addEventListener(kind, () => { if (!stage.player.paused) set(false); }, { passive: true });
  }
}

function makeHead() {
  byId("name").textContent = data.name;
  const film = data.film ? `${data.film.name} (${data.film.kind})` : "no video";
  const about = [data.profile, data.language ?? "language unknown", data.summary, film, data.against ? `against ${data.against.name}: ${data.against.summary}` : ""];
  byId("about").append(...about.filter(Boolean).map((text) => make("bdi", {}, text)));
  data.warnings.forEach(warn);
}

makeHead();
makeFilters();
makeKeys();
makeTransport();
makeFollow();
makeTheme();
list.filter();
showNotes();
showDetails(byId("details"), -1);
watchNotes();
run();
document.documentElement.dataset.ready = "yes";
list.fillRest(1);
