// Rows of cards: loops broken at their lightest lines, layers, the order in each, and x.
// The twin of ownership/page/placed/layering.py and ordering.py: the same numbers, step by step. Cards are numbers here.
window.ownership = window.ownership || {};
window.ownership.layering = (() => {
  "use strict";

  const BEND = 8;
  const BEND_GAP = 6;
  const STARTS = 40;
  const SWEEPS = 10;
  const WORK = 20000;
  const lists = (size) => Array.from({ length: size }, () => []);

  function neighbours(size, pairs) {
    const above = lists(size);
    const below = lists(size);
    for (const [upper, lower] of pairs) {
      above[lower].push(upper);
      below[upper].push(lower);
    }
    return [above, below];
  }

  // Every number gets the number of its strongly connected part (Tarjan 1972), without recursion: chains can be deep.
  function strongParts(size, pairs) {
    const out = lists(size);
    for (const [owner, owned] of pairs) out[owner].push(owned);
    const order = new Array(size).fill(-1);
    const low = new Array(size).fill(0);
    const part = new Array(size).fill(-1);
    const waiting = [];
    let met = 0;
    let parts = 0;
    for (let start = 0; start < size; start += 1) {
      const path = order[start] < 0 ? [[start, 0]] : [];
      while (path.length) {
        const [here, begun] = path.pop();
        let turn = begun;
        if (turn === 0) {
          order[here] = low[here] = met;
          met += 1;
          waiting.push(here);
        } else if (part[out[here][turn - 1]] < 0) {
          low[here] = Math.min(low[here], low[out[here][turn - 1]]);
        }
        while (turn < out[here].length && order[out[here][turn]] >= 0) {
          const other = out[here][turn];
          if (part[other] < 0) low[here] = Math.min(low[here], order[other]);
          turn += 1;
        }
        if (turn < out[here].length) {
          path.push([here, turn + 1], [out[here][turn], 0]);
        } else if (low[here] === order[here]) {
          while (part[here] < 0) part[waiting.pop()] = parts;
          parts += 1;
        }
      }
    }
    return part;
  }

  function reaches(below, start, goal) {
    const seen = new Set([start]);
    const stack = [start];
    while (stack.length) {
      const here = stack.pop();
      if (here === goal) return true;
      for (const other of below[here]) {
        if (!seen.has(other)) {
          seen.add(other);
          stack.push(other);
        }
      }
    }
    return false;
  }

  // Marks lines whose turning leaves no loop: the heaviest lines are kept first.
  function backLines(size, pairs, weights) {
    const part = strongParts(size, pairs);
    const below = lists(size);
    const back = new Array(pairs.length).fill(false);
    for (const n of pairs.map((_, k) => k).sort((a, b) => weights[b] - weights[a])) {
      const [owner, owned] = pairs[n];
      if (part[owner] !== part[owned]) continue;
      if (reaches(below, owned, owner)) back[n] = true;
      else below[owner].push(owned);
    }
    return back;
  }

  // As high as the owners allow, then down to just above what is owned.
  function layers(size, pairs) {
    const [above, below] = neighbours(size, pairs);
    const waiting = above.map((owners) => owners.length);
    const order = waiting.flatMap((count, n) => (count ? [] : [n]));
    for (let k = 0; k < order.length; k += 1) {
      for (const other of below[order[k]]) {
        waiting[other] -= 1;
        if (!waiting[other]) order.push(other);
      }
    }
    const layer = new Array(size).fill(0);
    for (const here of order) for (const owner of above[here]) layer[here] = Math.max(layer[here], layer[owner] + 1);
    // Everybody as low as holdings allow: the direct owners of a company stand in one row. Then whoever has more owners
    // than holdings goes up to them as far as that makes lines shorter, and those above may follow down again.
    const lowest = (here) => below[here].reduce((least, other) => Math.min(least, layer[other]), Infinity) - 1;
    const upwards = order.slice().reverse();
    for (const here of upwards) if (below[here].length) layer[here] = lowest(here);
    for (const here of order) {
      if (above[here].length > below[here].length) {
        layer[here] = above[here].reduce((most, owner) => Math.max(most, layer[owner]), -Infinity) + 1;
      }
    }
    for (const here of upwards) {
      if (below[here].length && above[here].length <= below[here].length) layer[here] = lowest(here);
    }
    const first = size ? layer.reduce((least, level) => Math.min(least, level)) : 0;
    return layer.map((level) => level - first);
  }

  const byLayer = (layer) => {
    const rows = lists(layer.reduce((most, level) => Math.max(most, level), -1) + 1);
    layer.forEach((level, n) => rows[level].push(n));
    return rows;
  };

  // Layers wider than the room become several: cards of one layer never own each other, so any split is right.
  function split(layer, pairs, widths, room) {
    const [above, below] = neighbours(layer.length, pairs);
    const found = new Array(layer.length).fill(0);
    let base = 0;
    for (const row of byLayer(layer)) {
      const pull = new Map(row.map((card) => [card, above[card].length - below[card].length]));
      const turn = (card) => (pull.get(card) > 0 ? card : -card);
      row.sort((a, b) => pull.get(b) - pull.get(a) || turn(a) - turn(b));
      const total = row.reduce((sum, card) => sum + widths[card], 0);
      const parts = Math.min(row.length, Math.max(1, Math.ceil(total / room)));
      row.forEach((card, n) => (found[card] = base + Math.floor((n * parts) / row.length)));
      base += parts;
    }
    return found;
  }

  // ---- order ------------------------------------------------------------------------------------------------------

  // A small generator of numbers (Park and Miller 1988): the picture is the same every time and everywhere.
  function chance(seed) {
    let state = seed;
    const below = (limit) => {
      state = (state * 48271) % 2147483647;
      return state % limit;
    };
    const shuffle = (row) => {
      for (let n = row.length - 1; n > 0; n -= 1) {
        const other = below(n + 1);
        [row[n], row[other]] = [row[other], row[n]];
      }
    };
    return { below, shuffle };
  }

  // First place in a sorted list behind everything that is not larger.
  function behind(seen, value) {
    let low = 0;
    let high = seen.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value < seen[middle]) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  function crossings(rows, down) {
    const placeOf = [];
    let total = 0;
    for (let n = 0; n + 1 < rows.length; n += 1) {
      rows[n + 1].forEach((name, k) => (placeOf[name] = k));
      const seen = [];
      for (const name of rows[n]) {
        const ends = down[name].map((other) => placeOf[other]).sort((a, b) => a - b);
        for (const end of ends) total += seen.length - behind(seen, end);
        for (const end of ends) seen.splice(behind(seen, end), 0, end);
      }
    }
    return total;
  }

  function sweep(rows, near, upwards) {
    const middle = [];
    const placeOf = [];
    for (let k = 1; k < rows.length; k += 1) {
      const n = upwards ? rows.length - 1 - k : k;
      rows[upwards ? n + 1 : n - 1].forEach((name, at) => (placeOf[name] = at));
      rows[n].forEach((name, at) => {
        let total = 0;
        for (const other of near[name]) total += placeOf[other];
        middle[name] = near[name].length ? total / near[name].length : at;
      });
      rows[n].sort((a, b) => middle[a] - middle[b]);
    }
  }

  // Swaps neighbours as long as that undoes crossings.
  function swap(rows, up, down) {
    const above = [];
    const below = [];
    const gain = (left, right, near, placeOf) => {
      let sum = 0;
      for (const one of near[left]) for (const two of near[right]) sum += Math.sign(placeOf[one] - placeOf[two]);
      return sum;
    };
    let undone = 0;
    for (let turn = 0; turn < 8; turn += 1) {
      const before = undone;
      rows.forEach((row, n) => {
        if (n) rows[n - 1].forEach((name, k) => (above[name] = k));
        if (n + 1 < rows.length) rows[n + 1].forEach((name, k) => (below[name] = k));
        for (let k = 0; k + 1 < row.length; k += 1) {
          const found = gain(row[k], row[k + 1], up, above) + gain(row[k], row[k + 1], down, below);
          if (found > 0) {
            [row[k], row[k + 1]] = [row[k + 1], row[k]];
            undone += found;
          }
        }
      });
      if (undone === before) break;
    }
    return undone;
  }

  function orderLayers(rows, up, down) {
    const size = rows.reduce((sum, row) => sum + row.length, 0);
    const copy = (from) => from.map((row) => row.slice());
    const starts = Math.max(2, Math.min(STARTS, Math.floor(WORK / (SWEEPS * Math.max(1, size)))));
    const dice = chance(size + 1);
    let best = copy(rows);
    let fewest = crossings(rows, down);
    for (let start = 0; start < starts && fewest; start += 1) {
      const trial = copy(rows);
      if (start) trial.forEach(dice.shuffle);
      for (let turn = 0; turn < SWEEPS; turn += 1) {
        sweep(trial, turn % 2 ? down : up, turn % 2 === 1);
        const count = crossings(trial, down);
        if (count < fewest) {
          best = copy(trial);
          fewest = count;
        }
        if (!fewest) break;
      }
      if (fewest && start % 8 === 1) fewest -= swap(best, up, down);
    }
    if (fewest) swap(best, up, down);
    return best;
  }

  // ---- x ----------------------------------------------------------------------------------------------------------

  // Moves wishes as little as possible until nothing overlaps: pool adjacent violators.
  function spread(row, wish, pull, width, gap) {
    const offsets = [];
    let offset = 0;
    row.forEach((name, k) => {
      const bends = k && width[row[k - 1]] === BEND && width[name] === BEND;
      if (k) offset += (width[row[k - 1]] + width[name]) / 2 + (bends ? BEND_GAP : gap);
      offsets.push(offset);
    });
    const pools = [];
    for (let k = 0; k < row.length; k += 1) {
      let at = (wish[k] - offsets[k]) * pull[k];
      let weight = pull[k];
      let count = 1;
      while (pools.length && pools[pools.length - 1][0] / pools[pools.length - 1][1] > at / weight) {
        const other = pools.pop();
        at = other[0] + at;
        weight = other[1] + weight;
        count = other[2] + count;
      }
      pools.push([at, weight, count]);
    }
    const found = [];
    for (const [at, weight, count] of pools) {
      for (let k = 0; k < count; k += 1) found.push(at / weight + offsets[found.length]);
    }
    return found;
  }

  function place(rows, up, down, width, gap) {
    const x = new Array(width.length).fill(0);
    for (const row of rows) {
      let left = 0;
      for (const name of row) {
        x[name] = left + width[name] / 2;
        left += width[name] + gap;
      }
      for (const name of row) x[name] -= (left - gap) / 2;
    }
    for (let turn = 0; turn < 12; turn += 1) {
      for (const row of turn % 2 ? rows.slice().reverse() : rows) {
        const wish = [];
        const pull = [];
        for (const name of row) {
          let total = 0;
          let at = 0;
          for (const near of [up[name], down[name]]) {
            for (const other of near) {
              // A bend next to a bend pulls hard: long lines should be straight.
              const weight = width[other] === width[name] && width[name] === BEND ? 6 : 1;
              at += x[other] * weight;
              total += weight;
            }
          }
          wish.push(total ? at / total : x[name]);
          pull.push(Math.max(total, 0.2));
        }
        spread(row, wish, pull, width, gap).forEach((at, k) => (x[row[k]] = at));
      }
    }
    return x;
  }

  return { BEND, BEND_GAP, strongParts, backLines, layers, byLayer, split, chance, crossings, orderLayers, place };
})();
