// The list of cues: each with its text, what is found in it and what reviewers say; beside another version where there is one.

const ROWS = 50; // rows of a sheet: what is not near the eyes costs as much as one row, whatever it holds
const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 20));

class CueList {
  constructor(element) {
    this.element = element;
    this.rows = []; // { element, own: [first, after], other, changes }
    this.sheets = []; // { element, rows, isFilled }
    this.rowOf = new Array(data.cues.length);
    this.cards = new Array(data.cues.length);
    this.current = -1;
    this.stop = -1;
    this.follows = true;
    this.build();
    element.addEventListener("click", (event) => this.clicked(event));
  }

  build() {
    const rows = data.against ? data.against.rows : data.cues.map((_, index) => [[index, index + 1], null, []]);
    for (const [own, other, changes] of rows) {
      const element = make("div", { class: changes.length ? "row changed" : "row", role: "listitem" });
      for (let cue = own[0]; cue < own[1]; cue += 1) this.rowOf[cue] = this.rows.length;
      this.rows.push({ element, own, other, changes });
    }
    for (let first = 0; first < this.rows.length; first += ROWS) {
      const rowsOf = this.rows.slice(first, first + ROWS);
      const element = make("div", { class: "sheet" });
      element.style.containIntrinsicHeight = `auto ${6 * rowsOf.length}rem`;
      this.sheets.push({ element, rows: rowsOf, isFilled: false });
    }
    this.element.append(...this.sheets.map(({ element }) => element));
    if (data.cues.length) this.makeStop(0);
    if (data.against) {
      byId("columns").hidden = false;
      byId("columns").append(make("span", {}, data.against.name), make("span", {}, data.name));
      this.element.classList.add("paired");
    }
  }

  /** Fill the sheets from one on when the browser has time: with thousands of cues the page is there at once. */
  fillRest(at) {
    if (at >= this.sheets.length) return;
    whenIdle(() => {
      this.fill(this.sheets[at]);
      this.fillRest(at + 1);
    });
  }

  fill(sheet) {
    if (sheet.isFilled) return;
    sheet.isFilled = true;
    for (const row of sheet.rows) this.fillRow(row);
    sheet.element.append(...sheet.rows.map(({ element }) => element));
  }

  fillRow({ element, own, other, changes }) {
    const cards = range(own).map((cue) => (this.cards[cue] = this.card(cue)));
    const children = [make("div", { class: "own" }, cards)];
    if (other) {
      const others = data.against.cues.slice(...other);
      children.unshift(make("div", { class: "theirs" }, others.map((cue, at) => this.plainCard(cue, other[0] + at))));
    }
    if (changes.length) {
      children.push(make("ul", { class: "changes" }, changes.map((told) => make("li", {}, make("bdi", {}, told)))));
    }
    element.append(...children);
  }

  /** The card of a cue, which may not have been filled in yet. */
  cardOf(cue) {
    const sheet = this.sheets[Math.floor(this.rowOf[cue] / ROWS)];
    if (sheet) this.fill(sheet);
    return this.cards[cue];
  }

  card(index) {
    const cue = data.cues[index];
    const card = make("article", { class: `card ${worst(index)}`, "aria-label": `Cue ${index + 1}` },
      this.head(cue, index),
      make("p", { class: "text", dir: "auto" }, lineElements(cue, true)),
      this.speed(cue),
      this.findings(index),
      make("p", { class: "said", hidden: true }));
    card.dataset.cue = index;
    showNote(card, noteOf(index));
    return card;
  }

  head(cue, index) {
    const times = `${clockText(cue.start)} – ${clockText(cue.end)}`;
    return make("div", { class: "head" },
      make("button", { type: "button", class: "go", tabIndex: -1 }, unseen("Cue "), make("b", {}, String(index + 1)), " ", make("span", { class: "figures" }, times)),
      make("span", { class: "figures quiet-text" }, secondsText(cue.end - cue.start)),
      cue.speaker ? make("bdi", { class: "speaker" }, cue.speaker) : null);
  }

  speed(cue) {
    const { short, unit, limit } = data.measure;
    if (cue.speed === undefined || cue.speed === null) return make("span", { class: "speed figures" }, "");
    const isOver = limit !== null && cue.speed > limit;
    const meter = make("span", { class: "meter", "aria-hidden": "true" }, make("span", {}));
    meter.firstChild.style.width = `${Math.min(100, (100 * cue.speed) / (limit ?? 25) / 1.25)}%`;
    return make("span", { class: isOver ? "speed figures over" : "speed figures", title: unit },
      String(cue.speed), make("small", {}, ` ${short}`), isOver ? unseen(", over the limit") : null, limit === null ? null : meter);
  }

  findings(index) {
    const items = findingsOf[index].map((at) => {
      const finding = data.findings[at];
      const where = finding.edge ? make("span", { class: "edge" }, finding.edge === "in" ? "in-time" : "out-time") : null;
      const verdict = finding.avoidable === true ? make("span", { class: "avoidable" }, "avoidable") : null;
      return make("li", { class: finding.kind }, shape(finding.kind), unseen(`${KINDS[finding.kind]}: `),
        make("b", {}, finding.rule), " ", make("bdi", {}, shortened(finding)), " ", where, verdict);
    });
    return items.length ? make("ul", { class: "findings" }, items) : null;
  }

  plainCard(cue, index) {
    return make("article", { class: "card plain", "aria-label": `Cue ${index + 1} of the other version` },
      make("div", { class: "head" }, make("b", {}, String(index + 1)), " ",
        make("span", { class: "figures" }, `${clockText(cue.start)} – ${clockText(cue.end)}`),
        cue.speaker ? make("bdi", { class: "speaker" }, cue.speaker) : null),
      make("p", { class: "text", dir: "auto" }, lineElements(cue, true)));
  }

  clicked(event) {
    const card = event.target.closest("[data-cue]");
    if (!card || event.target.closest("a") || String(getSelection())) return;
    goTo(Number(card.dataset.cue));
  }

  /** Make a cue the current one, and bring it before the eyes if the list follows. */
  point(cue, isAsked) {
    if (cue === this.current) {
      if (isAsked) this.reveal(this.cards[cue]);
      return;
    }
    this.cards[this.current]?.removeAttribute("aria-current");
    this.current = cue;
    const card = this.cardOf(cue);
    if (!card) return;
    card.setAttribute("aria-current", "true");
    this.makeStop(cue);
    if (isAsked || this.follows) this.reveal(card);
  }

  /** Make a cue the one of the list that the tab key leads to. */
  makeStop(cue) {
    const before = this.cards[this.stop];
    if (before) before.querySelector(".go").tabIndex = -1;
    this.stop = cue;
    this.cardOf(cue).querySelector(".go").tabIndex = 0;
  }

  reveal(card) {
    if (card.closest("[hidden]")) return;
    // Rows that were never shown have a guessed height: where they are shown now, the place is a little off, once.
    card.scrollIntoView({ block: "center" });
    requestAnimationFrame(() => card.scrollIntoView({ block: "nearest" }));
  }

  filter() {
    let count = 0;
    for (const { element, own, changes } of this.rows) {
      let isShown = !isNarrowed();
      if (!isShown) {
        const isAsked = !wanted.changed || changes.length > 0;
        const holds = own[0] === own[1] ? wanted.changed && changes.length > 0 : false;
        isShown = isAsked && (holds || range(own).some(isWanted));
      }
      element.hidden = !isShown;
      if (isShown) count += own[1] - own[0];
    }
    for (const { element, rows } of this.sheets) element.hidden = rows.every((row) => row.element.hidden);
    const all = counted(data.cues.length, "cue");
    byId("count").textContent = isNarrowed() ? `${count.toLocaleString("en")} of ${all}` : all;
    byId("nothing").hidden = this.rows.some(({ element }) => !element.hidden);
    if (this.cards[this.current]) this.reveal(this.cards[this.current]);
    const first = this.next(-1, 1);
    if (first >= 0 && this.rows[this.rowOf[this.stop]].element.hidden) this.makeStop(first);
  }

  /** The cue that is shown before or after one. */
  next(cue, step, isMeant = () => true) {
    for (let at = cue + step; at >= 0 && at < data.cues.length; at += step) {
      if (!this.rows[this.rowOf[at]].element.hidden && isMeant(at)) return at;
    }
    return -1;
  }
}

const range = ([first, after]) => Array.from({ length: after - first }, (_, at) => first + at);

/** A finding's sentence without what the verdict beside it says. */
const shortened = (finding) => finding.message.replace(/; avoidable: .*/, "");
