// What the other parts build the page with: its data, elements, and figures as people read them.

const data = JSON.parse(document.getElementById("data").textContent);
const byId = (id) => document.getElementById(id);
const isStill = window.matchMedia("(prefers-reduced-motion: reduce)");

/** An element with properties (class, dataset and ARIA among them) and children; text is only ever text. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function makeSvg(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Milliseconds as clock text: 1:02.345, or with hours where the captions have them. */
function clockText(milliseconds, digits = 3) {
  const whole = Math.max(0, Math.round(milliseconds));
  const [seconds, rest] = [Math.floor(whole / 1000), whole % 1000];
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const front = data.duration >= 3600000 ? `${hours}:${two(minutes)}` : String(minutes);
  const fraction = digits ? `.${String(rest).padStart(3, "0").slice(0, digits)}` : "";
  return `${front}:${two(seconds % 60)}${fraction}`;
}

/** A span of time in seconds, as in 2.4 s. */
const secondsText = (milliseconds) => `${(milliseconds / 1000).toFixed(milliseconds < 10000 ? 2 : 1)} s`;

/** A figure with no more digits than it needs. */
const figureText = (value) => Number(value.toFixed(2)).toLocaleString("en");

const counted = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** The words of a cue in one line, for whoever does not see it. */
const plainText = (cue) => cue.lines.map((runs) => runs.map((run) => (typeof run === "string" ? run : run[0])).join("")).join(" ");

const KINDS = { hard: "Hard rule", soft: "Soft rule", note: "Note" };

/** A small shape that tells a kind without its colour: a square, a diamond, a ring. */
const shape = (kind) => make("span", { class: `shape ${kind}`, "aria-hidden": "true" });

const unseen = (text) => make("span", { class: "unseen" }, text);

/** By cue, the indices of its findings. */
const findingsOf = data.cues.map(() => []);
data.findings.forEach((finding, index) => findingsOf[finding.cue].push(index));

/** The worst kind that is found in a cue; empty where nothing is. */
function worst(cue) {
  const kinds = findingsOf[cue].map((index) => data.findings[index].kind);
  return ["hard", "soft", "note"].find((kind) => kinds.includes(kind)) ?? "";
}
