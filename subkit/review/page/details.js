// The current cue in full: what is found in it and who says so, what it has to spare, why it is cut as it is.

const CHANGES = { "no-break": "no break after", line: "a line ending after", cue: "a cue ending after" };

function showDetails(element, index) {
  const cue = data.cues[index];
  if (!cue) {
    element.replaceChildren(...overview());
    return;
  }
  const parts = [detailHead(cue, index), noteForm(index), findingDetails(index), reasonDetails(index), spareDetails(cue)];
  element.replaceChildren(...parts.filter(Boolean));
}

/** What is found in all of the cues, as long as none is the current one. */
function overview() {
  const rules = new Map();
  for (const finding of data.findings) {
    const known = rules.get(finding.rule) ?? { ...finding, count: 0, avoidable: 0 };
    rules.set(finding.rule, { ...known, count: known.count + 1, avoidable: known.avoidable + (finding.avoidable === true) });
  }
  const order = Object.keys(KINDS);
  const sorted = [...rules.values()].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || b.count - a.count);
  const rows = sorted.map(({ rule, title, kind, count, avoidable }) => make("tr", {},
    make("th", { scope: "row", class: kind }, shape(kind), unseen(`${KINDS[kind]}: `), make("b", {}, rule)),
    make("td", { class: "figures" }, String(count)), make("td", { class: "figures" }, avoidable ? String(avoidable) : ""), make("td", {}, title)));
  const heads = ["rule", "found", "avoidable", "asks"].map((title) => make("th", { scope: "col" }, title));
  return [
    make("header", {}, make("h2", {}, "All cues"), make("span", { class: "quiet-text" }, "j goes to the first, n to the first finding")),
    rows.length ? make("table", { class: "spare" }, make("thead", {}, make("tr", {}, heads)), make("tbody", {}, rows))
      : make("p", { class: "clean" }, "Nothing is found."),
  ];
}

function detailHead(cue, index) {
  return make("header", {},
    make("h2", {}, `Cue ${index + 1}`),
    make("span", { class: "figures" }, `${clockText(cue.start)} – ${clockText(cue.end)}`),
    make("span", { class: "figures quiet-text" }, secondsText(cue.end - cue.start)),
    cue.speaker ? make("bdi", { class: "speaker" }, cue.speaker) : null);
}

function findingDetails(index) {
  const found = findingsOf[index].map((at) => data.findings[at]);
  if (!found.length) return make("p", { class: "clean" }, "Nothing is found in this cue.");
  return make("ul", { class: "told" }, found.map((finding) => make("li", { class: finding.kind },
    make("p", {}, shape(finding.kind), make("b", {}, finding.title), " ", make("span", { class: "kind" }, KINDS[finding.kind].toLowerCase())),
    make("p", {}, make("bdi", {}, finding.message)),
    finding.clause || finding.address ? make("p", { class: "clause" }, "Source: ", clause(finding)) : null)));
}

/** Where a rule comes from; only an address of the web is a link. */
function clause({ clause: text, address }) {
  if (!/^https:\/\//.test(address)) return text || address;
  return make("a", { href: address, target: "_blank", rel: "noreferrer noopener" }, text || address);
}

function spareDetails(cue) {
  if (!cue.spare?.length) return null;
  const rows = cue.spare.map(([rule, value, limit, left, unit]) => make("tr", { class: left < 0 ? "over" : "" },
    make("th", { scope: "row" }, rule),
    make("td", { class: "figures" }, figureText(value)),
    make("td", { class: "figures" }, figureText(limit)),
    make("td", { class: "figures" }, `${left < 0 ? "" : "+"}${figureText(left)}`),
    make("td", {}, unit)));
  return make("details", {}, make("summary", {}, "Limits, and what is to spare"),
    make("table", { class: "spare" },
      make("thead", {}, make("tr", {}, ["rule", "has", "limit", "to spare", "unit"].map((title) => make("th", { scope: "col" }, title)))),
      make("tbody", {}, rows)));
}

function reasonDetails(index) {
  const reasons = data.reasons[index];
  if (!reasons) return null;
  const told = data.by_subkit ? null
    : make("p", { class: "quiet-text" }, "Others cut these captions; what each break costs by subkit's prices. Below zero is a gain.");
  const bound = reasons.bound?.length ? make("p", { class: "quiet-text" }, `Never parted: ${reasons.bound.join(", ")}`) : null;
  return make("details", { open: true }, make("summary", {}, "Why it is cut here"), told, reasons.breaks.map(breakDetails), bound);
}

function breakDetails(found) {
  const cost = found.terms.reduce((sum, term) => sum + term[1], 0);
  const must = found.forced ? make("span", { class: "kind" }, `it must: ${found.forced}`) : null;
  return make("div", { class: "break" },
    make("p", {}, found.kind === "line" ? "The line ends after " : "The cue ends after ", make("q", {}, make("bdi", {}, found.after)), " ",
      found.terms.length ? make("span", { class: "cost figures" }, signed(cost)) : null, " ", must),
    found.terms.length ? make("ul", { class: "terms" }, found.terms.map(([name, amount]) => make("li", {},
      make("span", { class: amount < 0 ? "figures gain" : "figures" }, signed(amount)), ` ${name}`))) : null,
    found.others?.length ? make("ul", { class: "others" }, found.others.map(otherDetails)) : null);
}

function otherDetails([change, after, extra, cues, further]) {
  const boxes = cues.map((lines) => make("span", { class: "cut", dir: "auto" }, lines.map((line) => make("span", { class: "line" }, line))));
  return make("li", {}, `${CHANGES[change]} `, make("q", {}, make("bdi", {}, after)), " would have cost ",
    make("span", { class: "figures" }, extra.toLocaleString("en")), " more",
    make("span", { class: "cuts" }, boxes, further ? make("span", { class: "quiet-text" }, `and ${further} more`) : null));
}

const signed = (amount) => `${amount < 0 ? "−" : "+"}${Math.abs(amount).toLocaleString("en")}`;
