// The chart as marks (groups, paths, texts) from the back to the front: lines, shares, cards. The twin of marks.py.
(function () {
  "use strict";
  window.ownership = window.ownership || {};
  const LABEL_HEIGHT = 20;
  const SPREAD = 0.4;

  window.ownership.marks = function (style, say) {
    const shapes = window.ownership.shapes;
    const cards = window.ownership.cards(style, say);
    const { path } = shapes;

    function colours(shade) {
      const found = {};
      for (const [name, pair] of Object.entries(style.colours)) found[name] = pair[shade === "dark" ? 1 : 0];
      return found;
    }
    function lookOf({ shade = "light", chosen = "", lit = null, folds = true }) {
      return { colour: colours(shade), chosen, lit: lit === null ? null : new Set(lit), folds };
    }

    // What is on screen, which parties it shows, and which lines are drawn. `story.parties` is a table by id or a list.
    function shown(scene, layout, story) {
      const all = Array.isArray(story.parties) ? story.parties : Object.values(story.parties);
      return {
        parties: new Map(all.map((party) => [party.id, party])),
        lines: scene.lines.filter((line) => Object.hasOwn(layout.routes, line.id)),
        back: new Set(layout.back),
      };
    }

    function marks(scene, layout, story, options = {}) {
      const look = lookOf(options);
      const { parties, lines, back } = shown(scene, layout, story);
      const names = new Map(scene.cards.map((card) => [card.id, parties.has(card.party) ? parties.get(card.party).name : card.name]));
      const rank = (line) => (line.id === look.chosen ? 2 : 0) + (look.lit !== null && look.lit.has(line.id) ? 1 : 0);
      lines.sort((a, b) => rank(a) - rank(b));
      const found = [];
      for (const line of lines) {
        found.push(...lineMarks(line, layout.routes[line.id].points, back.has(line.id), lineTitle(line, names), look));
      }
      for (const line of lines) found.push(...labelMarks(line, layout.routes[line.id].label, look));
      const planned = cards.plans(scene.cards, parties);
      for (const card of scene.cards) {
        const party = parties.get(card.party) || null;
        found.push(...cards.cardMarks(card, party, planned.get(card.id), layout.positions[card.id], look));
      }
      return found;
    }

    function lineTitle(line, names) {
      const name = (id) => cards.cut(names.has(id) ? names.get(id) : id, 120);
      if (line.owner === line.owned) return say("draw.own", { owner: name(line.owner), text: line.text });
      return say("draw.line", { owner: name(line.owner), owned: name(line.owned), text: line.text });
    }
    // Dashes for what is not known, dots for what is indirect.
    function lineDash(line) {
      const own = style.lines[line.line].dash;
      if (line.indirect && !own.length) return style.indirect_dash;
      return own.length ? own : line.unknown ? style.unknown_dash : [];
    }
    function lineWidth(line) {
      if (line.unknown || (line.line !== "owns" && line.line !== "votes")) return style.widths[0];
      return style.widths[line.weight > style.steps[1] ? 2 : line.weight >= style.steps[0] ? 1 : 0];
    }

    function lineMarks(line, points, back, title, look) {
      const chosen = look.chosen === line.id;
      const opacity = cards.seen(look, line.id);
      const stroke = look.colour[chosen ? "focus" : back ? style.back : style.lines[line.line].colour];
      const width = lineWidth(line);
      const head = line.line === "more" ? "" : back ? "hollow" : style.lines[line.line].head;
      const [tip, arrow] = arrowMarks(points, width, head, stroke, look.colour.paper, opacity);
      const course = [...points.slice(0, -1), tip];
      const drawn = path(shapes.curve(course), { stroke, width: width + (chosen ? 1.6 : 0), dash: lineDash(line), opacity });
      const group = { kind: "group", role: "line", id: line.id, as: line.line, title };
      if (back) group.back = true;
      group.points = points;
      return [group, drawn, ...arrow, { kind: "end" }];
    }

    // Where the line stops, and its arrow: full for stakes, open for votes and control, hollow for loops.
    function arrowMarks(points, width, head, ink, ground, opacity = 1) {
      const [x, y] = points[points.length - 1];
      if (!head) return [[x, y], []];
      let before = [x, y - 1];
      for (let n = points.length - 2; n >= 0; n -= 1) {
        if (points[n][0] !== x || points[n][1] !== y) {
          before = points[n];
          break;
        }
      }
      const away = Math.hypot(x - before[0], y - before[1]);
      const u = (x - before[0]) / away;
      const v = (y - before[1]) / away;
      const size = 9 + width;
      const half = size * SPREAD;
      const left = [x - size * u - half * v, y - size * v + half * u];
      const right = [x - size * u + half * v, y - size * v - half * u];
      if (head === "open") {
        const chevron = path(shapes.strokes([left, [x, y], right]), { stroke: ink, width: Math.max(1.8, width * 0.75), opacity });
        return [[x - u, y - v], [chevron]];
      }
      const tip = [x - size * 0.9 * u, y - size * 0.9 * v];
      const triangle = shapes.corners([left, [x, y], right]);
      if (head === "hollow") {
        return [tip, [path(triangle, { fill: ground }), path(triangle, { stroke: ink, width: 1.8, opacity })]];
      }
      return [tip, [path(triangle, { fill: ink, opacity })]];
    }

    function labelMarks(line, [x, y], look) {
      if (!line.text) return [];
      const wide = cards.labelWidth(line.text);
      const box = [x - wide / 2, y - LABEL_HEIGHT / 2, wide, LABEL_HEIGHT];
      const ink = look.colour[look.chosen === line.id ? "focus" : "ink"];
      return [
        { kind: "group", role: "share", id: line.id, box },
        path(shapes.rounded(box, 4), { fill: look.colour.paper }),
        cards.text(x, y + 5, line.text, style.share_size, ink, 600, "middle", cards.seen(look, line.id)),
        { kind: "end" },
      ];
    }

    // Left, top, right and bottom of everything that is drawn, frames and discs included.
    function bounds(found) {
      let [left, top, right, low] = [Infinity, Infinity, -Infinity, -Infinity];
      for (const mark of found) {
        let points = mark.points || [];
        if (mark.box) {
          const [x, y, width, height] = mark.box;
          const edge = mark.role === "card" ? 14 : 1;
          points = [[x - edge, y - edge], [x + width + edge, y + height + edge]];
        }
        for (const [x, y] of points) {
          [left, top, right, low] = [Math.min(left, x), Math.min(top, y), Math.max(right, x), Math.max(low, y)];
        }
      }
      return left <= right ? [left, top, right, low] : [0, 0, 0, 0];
    }

    return { marks, colours, shown, lineDash, lineWidth, arrowMarks, bounds, cards };
  };
})();
