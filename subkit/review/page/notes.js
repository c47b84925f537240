// What reviewers say: shown with the cues, and where the page is served, written to the file beside the captions.

const VERDICTS = { ok: "OK", fix: "To fix", question: "Question" };
const POLL = 4000; // ms between two looks at what others wrote
let review = data.review ?? { revision: 0, notes: [] };
let places = { ...data.places };
let drafts = new Map(); // by cue, what was typed and is not written yet

const noteOf = (cue) => review.notes.find((note) => places[note.key] === cue); // reviewers write tens of notes, not thousands

function showNotes() {
  const noted = new Map(review.notes.filter((note) => note.key in places).map((note) => [places[note.key], note]));
  list.cards.forEach((card, cue) => showNote(card, noted.get(cue)));
  const counter = byId("noted");
  if (counter) counter.textContent = String(noted.size);
  showOrphans(review.notes.filter((note) => !(note.key in places)));
}

function showNote(card, note) {
  const line = card.lastElementChild;
  if (!note && line.hidden) return;
  line.hidden = !note;
  line.replaceChildren(...(note ? noteNodes(note) : []));
}

function noteNodes(note) {
  const verdict = note.verdict ? [make("b", { class: `verdict ${note.verdict}` }, VERDICTS[note.verdict]), " "] : [];
  return [...verdict, make("bdi", {}, note.comment)];
}

/** Notes whose cue is gone: they are shown below the list, never lost. */
function showOrphans(notes) {
  const section = byId("orphans");
  section.hidden = !notes.length;
  section.replaceChildren(
    make("h3", { id: "orphans-title" }, `${counted(notes.length, "note")} whose cue is gone`),
    make("ul", {}, notes.map((note) => make("li", {},
      make("p", { class: "quiet-text" }, `was cue ${note.number}, ${clockText(note.start)} – ${clockText(note.end)}: `, make("bdi", {}, note.text)),
      make("p", {}, noteNodes(note)),
      data.writable ? make("button", { type: "button", class: "quiet", onclick: () => write({ ...note, verdict: "", comment: "" }, note) }, "Remove") : null))));
}

/** Where a reviewer speaks of the current cue. */
function noteForm(cue) {
  if (!data.writable) return null;
  const note = drafts.get(cue) ?? noteOf(cue) ?? { verdict: "", comment: "" };
  const comment = make("textarea", { rows: 2, value: note.comment, maxLength: 10000, placeholder: "A comment on this cue", "aria-label": `Comment on cue ${cue + 1}`, dir: "auto", id: "comment" });
  const current = { verdict: note.verdict };
  const buttons = Object.entries(VERDICTS).map(([verdict, label], at) => make("button", {
    type: "button", class: `toggle ${verdict}`, "aria-pressed": String(note.verdict === verdict), "aria-keyshortcuts": String(at + 1),
    onclick: () => {
      current.verdict = current.verdict === verdict ? "" : verdict;
      save(cue, current.verdict, comment.value);
    },
  }, label));
  comment.addEventListener("input", () => drafts.set(cue, { ...note, verdict: current.verdict, comment: comment.value }));
  comment.addEventListener("change", () => save(cue, current.verdict, comment.value));
  return make("form", { class: "review", onsubmit: (event) => event.preventDefault() },
    make("div", { class: "verdicts", role: "group", "aria-label": "Verdict" }, buttons, make("span", { id: "kept", class: "quiet-text", role: "status" })), comment);
}

function save(cue, verdict, comment) {
  const { start, end, lines } = data.cues[cue];
  const text = lines.map((runs) => runs.map((run) => (typeof run === "string" ? run : run[0])).join("")).join("\n");
  const note = noteOf(cue);
  drafts.set(cue, { ...(note ?? {}), verdict, comment });
  return write({ key: note?.key ?? "", number: cue + 1, start, end, text, verdict, comment }, note, cue);
}

/** Send a change; the answer holds all notes as they are then. One at a time: each builds on the one before it. */
let sending = Promise.resolve();
function write(said, note, cue) {
  sending = sending.then(() => send(said, note, cue));
  return sending;
}

async function send({ key, number, start, end, text, verdict, comment }, note, cue) {
  const known = cue === undefined ? note : noteOf(cue);
  const body = JSON.stringify({ key: known?.key ?? key, base: known?.revision ?? 0, number, start, end, text, verdict, comment });
  let answer;
  try {
    answer = await fetch("review", { method: "POST", headers: { "Content-Type": "application/json" }, body });
  } catch {
    return kept("Not written: the server does not answer.");
  }
  const told = await answer.json();
  if (answer.ok) {
    if (cue !== undefined) {
      const mine = told.notes.find((one) => one.revision === told.revision);
      if (mine && (verdict || comment.trim())) places[mine.key] = cue;
      drafts.delete(cue);
    }
    take(told);
    return kept("Written.");
  }
  if (answer.status === 409) {
    take(told.review);
    return kept("Somebody else wrote on this cue meanwhile: see the list. Yours stays here until you write it again.");
  }
  return kept(`Not written: ${told.error}`);
}

function kept(text) {
  const place = byId("kept");
  if (place) place.textContent = text;
}

/** Take all notes as they are now; those that are new here belong to the cue they were written at. */
function take(told) {
  if (told.revision === review.revision) return;
  review = told;
  for (const note of review.notes) {
    if (note.key in places) continue;
    const cue = data.cues.findIndex((one) => one.start === note.start && one.end === note.end);
    if (cue >= 0) places[note.key] = cue;
  }
  showNotes();
  if (document.activeElement?.id !== "comment") showDetails(byId("details"), list.current);
}

function watchNotes() {
  if (!data.writable) return;
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch("review");
      if (answer.ok) take(await answer.json());
    } catch {
      // The server was stopped: what is written next says so.
    }
  }, POLL);
}
