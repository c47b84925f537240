// Reading speed over the whole length: a bar a cue, the limit as a line, and where it is played now.

const CHART = { width: 1000, height: 100 };

function makeChart(element, seek) {
  const speeds = data.cues.map((cue) => cue.speed ?? 0);
  const { unit, limit } = data.measure;
  const top = Math.max(...speeds, (limit ?? 0) * 1.25, 1);
  const over = (speed) => limit !== null && speed > limit;
  const graph = makeSvg("svg", { viewBox: `0 0 ${CHART.width} ${CHART.height}`, preserveAspectRatio: "none", role: "img", "aria-label": chartText(speeds) },
    makeSvg("path", { class: "bars", d: bars((speed) => !over(speed), top) }),
    makeSvg("path", { class: "bars over", d: bars(over, top) }));
  const height = (speed) => CHART.height * (1 - speed / top);
  if (limit !== null) {
    graph.append(makeSvg("line", { class: "limit", x1: 0, x2: CHART.width, y1: height(limit), y2: height(limit) }));
  }
  const now = make("div", { class: "now" });
  element.append(graph, now);
  if (limit !== null) {
    const label = make("span", { class: "limit-label", "aria-hidden": "true" }, `limit ${figureText(limit)}`);
    label.style.bottom = `${(100 * limit) / top}%`;
    element.append(label);
  }
  byId("chart-title").textContent = `Reading speed, ${unit}`;
  element.addEventListener("pointerdown", (event) => {
    const box = element.getBoundingClientRect();
    seek(((event.clientX - box.left) / box.width) * data.duration);
  });
  return (time) => { now.style.left = `${(100 * time) / Math.max(1, data.duration)}%`; };
}

/** The bars of the cues whose speed is meant, as one path. */
function bars(isMeant, top) {
  const scale = CHART.width / Math.max(1, data.duration);
  let path = "";
  for (const cue of data.cues) {
    if (!cue.speed || !isMeant(cue.speed)) continue;
    const height = (CHART.height * cue.speed) / top;
    const width = Math.max(0.6, (cue.end - cue.start) * scale - 0.4);
    path += `M${(cue.start * scale).toFixed(2)} ${CHART.height}v${(-height).toFixed(1)}h${width.toFixed(2)}V${CHART.height}z`;
  }
  return path;
}

/** The chart in words. */
function chartText(speeds) {
  const { unit, limit } = data.measure;
  const sorted = speeds.filter(Boolean).sort((a, b) => a - b);
  if (!sorted.length) return `Reading speed: no cue has any.`;
  const median = sorted[Math.floor(sorted.length / 2)];
  const over = limit === null ? 0 : sorted.filter((speed) => speed > limit).length;
  const limits = limit === null ? "the house sets no limit" : `the limit is ${figureText(limit)}, ${counted(over, "cue")} over it`;
  return `Reading speed in ${unit}: median ${figureText(median)}, most ${figureText(sorted.at(-1))}; ${limits}.`;
}
