// The keyboard: what each key does, and the list of keys that the help shows.

const STEP = 2000; // ms

const KEYS = [
  ["Space", "play or pause", () => toggle()],
  ["←", "two seconds back", () => seekTo(stage.player.now - STEP)],
  ["→", "two seconds on", () => seekTo(stage.player.now + STEP)],
  [",", "a frame back", () => frame(-1)],
  [".", "a frame on", () => frame(1)],
  ["j", "next cue", () => step(1)],
  ["k", "previous cue", () => step(-1)],
  ["n", "next finding", () => step(1, (cue) => findingsOf[cue].length > 0)],
  ["p", "previous finding", () => step(-1, (cue) => findingsOf[cue].length > 0)],
  ["r", "this cue again", () => { goTo(Math.max(0, list.current)); stage.player.play(); }],
  ["/", "search the text", () => byId("search").focus()],
  ["f", "let the list follow, or not", () => byId("follow").click()],
  ["o", "the other version on the picture", () => byId("other").click(), () => data.against],
  ["1", "mark as OK", () => verdict(0), () => data.writable],
  ["2", "mark as to fix", () => verdict(1), () => data.writable],
  ["3", "mark as a question", () => verdict(2), () => data.writable],
  ["c", "comment", () => byId("comment")?.focus(), () => data.writable],
  ["t", "dark or light", () => byId("theme").click()],
  ["?", "this help", () => byId("help").showModal()],
].filter(([, , , isThere]) => !isThere || isThere());

const NAMED_KEYS = { " ": "Space", ArrowLeft: "←", ArrowRight: "→" };

function makeKeys() {
  const told = [...KEYS, ["↑ ↓", "from cue to cue, in the list"], ["Esc", "out of a field"]];
  byId("keys").append(...told.flatMap(([key, does]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, does)]));
  document.addEventListener("keydown", (event) => pressed(event));
  byId("help-open").addEventListener("click", () => byId("help").showModal());
}

function pressed(event) {
  const target = event.target instanceof Element ? event.target : document.body;
  if (event.key === "Escape" && target.matches("input, textarea, select")) target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  if (target.matches("textarea, select, input:not([type=range]):not([type=checkbox])")) return;
  // These have a meaning of their own for space and arrows.
  if (event.key === " " && target.matches("button, summary, a, input")) return;
  if (event.key.startsWith("Arrow") && target.matches("input")) return;
  if (target.matches(".go") && ["ArrowUp", "ArrowDown"].includes(event.key)) {
    event.preventDefault();
    neighbour(target, event.key === "ArrowUp" ? -1 : 1);
    return;
  }
  const name = NAMED_KEYS[event.key] ?? event.key;
  if (name.length === 1 && !"←→".includes(name) && !byId("keys-on").checked) return;
  const known = KEYS.find(([key]) => key === name);
  if (!known) return;
  event.preventDefault();
  known[2]();
}

/** From a cue that has the focus to the one above or below, which then has it. */
function neighbour(button, by) {
  const next = list.next(Number(button.closest("[data-cue]").dataset.cue), by);
  if (next < 0) return;
  goTo(next);
  list.cards[next].querySelector(".go").focus();
}

/** To the next cue of the list that is meant, one way or the other. */
function step(by, isMeant) {
  const next = list.next(list.current, by, isMeant);
  if (next < 0) say(by > 0 ? "There is none after this." : "There is none before this.");
  else goTo(next);
}

function frame(by) {
  stage.player.pause();
  seekTo(stage.player.now + (by * 1000) / (data.film?.frame_rate ?? 25));
}

function verdict(at) {
  document.querySelectorAll(".verdicts .toggle")[at]?.click();
}
