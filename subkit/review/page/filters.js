// Which cues the list shows: by the kinds of their findings, by speaker, by text, by what reviewers said.

const wanted = { kinds: new Set(), avoidable: false, changed: false, noted: false, speaker: "", text: "" };

/** Whether a cue is one of those that are asked for. */
function isWanted(cue) {
  const findings = findingsOf[cue].map((index) => data.findings[index]);
  const asked = findings.filter((one) => !wanted.kinds.size || wanted.kinds.has(one.kind));
  if (wanted.kinds.size && !asked.length) return false;
  if (wanted.avoidable && !asked.some((one) => one.avoidable === true)) return false;
  if (wanted.noted && !noteOf(cue)) return false;
  if (wanted.speaker && data.cues[cue].speaker !== wanted.speaker) return false;
  return !wanted.text || plainText(data.cues[cue]).toLocaleLowerCase().includes(wanted.text);
}

const isNarrowed = () =>
  wanted.kinds.size || wanted.avoidable || wanted.changed || wanted.noted || wanted.speaker || wanted.text;

/** A button that is on or off. */
function toggleButton(content, title, turn) {
  return make("button", {
    type: "button",
    class: "toggle",
    title,
    "aria-pressed": "false",
    onclick: (event) => {
      const button = event.currentTarget;
      const isOn = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(isOn));
      turn(isOn);
      list.filter();
    },
  }, content);
}

function makeFilters() {
  const buttons = Object.entries({ hard: "hard", soft: "soft", note: "notes" }).map(([kind, label]) => {
    const count = data.findings.filter((one) => one.kind === kind).length;
    const turn = (isOn) => (isOn ? wanted.kinds.add(kind) : wanted.kinds.delete(kind));
    return toggleButton([shape(kind), ` ${label} `, make("b", {}, String(count))], `Cues with findings: ${KINDS[kind].toLowerCase()}`, turn);
  });
  const avoidable = data.findings.filter((one) => one.avoidable === true).length;
  buttons.push(toggleButton(["avoidable ", make("b", {}, String(avoidable))],
    "Cues with findings that another cut or other times would cure", (isOn) => { wanted.avoidable = isOn; }));
  if (data.against) {
    const count = data.against.rows.filter((row) => row[2].length).length;
    buttons.push(toggleButton(["changed ", make("b", {}, String(count))],
      "Cues that differ from the other version", (isOn) => { wanted.changed = isOn; }));
  }
  if (data.writable || data.review?.notes.length) {
    buttons.push(toggleButton(["reviewed ", make("b", { id: "noted" }, "0")],
      "Cues that a reviewer has marked or commented", (isOn) => { wanted.noted = isOn; }));
  }
  byId("filters").append(...buttons);
  makeSpeakers();
  byId("search").addEventListener("input", (event) => {
    wanted.text = event.target.value.trim().toLocaleLowerCase();
    list.filter();
  });
  byId("clear").addEventListener("click", clearFilters);
}

function makeSpeakers() {
  const speakers = [...new Set(data.cues.map((cue) => cue.speaker).filter(Boolean))];
  if (!speakers.length) return;
  byId("speaker-pick").hidden = false;
  byId("speaker").append(make("option", { value: "" }, "all"), ...speakers.map((one) => make("option", { value: one }, one)));
  byId("speaker").addEventListener("change", (event) => {
    wanted.speaker = event.target.value;
    list.filter();
  });
}

function clearFilters() {
  Object.assign(wanted, { kinds: new Set(), avoidable: false, changed: false, noted: false, speaker: "", text: "" });
  for (const button of byId("filters").children) button.setAttribute("aria-pressed", "false");
  byId("speaker").value = "";
  byId("search").value = "";
  list.filter();
}
