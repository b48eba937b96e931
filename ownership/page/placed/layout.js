// Where the cards go: owners above what they own, few crossings, no overlaps, the same places every time.
// The twin of ownership/page/placed/layout.py, routing.py and labelling.py: the same numbers. Needs layering.js.
window.ownership = window.ownership || {};
window.ownership.layout = (() => {
  "use strict";

  const GAP_X = 22;
  const GAP_Y = 60;
  const OWN = 48;
  const SCREEN = [1392, 730];
  const ENOUGH = 0.8;
  const LARGER = 1.06;
  const PARTS = [2, 3, 4, 5, 6];
  const LABEL_HEIGHT = 22;
  const DISC = 13;
  const DISC_IN = 22;
  const PLACES = [0.3, 0.22, 0.4, 0.5, 0.6, 0.7, 0.78, 0.16, 0.84];
  const ON_LINE = 12;
  const CLEAR = 4;
  const ARROW = 14;
  const TIGHT = 14;
  const CORNER = 14;
  const round = (value) => Math.floor(value + 0.5);

  // ---- shares: a free place on every line ---------------------------------------------------------------------------

  const aside = (t) => t * t * (3 - 2 * t);
  const labelBox = (x, y, width) => [x - width / 2 - 2, y - LABEL_HEIGHT / 2, x + width / 2 + 2, y + LABEL_HEIGHT / 2];

  function covered(taken, box) {
    let total = 0;
    for (const other of taken) {
      const wide = Math.min(box[2], other[2]) - Math.max(box[0], other[0]);
      const high = Math.min(box[3], other[3]) - Math.max(box[1], other[1]);
      if (wide > 0 && high > 0) total += wide * high;
    }
    return total;
  }

  // What else stands between two rows: the "+" of the cards above and below.
  function discs(cards, rows) {
    const taken = rows.map(() => []);
    const starts = new Map(rows.map(([top, tall], row) => [top + Math.floor(tall / 2), row]));
    for (const [x, y, width, height] of cards) {
      const row = starts.get(y);
      const middle = x + width / 2 - DISC_IN;
      const half = height / 2;
      taken[row].push([middle - DISC, y + half, middle + DISC, y + half + DISC]);
      if (row) taken[row - 1].push([middle - DISC, y - half - DISC, middle + DISC, y - half]);
    }
    return taken;
  }

  // How many lines of a gap pass behind a label, its own among them.
  function behind(rows, gaps, row, t, x, half) {
    const tall = rows[row + 1][0] - rows[row][0] - rows[row][1];
    const reach = LABEL_HEIGHT / 2 / (tall * 1.5 * (1 - 2 * t + 2 * t * t));
    const near = aside(Math.max(0, t - reach));
    const far = aside(Math.min(1, t + reach));
    let count = 0;
    for (const [above, below] of gaps[row]) {
      const one = above + (below - above) * near;
      const two = above + (below - above) * far;
      if (Math.min(one, two) < x + half && Math.max(one, two) > x - half) count += 1;
    }
    return count;
  }

  function* tries(rows, course, passed, atTop) {
    const last = passed.length - 2;
    const beside = Math.max(0, Math.floor(course.labelWidth / 2) - ON_LINE);
    for (let n = 0; n <= last; n += 1) {
      const k = atTop ? n : last - n;
      const row = course.first + k;
      const top = rows[row][0] + rows[row][1];
      const tall = rows[row + 1][0] - top;
      const above = course.back && k === 0 ? ARROW : CLEAR;
      const below = !course.back && k === last ? ARROW : CLEAR;
      for (const step of PLACES) {
        const t = atTop ? step : 1 - step;
        const y = round(top + tall * (1.5 * t * (1 - t) + t * t * t));
        if (y - top >= LABEL_HEIGHT / 2 + above && top + tall - y >= LABEL_HEIGHT / 2 + below) {
          const x = round(passed[k] + (passed[k + 1] - passed[k]) * aside(t));
          // Where lines run side by side, the label may stand out to one side; its own line still passes behind it.
          for (const shift of [0, -beside, beside]) yield [row, t, x, x + shift, y];
        }
      }
    }
  }

  function labels(cards, rows, courses, xs, gaps) {
    const taken = discs(cards, rows);
    const out = cards.map(() => 0);
    const into = cards.map(() => 0);
    for (const course of courses) {
      out[course.upper] += 1;
      into[course.lower] += 1;
    }
    const crowded = new Set();
    const found = courses.map((course, n) => {
      // The crowded end is where lines run together: the label goes to the other one.
      const atTop = into[course.lower] > out[course.upper];
      let best = [Infinity, 0];
      let at = [0, 0, 0];
      for (const [row, t, on, x, y] of tries(rows, course, xs[n], atTop)) {
        const hidden = covered(taken[row], labelBox(x, y, course.labelWidth));
        if (hidden > best[0]) continue;
        // Beside the line is half as bad as upon another one.
        const lines = behind(rows, gaps, row, t, x, course.labelWidth / 2 + 2) + (x !== on ? 0.5 : 0);
        if (hidden < best[0] || lines < best[1]) {
          best = [hidden, lines];
          at = [row, x, y];
        }
        if (hidden === 0 && lines <= 1) break;
      }
      if (best[0]) crowded.add(at[0]);
      taken[at[0]].push(labelBox(at[1], at[2], course.labelWidth));
      return [at[1], at[2]];
    });
    return [found, crowded];
  }

  // ---- lines ------------------------------------------------------------------------------------------------------

  // Spreads the lines of a card along its edge, in the order of where they go; the right end belongs to the "+",
  // many lines go to the left corner.
  function along(cards, lines, size) {
    const found = new Array(size).fill(0);
    lines.forEach((there, card) => {
      const [x, , width] = cards[card];
      const between = Math.max(1, there.length - 1);
      let step = Math.min(56, (width - 4 * DISC_IN) / between);
      let middle = x;
      if (step < TIGHT) {
        step = Math.min(TIGHT, (width - 2 * DISC_IN - CORNER) / between);
        middle = Math.min(middle, x + width / 2 - 2 * DISC_IN - (step * between) / 2);
      }
      there.sort((a, b) => a[0] - b[0]);
      there.forEach(([, n], k) => (found[n] = round(middle + (k - (there.length - 1) / 2) * step)));
    });
    return found;
  }

  function ports(cards, courses) {
    const leaving = cards.map(() => []);
    const arriving = cards.map(() => []);
    courses.forEach(({ upper, lower, bends }, n) => {
      leaving[upper].push([bends.length ? bends[0] : cards[lower][0], n]);
      arriving[lower].push([bends.length ? bends[bends.length - 1] : cards[upper][0], n]);
    });
    const start = along(cards, leaving, courses.length);
    const end = along(cards, arriving, courses.length);
    // A line that is alone at one end of it meets the other end straight, where that is still on its card.
    courses.forEach(({ upper, lower, bends }, n) => {
      const after = bends.length ? bends[0] : end[n];
      const before = bends.length ? bends[bends.length - 1] : start[n];
      const near = (x, card) => Math.abs(x - cards[card][0]) <= cards[card][2] / 2 - 2 * DISC_IN;
      if (leaving[upper].length === 1 && near(after, upper)) start[n] = after;
      else if (arriving[lower].length === 1 && near(before, lower)) end[n] = before;
    });
    return [start, end];
  }

  // Goes on to a point with a curve that leaves and arrives vertically.
  function curve(stops, x, y) {
    const [fromX, fromY] = stops[stops.length - 1];
    const middle = Math.floor((fromY + y) / 2);
    stops.push([fromX, middle], [x, middle], [x, y]);
  }

  function straight(stops, x, y) {
    const [fromX, fromY] = stops[stops.length - 1];
    if (fromX !== x || fromY !== y) curve(stops, x, y);
  }

  function routes(cards, rows, courses) {
    const [start, end] = ports(cards, courses);
    const gaps = rows.map(() => []);
    const passed = [];
    const lines = courses.map((course, n) => {
      const upper = cards[course.upper];
      const lower = cards[course.lower];
      const xs = [start[n], ...course.bends, end[n]];
      const stops = [[start[n], upper[1] + Math.floor(upper[3] / 2)]];
      for (let k = 0; k + 1 < xs.length; k += 1) {
        const row = course.first + k;
        straight(stops, xs[k], rows[row][0] + rows[row][1]);
        curve(stops, xs[k + 1], rows[row + 1][0]);
        gaps[row].push([xs[k], xs[k + 1]]);
      }
      straight(stops, end[n], lower[1] - Math.floor(lower[3] / 2));
      passed.push(xs);
      return stops;
    });
    const [places, crowded] = labels(cards, rows, courses, passed, gaps);
    const found = lines.map((stops, n) => ({ points: courses[n].back ? stops.reverse() : stops, label: places[n] }));
    return [found, crowded];
  }

  function ownShare([x, y, width, height], labelWidth) {
    const right = x + Math.floor(width / 2);
    const dy = Math.floor(height / 4);
    const points = [[right, y - dy], [right + 44, y - dy], [right + 44, y + dy], [right, y + dy]];
    return { points, label: [right + 33 + Math.floor(labelWidth / 2), y] };
  }

  // ---- the whole --------------------------------------------------------------------------------------------------

  // How much taller a gap is in which many lines run.
  const extraFor = (busy) => Math.min(72, 4 * Math.max(0, busy - 5));

  // Estimates how large the whole picture could be shown.
  function scaleOf(cards, pairs, widths, layer) {
    const { BEND, BEND_GAP } = window.ownership.layering;
    const size = layer.reduce((most, level) => Math.max(most, level), 0) + 1;
    const wide = new Array(size).fill(0);
    const tall = new Array(size).fill(0);
    const busy = new Array(size).fill(0);
    layer.forEach((level, n) => {
      wide[level] += widths[n] + GAP_X;
      tall[level] = Math.max(tall[level], cards[n].height);
    });
    for (const [upper, lower] of pairs) {
      for (let level = layer[upper]; level < layer[lower]; level += 1) {
        busy[level] += 1;
        if (level > layer[upper]) wide[level] += BEND + BEND_GAP;
      }
    }
    let height = 0;
    tall.forEach((most, level) => (height += most + GAP_Y + extraFor(busy[level])));
    return Math.min(SCREEN[0] / (wide.reduce((a, b) => Math.max(a, b)) + 48), SCREEN[1] / (height + 48));
  }

  // Chooses the rows: one for every layer, or several for the wide ones where the picture is larger then.
  function chooseLayers(cards, pairs, widths) {
    const { layers, split } = window.ownership.layering;
    const natural = layers(cards.length, pairs);
    let best = natural;
    let largest = scaleOf(cards, pairs, widths, best);
    const wide = new Array(cards.length).fill(0);
    natural.forEach((level, n) => (wide[level] += widths[n] + GAP_X));
    const widest = wide.reduce((a, b) => Math.max(a, b), 0);
    for (const parts of largest < ENOUGH ? PARTS : []) {
      const trial = split(natural, pairs, widths, widest / parts);
      const scale = scaleOf(cards, pairs, widths, trial);
      if (scale > largest * LARGER) {
        best = trial;
        largest = scale;
      }
    }
    return best;
  }

  // Orders, places and routes for one choice of layers.
  function drawn(cards, lines, ends, between, pairs, back, widths, layer) {
    const { BEND, byLayer, orderLayers, place } = window.ownership.layering;
    const rows = byLayer(layer);
    const wide = widths.slice();
    const busy = rows.map(() => 0);
    // A line that passes other layers gets an invisible card in each: nothing is drawn across a card.
    const paths = between.map((n) => {
      const [upper, lower] = pairs[n];
      const path = [upper];
      for (let level = layer[upper] + 1; level < layer[lower]; level += 1) {
        rows[level].push(wide.length);
        path.push(wide.length);
        wide.push(BEND);
      }
      path.push(lower);
      return path;
    });
    const up = wide.map(() => []);
    const down = wide.map(() => []);
    for (const path of paths) {
      for (let k = 0; k + 1 < path.length; k += 1) {
        down[path[k]].push(path[k + 1]);
        up[path[k + 1]].push(path[k]);
        busy[layer[path[0]] + k] += 1;
      }
    }
    const ordered = orderLayers(rows, up, down);
    const x = place(ordered, up, down, wide, GAP_X).map(round);
    const tall = ordered.map((row) => row.reduce((most, n) => (n < cards.length ? Math.max(most, Math.ceil(cards[n].height)) : most), 0));
    const extra = busy.map(extraFor);
    const courses = paths.map((path, k) => ({
      upper: path[0],
      lower: path[path.length - 1],
      first: layer[path[0]],
      bends: path.slice(1, -1).map((n) => x[n]),
      back: back[between[k]],
      labelWidth: lines[between[k]].label_width,
    }));
    let boxes = [];
    let found = [];
    for (let turn = 0; turn < 8; turn += 1) {
      let y = 0;
      const bands = tall.map((height, row) => {
        const band = [y, height];
        y += height + GAP_Y + extra[row];
        return band;
      });
      boxes = cards.map((card, n) => [x[n], bands[layer[n]][0] + Math.floor(tall[layer[n]] / 2), card.width, card.height]);
      const [routed, crowded] = routes(boxes, bands, courses);
      found = routed;
      if (!crowded.size) break;
      crowded.forEach((row) => (extra[row] += 32));
    }
    const byLine = new Array(lines.length);
    between.forEach((n, k) => (byLine[n] = found[k]));
    lines.forEach((line, n) => {
      if (!byLine[n]) byLine[n] = ownShare(boxes[ends[n][0]], line.label_width);
    });
    return moved(cards, lines, boxes, byLine, back);
  }

  // Moves everything so that the picture begins at 0, 0, lines and labels included.
  function moved(cards, lines, boxes, byLine, back) {
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    const hold = (x, y, half, tall) => {
      left = Math.min(left, x - half);
      right = Math.max(right, x + half);
      top = Math.min(top, y - tall);
      bottom = Math.max(bottom, y + tall);
    };
    for (const [x, y, width, height] of boxes) hold(x, y, width / 2, height / 2);
    lines.forEach((line, n) => {
      hold(...byLine[n].label, line.label_width / 2, LABEL_HEIGHT / 2);
      for (const [x, y] of byLine[n].points) hold(x, y, 2, 0);
    });
    if (left === Infinity) [left, top, right, bottom] = [0, 0, 0, 0];
    // Without a prototype: an id may be any text, "__proto__" too.
    const positions = Object.create(null);
    const routed = Object.create(null);
    cards.forEach((card, n) => (positions[card.id] = [boxes[n][0], boxes[n][1]]));
    lines.forEach((line, n) => (routed[line.id] = byLine[n]));
    const whole = {
      positions,
      routes: routed,
      back: lines.filter((_, n) => back[n]).map((line) => line.id),
      width: Math.ceil(right - left),
      height: Math.ceil(bottom - top),
      left: 0,
      top: 0,
    };
    return { ...shifted(whole, -Math.floor(left), -Math.floor(top)), left: 0, top: 0 };
  }

  function shifted(layout, dx, dy) {
    const move = ([x, y]) => [x + dx, y + dy];
    const positions = Object.create(null);
    const routed = Object.create(null);
    for (const id of Object.keys(layout.positions)) positions[id] = move(layout.positions[id]);
    for (const id of Object.keys(layout.routes)) {
      routed[id] = { points: layout.routes[id].points.map(move), label: move(layout.routes[id].label) };
    }
    return { ...layout, positions, routes: routed, left: layout.left + dx, top: layout.top + dy };
  }

  function layOut(cards, lines, keep) {
    const { backLines } = window.ownership.layering;
    const number = new Map(cards.map((card, n) => [card.id, n]));
    const ends = lines.map((line) => {
      if (!number.has(line.owner) || !number.has(line.owned)) throw new Error(`a line without its cards: ${line.id}`);
      return [number.get(line.owner), number.get(line.owned)];
    });
    const back = backLines(cards.length, ends, lines.map((line) => line.weight || 0));
    const pairs = ends.map(([a, b], n) => (back[n] ? [b, a] : [a, b]));
    const between = ends.flatMap(([a, b], n) => (a === b ? [] : [n]));
    const apart = between.map((n) => pairs[n]);
    const widths = cards.map((card) => card.width);
    lines.forEach((line, n) => {
      const [a, b] = ends[n];
      if (a === b) widths[a] = Math.max(widths[a], cards[a].width + 2 * (OWN + line.label_width - GAP_X));
    });
    const layer = chooseLayers(cards, apart, widths);
    const found = drawn(cards, lines, ends, between, pairs, back, widths, layer);
    // The first card that was there before and still is stays where it was.
    for (const id of keep ? Object.keys(keep) : []) {
      if (id in found.positions) {
        const [x, y] = found.positions[id];
        return shifted(found, round(keep[id][0]) - x, round(keep[id][1]) - y);
      }
    }
    return found;
  }

  layOut.layOut = layOut;
  layOut.shifted = shifted;
  return layOut;
})();
