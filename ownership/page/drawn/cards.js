// Cards: how large each is and what is drawn on it, the twin of cards.py. `say` fills the templates of the language.
(function () {
  "use strict";
  window.ownership = window.ownership || {};
  const WIDE = [128, 152, 176, 200, 224, 244, 264];
  const HEIGHT = 72;
  const NAME = 14;
  const SMALL = 12;
  const NAME_LINE = 17;
  const SMALL_LINE = 16;
  const TAG_LINE = 20;
  const TAGS_LOW = 11;
  const TAGS = 3; // never more on a card; the panel has them all
  const DISC_IN = 22;
  const DISC_OUT = 3;
  const DISC = 10;
  // Stand-ins are smaller: many of them stand between parties.
  const LESS = { name: 12, small: 11, nameLine: 15, smallLine: 14, height: 44, wide: [112, 128, 144, 160, 184, 208] };
  const LESS_ROOM = { pill: 17, sheet: 15 };
  const PICTURE = 30;

  // Names come from the data: "toString" is no kind of party.
  const own = (table, name, other) => (Object.hasOwn(table, name) ? table[name] : other);
  const made = new WeakMap();
  // So many plans of cards are remembered: from one state to the next most cards stay what they are.
  const REMEMBERED = 4000;

  window.ownership.cards = function (style, say) {
    if (!made.has(say)) made.set(say, build(style, say));
    return made.get(say);
  };

  function build(style, say) {
    const shapes = window.ownership.shapes;
    const { textWidth, leftward, fit, wrap, ending, cut, MOST } = window.ownership.lettering(style.letters);
    const { path, outline } = shapes;
    const text = (...rest) => shapes.text(leftward, ...rest);
    const levels = Object.keys(style.levels);
    const shapeOf = (kind) => own(style.kinds, kind, style.kinds.unknown);
    const grounds = new Map(Object.entries({ person: "person", state: "public", body: "public" }));
    const groundOf = (kind) => grounds.get(kind) || "card";
    const remembered = new Map();
    const seen = (look, id) => (look.lit === null || look.lit.has(id) ? 1 : style.faded);

    function labelWidth(said) {
      return said ? Math.floor(textWidth(said, style.share_size, true) + 0.5) + 10 : 0;
    }
    function widthFor(name, room, wanted) {
      for (const width of WIDE) {
        const found = wrap(name, width - room, NAME, true);
        if (width >= wanted && found.whole && !found.broken) return width;
      }
      return WIDE[WIDE.length - 1];
    }
    function said(party) {
      const kind = say(`kind.${Object.hasOwn(style.kinds, party.kind) ? party.kind : "unknown"}`);
      const where = leftward(party.jurisdiction) ? `\u2068${party.jurisdiction}\u2069` : party.jurisdiction;
      return where ? `${kind} · ${where}` : kind;
    }

    // Decides what stands on a card: lines of the name, small lines, tags.
    function plan(card, party) {
      const seenAs = [card.role, card.name, card.text];
      if (party) seenAs.push(party.kind, party.jurisdiction, party.effective, ...party.flags.flatMap((flag) => [flag.level, flag.tag]));
      const key = JSON.stringify(seenAs);
      if (!remembered.has(key)) {
        if (remembered.size > REMEMBERED) remembered.clear();
        remembered.set(key, planned(card, party));
      }
      return remembered.get(key);
    }
    function planned(card, party) {
      const name = card.name || say("draw.no_name");
      if (card.role !== "party" || !party) return standIn(card, name);
      const shape = shapeOf(party.kind);
      const small = [said(party)];
      if (party.effective) small.push(say("draw.in_all", { share: party.effective }));
      const flags = party.flags.length <= TAGS ? party.flags : party.flags.slice(0, TAGS - 1);
      const tags = flags.map((flag) => [flag.level, flag.tag]);
      const left = party.flags.length - flags.length;
      if (left) tags.push([null, say(left === 1 ? "draw.findings.one" : "draw.findings.other", { n: left })]);
      const room = 2 * shapes.ROOM[shape];
      const wanted = Math.max(
        ...small.map((line) => textWidth(line, SMALL, false) + room),
        ...tags.map(([, tag]) => textWidth(tag, SMALL, true) + room + 38),
        0,
      );
      const width = widthFor(name, room, wanted);
      const { lines, whole } = wrap(name, width - room, NAME, true);
      const high = lines.length * NAME_LINE + small.length * SMALL_LINE;
      const height = Math.max(HEIGHT, high + (tags.length ? 18 + TAG_LINE * tags.length + TAGS_LOW : 22));
      const fitted = small.map((line) => fit(line, width - room, SMALL, false));
      return { width, height: height + (height % 2), shape, name: lines, small: fitted, tags, whole, room: width - room, size: NAME };
    }
    function standIn(card, name) {
      const [shape, , drawing] = own(style.roles, card.role, style.roles.more);
      const room = 2 * (LESS_ROOM[shape] || 12) + (drawing ? PICTURE : 0);
      let [width, named, said, small] = [0, null, null, []];
      // The narrowest that has room for both in three lines, or the widest.
      for (width of LESS.wide) {
        named = wrap(name, width - room, LESS.name, true);
        said = wrap(card.text, width - room, LESS.small, false);
        small = card.text ? said.lines : [];
        if (named.whole && !named.broken && said.whole && named.lines.length + small.length <= 3) break;
      }
      const height = Math.max(LESS.height, 14 + named.lines.length * LESS.nameLine + small.length * LESS.smallLine);
      const high = height + (height % 2);
      const { lines, whole } = named;
      return { width, height: high, shape, name: lines, small, tags: [], whole, room: width - room, size: LESS.name };
    }
    // What stands on every card; names that are cut and begin alike are told apart by how they end.
    function plans(shown, parties) {
      const found = new Map(shown.map((card) => [card.id, plan(card, parties.get(card.party) || null)]));
      for (const card of shown) {
        const mine = found.get(card.id);
        const begin = mine.name[0].replace(/…+$/, "");
        // How somebody unnamed ends says nothing; read as a name it would mislead.
        if (card.role === "party" && !mine.whole && shown.some((other) => other.id !== card.id && other.name.startsWith(begin))) {
          found.set(card.id, { ...mine, name: [...mine.name.slice(0, -1), ending(card.name, mine.room, mine.size, true)] });
        }
      }
      return found;
    }
    function size(card, party) {
      const found = plan(card, party);
      return [found.width, found.height];
    }

    // Everything that one card draws, between a mark that opens its group and one that closes it.
    function cardMarks(card, party, found, middle, look) {
      const box = [middle[0] - found.width / 2, middle[1] - found.height / 2, found.width, found.height];
      const full = [(party && party.name) || card.name || found.name[0], ...found.small.slice(0, 1)];
      const opened = { kind: "group", role: "card", id: card.id, as: card.role, box };
      Object.assign(opened, { what: party ? party.kind : "", title: cut(full.join(" — "), MOST) });
      const see = seen(look, card.id);
      const isParty = card.role === "party" && party;
      const inside = isParty ? partyMarks(found, party, box, look, see) : standing(found, card.role, box, look, see);
      if (look.chosen === card.id) {
        const around = own(style.roles, card.role, [])[1] === "stack" || strongest(party);
        inside.push(ring(found.shape, box, around ? 9 : 6, look.colour.focus, 3));
      }
      return [opened, ...inside, ...discs(card, box, look), { kind: "end" }];
    }

    function partyMarks(found, party, box, look, see) {
      const { colour } = look;
      const asked = party.subject;
      const ground = asked ? "asked" : groundOf(party.kind);
      const worst = strongest(party);
      const frame = worst ? style.levels[worst].frame : "plain";
      const edge = worst && frame !== "plain" ? levelColour(worst, party.kind) : "rule";
      const marks = [path(outline(found.shape, box), { fill: colour[ground] })];
      if (asked && frame !== "plain") {
        // On the dark card a frame would drown: it goes around.
        marks.push(path(marks[0].d, { stroke: colour.asked, width: 1.4, opacity: see }));
        marks.push(frameMark(found.shape, box, frame, colour[edge], see, true));
        if (frame === "double") marks.push(ring(found.shape, box, 7, colour[edge], 1.2, see));
      } else {
        marks.push(frameMark(found.shape, box, frame, colour[asked && edge === "rule" ? "asked" : edge], see, false));
        if (frame === "double") marks.push(ring(found.shape, box, -4.5, colour[edge], 1.2, see));
      }
      const inner = shapes.details(found.shape, box);
      if (inner) marks.push(path(inner, { stroke: colour[asked ? "on_asked_muted" : "rule"], width: 1.4, opacity: see }));
      let y = box[1] + (box[3] - tagsHeight(found) - found.name.length * NAME_LINE - found.small.length * SMALL_LINE) / 2;
      const x = box[0] + box[2] / 2;
      for (const line of found.name) {
        marks.push(text(x, y + 13, line, NAME, colour[asked ? "on_asked" : "ink"], 600, "middle", see));
        y += NAME_LINE;
      }
      found.small.forEach((line, n) => {
        const ink = asked ? "on_asked_muted" : n === 0 ? "muted" : "ink";
        marks.push(text(x, y + 12, line, SMALL, colour[ink], n === 0 ? 400 : 600, "middle", see));
        y += SMALL_LINE;
      });
      const room = shapes.ROOM[found.shape];
      let top = box[1] + box[3] - tagsHeight(found);
      for (const [level, tag] of found.tags) {
        const place = [box[0] + room, top, box[2] - 2 * room, 17];
        if (level === null) {
          const ink = colour[asked ? "on_asked_muted" : "muted"];
          marks.push(text(x, top + 12.5, fit(tag, place[2], SMALL, false), SMALL, ink, 400, "middle", see));
        } else marks.push(...tagMarks(level, tag, place, party.kind, colour, see));
        top += TAG_LINE;
      }
      return marks;
    }
    function tagsHeight(found) {
      return found.tags.length ? TAG_LINE * found.tags.length + TAGS_LOW : 0;
    }
    function tagMarks(level, tag, box, kind, colour, see) {
      const [x, y, width] = box;
      const ink = colour[levelColour(level, kind)];
      const around = shapes.rounded(box, 3);
      const filled = level === "listed";
      const marks = [path(around, { fill: filled ? ink : colour.paper, opacity: filled ? see : 1 })];
      if (level === "caught" || level === "possible") {
        marks.push(path(around, { stroke: ink, width: 1.3, opacity: see, dash: level === "possible" ? [4, 3] : null }));
      }
      const written = filled ? colour.paper : ink;
      marks.push(signMark(level, x + 10, y + 8.5, 4.5, written, 1.3, see));
      const strong = level === "listed" || level === "caught" ? 600 : 400;
      marks.push(text(x + 20, y + 12.5, fit(tag, width - 36, SMALL, true), SMALL, written, strong, "start", see));
      return marks;
    }
    function signMark(level, x, y, r, ink, width, see) {
      const [sign, solid] = shapes.levelSign(level, x, y, r);
      return path(sign, { fill: solid ? ink : null, stroke: solid ? null : ink, width, opacity: see });
    }
    // What is computed of a person is said without an alarm.
    function levelColour(level, kind) {
      const found = style.levels[level].colour;
      return kind === "person" && found === "caught" ? "ink" : found;
    }
    function strongest(party) {
      const there = (party ? party.flags : []).map((flag) => flag.level);
      return levels.find((level) => there.includes(level)) || null;
    }
    function frameMark(shape, box, frame, colour, see, outside) {
      const width = { thick: 4, dashed: 2.8, double: 2.4 }[frame] || 1.4;
      return ring(shape, box, outside ? 3.5 : 0, colour, width, see, frame === "dashed" ? [8, 4] : null);
    }
    function ring(shape, box, away, stroke, width, see = 1, dash = null) {
      const around = [box[0] - away, box[1] - away, box[2] + 2 * away, box[3] + 2 * away];
      return path(outline(shape, around), { stroke, width, dash, opacity: see });
    }

    // A card that is no recorded party: each kind has an outline, a frame and a picture of its own.
    function standing(found, role, box, look, see) {
      const { colour } = look;
      const [, frame, drawing] = own(style.roles, role, style.roles.more);
      const around = outline(found.shape, box);
      const marks = [path(around, { fill: colour.panel })];
      if (frame === "stack") {
        for (const away of [0, 4]) {
          const under = shapes.behind([box[0] + away, box[1] + away, box[2], box[3]], 4);
          marks.push(path(under, { fill: colour.panel }));
          marks.push(path(under, { stroke: colour.rule, width: 1.2, opacity: see }));
        }
      }
      if (role === "undisclosed") marks.push(path(shapes.hatch(box), { stroke: colour.hatch, width: 1.2, opacity: see }));
      const dash = { dotted: [2, 4], dashed: [7, 5] }[frame];
      marks.push(path(around, { stroke: colour.rule, width: dash ? 2 : 1.4, dash, opacity: see }));
      if (frame === "ring") marks.push(ring(found.shape, box, -4, colour.back, 1.4, see));
      const inner = shapes.details(found.shape, box);
      if (inner) marks.push(path(inner, { stroke: colour.rule, width: 1.4, opacity: see }));
      const room = LESS_ROOM[found.shape] || 12;
      const x = drawing ? box[0] + room + PICTURE : box[0] + box[2] / 2;
      const anchor = drawing ? "start" : "middle";
      const ink = colour[role === "loop" ? "back" : "muted"];
      for (const [sign, solid] of shapes.picture(drawing, box[0] + room + 10, box[1] + box[3] / 2)) {
        marks.push(path(sign, { fill: solid ? ink : null, stroke: solid ? null : ink, width: 1.6, opacity: see }));
      }
      let y = box[1] + (box[3] - found.name.length * LESS.nameLine - found.small.length * LESS.smallLine) / 2;
      for (const line of found.name) {
        marks.push(text(x, y + 12, line, LESS.name, colour.ink, 600, anchor, see));
        y += LESS.nameLine;
      }
      for (const line of found.small) {
        marks.push(text(x, y + 11, line, LESS.small, colour.muted, 400, anchor, see));
        y += LESS.smallLine;
      }
      return marks;
    }

    // What opens and folds: above for owners, below for holdings, with the number that is hidden.
    function discs(card, box, look) {
      const marks = [];
      const sides = [
        ["above", card.above, card.open_above, box[1] - DISC_OUT],
        ["below", card.below, card.open_below, box[1] + box[3] + DISC_OUT],
      ];
      for (const [side, hidden, isOpen, y] of sides) {
        if ((isOpen && look.folds) || (hidden && !isOpen)) {
          marks.push(...discMarks(side, isOpen ? 0 : hidden, box[0] + box[2] - DISC_IN, y, look.colour));
        }
      }
      return marks;
    }
    function discMarks(side, hidden, x, y, colour) {
      const number = hidden ? String(hidden).replace(/\B(?=(\d{3})+$)/g, ",") : "";
      const wide = number ? Math.floor(textWidth(number, 11, true) + 0.5) + 3 : 0;
      const box = [x - DISC - wide, y - DISC, 2 * DISC + wide, 2 * DISC];
      const left = box[0] + DISC;
      const lines = [[[left - 4, y], [left + 4, y]], [[left, y - 4], [left, y + 4]]];
      const stroke = colour.focus;
      const marks = [
        { kind: "group", role: "plus", id: side, box },
        path(shapes.rounded(box, DISC), { fill: colour.card }),
        path(shapes.rounded(box, DISC), { stroke, width: 1.4 }),
        path(shapes.strokes(...(hidden ? lines : lines.slice(0, 1))), { stroke, width: 1.8 }),
      ];
      if (number) marks.push(text(left + 7, y + 4, number, 11, stroke, 600, "start"));
      return [...marks, { kind: "end" }];
    }

    // Small pictures for the legend.
    function standInSwatch(role, place, colour) {
      const [shape, frame] = style.roles[role];
      const box = frame === "stack" ? [place[0], place[1], place[2] - 4, place[3] - 4] : place;
      const around = outline(shape, box);
      const marks = [path(around, { fill: colour.panel })];
      if (frame === "stack") marks.push(path(shapes.behind(box, 4), { stroke: colour.rule, width: 1.2 }));
      if (role === "undisclosed") marks.push(path(shapes.hatch(box, 6), { stroke: colour.hatch, width: 1.2 }));
      const dash = { dotted: [2, 4], dashed: [5, 4] }[frame];
      marks.push(path(around, { stroke: colour.rule, width: dash ? 1.8 : 1.4, dash }));
      if (frame === "ring") marks.push(ring(shape, box, -3, colour.back, 1.2));
      const inner = shapes.details(shape, box);
      if (inner) marks.push(path(inner, { stroke: colour.rule, width: 1.2 }));
      return marks;
    }
    function levelSwatch(level, box, colour) {
      const look = style.levels[level];
      const ink = colour[look.colour];
      const marks = [];
      if (look.frame !== "plain") {
        marks.push(path(outline("box", box), { fill: colour.card }), frameMark("box", box, look.frame, ink, 1, false));
      }
      if (look.frame === "double") marks.push(ring("box", box, -3.5, ink, 1));
      const middle = box[1] + box[3] / 2;
      const plain = look.frame === "plain";
      if (plain) {
        // No frame of the card says it, only its tag.
        marks.push(path(shapes.rounded([box[0], middle - 8, box[2], 16], 3), { fill: colour.panel }));
        marks.push(path(shapes.strokes([[box[0] + 17, middle], [box[0] + 29, middle]]), { stroke: ink, width: 2 }));
      }
      marks.push(signMark(level, box[0] + (plain ? 9 : box[2] / 2), middle, 3.5, ink, 1.2, 1));
      return marks;
    }

    return {
      size, plans, labelWidth, textWidth, wrap, cut, text, cardMarks, discMarks, standInSwatch, levelSwatch, seen, shapeOf,
      groundOf, SMALL, DISC,
    };
  }
})();
