// The picture as it leaves the screen: title, chart, a legend of what is there, small print. The twin of sheet.py.
(function () {
  "use strict";
  window.ownership = window.ownership || {};
  const MARGIN = 28;
  const NARROWEST = 680;
  const SWATCH = 34;
  const SWATCH_GAP = 9;
  const ENTRY_GAP = 26;
  const ENTRY_LINE = 26;
  const [TITLE, TITLE_LINE, SAID, SAID_LINE, PRINT, PRINT_LINE] = [22, 29, 14, 20, 11, 16];
  const GROUPS = [["subject", "kind", "role"], ["level"], ["line"], ["disc"]];

  window.ownership.sheet = function (style, say) {
    const shapes = window.ownership.shapes;
    const pen = window.ownership.marks(style, say);
    const { cards } = pen;
    const { path } = shapes;
    const same = (one, other) => one.length === other.length && one.every((value, n) => value === other[n]);

    // What is on screen in pictures and words, and nothing that is not.
    function entries(scene, layout, story, lit, folds) {
      const { parties, lines, back } = pen.shown(scene, layout, story);
      const there = scene.cards.filter((c) => c.role === "party" && parties.has(c.party)).map((c) => parties.get(c.party));
      const found = [];
      const add = (group, key, text) => found.push({ group, key, text: say(text) });
      if (there.some((party) => party.subject)) add("subject", "subject", "legend.subject");
      const kinds = new Set(there.map((party) => (Object.hasOwn(style.kinds, party.kind) ? party.kind : "unknown")));
      for (const kind of Object.keys(style.kinds)) if (kinds.has(kind)) add("kind", `kind-${kind}`, `kind.${kind}`);
      const roles = new Set(scene.cards.map((card) => card.role));
      for (const role of Object.keys(style.roles)) if (roles.has(role)) add("role", `role-${role}`, `legend.role.${role}`);
      const levels = new Set(there.flatMap((party) => party.flags.map((flag) => flag.level)));
      for (const level of Object.keys(style.levels)) if (levels.has(level)) add("level", `level-${level}`, `legend.level.${level}`);
      const plain = new Set();
      for (const line of lines) {
        if (line.line !== "owns" || (!back.has(line.id) && !line.indirect && !line.unknown)) plain.add(line.line);
      }
      for (const line of Object.keys(style.lines)) if (plain.has(line)) add("line", line, `legend.line-${line}`);
      const sized = lines.filter((line) => (line.line === "owns" || line.line === "votes") && !line.unknown);
      if (new Set(sized.map(pen.lineWidth)).size > 1) add("line", "widths", "legend.widths");
      const dashes = lines.filter((line) => ["owns", "votes", "controls"].includes(line.line)).map(pen.lineDash);
      if (dashes.some((dash) => same(dash, style.unknown_dash))) add("line", "unknown", "legend.unknown");
      if (dashes.some((dash) => same(dash, style.indirect_dash))) add("line", "indirect", "legend.indirect");
      if (lines.some((line) => back.has(line.id))) add("line", "back", "legend.back");
      if (lit) add("line", "faded", "legend.faded");
      const closed = (c) => (c.above && !c.open_above) || (c.below && !c.open_below);
      if (scene.cards.some(closed)) add("disc", "plus", "legend.plus");
      if (folds && scene.cards.some((c) => c.open_above || c.open_below)) add("disc", "minus", "legend.minus");
      return found;
    }

    function swatch(key, x, y, colour) {
      const name = key.slice(key.indexOf("-") + 1);
      const box = [x, y - 9, SWATCH, 18];
      if (key === "subject") return [path(shapes.outline("box", box), { fill: colour.asked })];
      if (key.startsWith("kind-")) {
        const shape = cards.shapeOf(name);
        const around = shapes.outline(shape, box);
        const inner = shapes.details(shape, box);
        const drawn = [path(around, { fill: colour[cards.groundOf(name)] }), path(around, { stroke: colour.rule, width: 1.4 })];
        return inner ? [...drawn, path(inner, { stroke: colour.rule, width: 1.2 })] : drawn;
      }
      if (key.startsWith("role-")) return cards.standInSwatch(name, box, colour);
      if (key.startsWith("level-")) return cards.levelSwatch(name, box, colour);
      if (key === "plus" || key === "minus") {
        return cards.discMarks("above", key === "plus" ? 3 : 0, x + SWATCH - cards.DISC, y, colour);
      }
      if (key === "widths") {
        const at = (n) => y - 7 + 7 * n;
        return style.widths.map((width, n) => path(shapes.strokes([[x, at(n)], [x + SWATCH, at(n)]]), { stroke: colour.owns, width }));
      }
      return lineSwatch(key, x, y, colour);
    }
    function lineSwatch(key, x, y, colour) {
      let [dash, name, head] = [[], "owns", "full"];
      if (style.lines[key]) ({ dash, colour: name, head } = style.lines[key]);
      else if (key === "unknown") dash = style.unknown_dash;
      else if (key === "indirect") dash = style.indirect_dash;
      else if (key === "back") [name, head] = [style.back, "hollow"];
      const opacity = key === "faded" ? style.faded : 1;
      const start = [x, y];
      const [tip, arrow] = pen.arrowMarks([start, [x + SWATCH, y]], 2, key === "more" ? "" : head, colour[name], colour.paper, opacity);
      return [path(shapes.strokes([start, tip]), { stroke: colour[name], width: 2, dash, opacity }), ...arrow];
    }

    // options: shade, chosen, lit, title: [texts], footer: [texts], legend: bool
    function picture(scene, layout, story, options = {}) {
      const { shade = "light", lit = null, title = [], footer = [], legend: withLegend = true } = options;
      const chart = pen.marks(scene, layout, story, { ...options, folds: false });
      const [first, top, right, low] = pen.bounds(chart);
      const colour = pen.colours(shade);
      const width = Math.max(right - first, NARROWEST);
      const left = first - (width - (right - first)) / 2;
      const over = written(title, left, width, colour);
      const shift = title.length ? top - MARGIN - over.height : top;
      for (const mark of over.marks) if (mark.kind === "text") mark.y += shift;
      const found = [...over.marks, ...chart];
      let y = low + MARGIN;
      if (withLegend) {
        const under = legendMarks(entries(scene, layout, story, lit !== null, false), left, y, width, colour);
        found.push(...under.marks);
        y += under.height + (under.height ? MARGIN / 2 : 0);
      }
      if (footer.length) {
        const small = smallPrint(footer, left, y, width, colour);
        found.push(...small.marks);
        y += small.height;
      }
      const ground = [left - MARGIN, shift - MARGIN, width + 2 * MARGIN, y - shift + 2 * MARGIN];
      const marks = [path(shapes.rounded(ground, 0), { fill: colour.paper }), ...found];
      return { marks, left: ground[0], top: ground[1], width: ground[2], height: ground[3] };
    }

    // The legend of what is on screen: words, and beside each a picture of its own.
    function legend(scene, layout, story, { shade = "light", lit = null } = {}) {
      const colour = pen.colours(shade);
      return entries(scene, layout, story, lit !== null, true).map(({ key, text }) => ({
        key, text, marks: swatch(key, 2, 13, colour), left: 0, top: 0, width: SWATCH + 4, height: 26,
      }));
    }

    function part(id, inside) {
      return inside.length ? [{ kind: "group", role: "part", id }, ...inside, { kind: "end" }] : [];
    }
    function written(title, left, width, colour) {
      const inside = [];
      let y = 0;
      title.forEach((sentence, n) => {
        const [size, step, most] = n === 0 ? [TITLE, TITLE_LINE, 3] : [SAID, SAID_LINE, 6];
        for (const line of cards.wrap(sentence, Math.min(width, 1000), size, n === 0, most, 2000, n === 0).lines) {
          inside.push(lineOf(line, left, width, y + step * 0.75, size, colour.ink, n === 0 ? 700 : 400));
          y += step;
        }
        y += 4;
      });
      return { marks: part("title", inside), height: y };
    }
    function smallPrint(footer, left, top, width, colour) {
      const inside = [path(shapes.strokes([[left, top], [left + width, top]]), { stroke: colour.rule, width: 0.8 })];
      let y = top + 10;
      for (const sentence of footer) {
        for (const line of cards.wrap(sentence, width, PRINT, false, 8, 4000, false).lines) {
          inside.push(lineOf(line, left, width, y + 11, PRINT, colour.muted, 400));
          y += PRINT_LINE;
        }
      }
      return { marks: part("footer", inside), height: y - top };
    }
    // A line of a paragraph starts at the left, or at the right where it reads from there.
    function lineOf(line, left, width, y, size, fill, weight) {
      const mark = cards.text(left, y, line, size, fill, weight, "start");
      if (mark.dir === "rtl") Object.assign(mark, { x: left + width, anchor: "start" });
      return mark;
    }
    function legendMarks(found, left, top, width, colour) {
      const inside = [];
      let y = top;
      for (const group of GROUPS) {
        let x = left;
        let used = false;
        for (const { key, text } of found.filter((entry) => group.includes(entry.group))) {
          const wide = SWATCH + SWATCH_GAP + cards.textWidth(text, cards.SMALL, false);
          if (used && x + wide > left + width) [x, y] = [left, y + ENTRY_LINE];
          inside.push({ kind: "group", role: "key", id: key }, ...swatch(key, x, y + ENTRY_LINE / 2, colour));
          inside.push(cards.text(x + SWATCH + SWATCH_GAP, y + ENTRY_LINE / 2 + 4, text, cards.SMALL, colour.ink, 400, "start"));
          inside.push({ kind: "end" });
          x += wide + ENTRY_GAP;
          used = true;
        }
        y += used ? ENTRY_LINE : 0;
      }
      return { marks: part("legend", inside), height: y - top };
    }

    return { picture, legend, marks: pen.marks };
  };
})();
