// The text of a cue as nodes: its styling, and the marks of what is said of parts of it.

const TAGS = { b: "b", i: "i", u: "u" };

/** The nodes of one line; marks are those of this line, as [begin, end, finding]. */
function lineNodes(runs, marks = []) {
  const pieces = [];
  let place = 0;
  for (const run of runs) {
    const [text, ...tags] = typeof run === "string" ? [run] : run;
    const edges = new Set([0, text.length]);
    for (const [begin, end] of marks) {
      for (const edge of [begin - place, end - place]) if (edge > 0 && edge < text.length) edges.add(edge);
    }
    const sorted = [...edges].sort((a, b) => a - b);
    for (let at = 0; at + 1 < sorted.length; at += 1) {
      const first = place + sorted[at];
      const over = marks.filter(([begin, end]) => begin <= first && first < end).map((mark) => mark[2]);
      pieces.push(marked(styled(text.slice(sorted[at], sorted[at + 1]), tags), over));
    }
    place += text.length;
  }
  return pieces;
}

function styled(text, tags) {
  let node = document.createTextNode(text);
  for (const tag of tags) {
    node = tag in TAGS ? make(TAGS[tag], {}, node) : make("span", { class: `colour ${tag.slice(2)}` }, node);
  }
  return node;
}

/** A piece under its marks: the worst finding's kind says how it looks. */
function marked(node, findings) {
  if (!findings.length) return node;
  const known = findings.filter((index) => index >= 0).map((index) => data.findings[index]);
  const kind = ["hard", "soft", "note"].find((one) => known.some((finding) => finding.kind === one)) ?? "differs";
  const told = known.map((finding) => `${finding.rule}: ${finding.message}`).join("\n");
  return make("mark", { class: kind, title: told || null }, node);
}

/** The lines of a cue, each in an element of its own that goes by its own direction. */
function lineElements(cue, withMarks) {
  return cue.lines.map((runs, line) => {
    const marks = withMarks ? (cue.marks ?? []).filter((mark) => mark[0] === line).map((mark) => mark.slice(1)) : [];
    return make("span", { class: "line", dir: "auto", lang: data.language }, lineNodes(runs, marks));
  });
}
