/* What chains are solved with: one column filled to be worth most or least (a knapsack), absorption by elimination
   without subtraction, and strongly connected components; once in exact fractions, once in doubles. The twin of
   algorithms/knapsack.py, elimination.py and components.py. */
(function () {
  "use strict";
  const ownership = (window.ownership = window.ownership || {});
  const X = ownership.exact;
  const REST = "\u0000rest";
  const ZEROS = "\u0000zeros";

  // Two kinds of numbers. Stakes in doubles are whole units of 1e-8 percent, so that their sums are exact.
  const EXACT = {
    exact: true, zero: X.ZERO, one: X.ONE, whole: X.ONE, half: X.frac(1, 2), add: X.add, sub: X.sub, less: X.less, equal: X.equal,
    min: X.min, max: X.max, stake: (percent) => X.div(percent, X.HUNDRED), weigh: X.mul, times: X.mul, over: X.div,
    toNumber: X.toNumber, ofNumber: X.ofNumber, percent: (value) => X.mul(value, X.HUNDRED), near: X.ZERO,
  };
  const UNITS = 1e10;
  const DOUBLE = {
    exact: false, zero: 0, one: 1, whole: UNITS, half: 0.5, add: (a, b) => a + b, sub: (a, b) => a - b, less: (a, b) => a < b,
    equal: (a, b) => a === b, min: Math.min, max: Math.max,
    stake: (percent) => X.toNumber(X.mul(percent, X.frac(100000000))), weigh: (stake, worth) => (stake * worth) / UNITS,
    times: (a, b) => a * b, over: (a, b) => a / b, toNumber: (a) => a, ofNumber: (a) => a, percent: settled, near: 1e-13,
  };

  // A value in doubles as percent, of few decimals where it is that but for rounding.
  function settled(value) {
    const near = Math.round(value * 1e8);
    if (near && Math.abs(value * 1e8 - near) < 1e-4) return X.frac(BigInt(near), 1000000n);
    return X.mul(X.ofNumber(value), X.HUNDRED);
  }

  const total = (K, numbers) => numbers.reduce(K.add, K.zero);
  const positive = (K, number) => K.less(K.zero, number);

  // A column prepared for the knapsack; one that nobody holds is all rest.
  function body(K, column) {
    const part = (owner, share) =>
      ({ owner, low: K.stake(share.low), high: K.stake(share.high), lowOpen: share.lowOpen, highOpen: share.highOpen });
    if (!column) {
      const rest = { owner: REST, low: K.whole, high: K.whole, lowOpen: false, highOpen: false };
      return { parts: new Map(), rest, whole: K.whole, low: K.whole, high: K.whole, lowOpens: 0, highOpens: 0, settled: true };
    }
    const of = column.before || column; // own shares of unknown size are a loop of one company
    const parts = new Map(of.held.map((one) => [one.owner, part(one.owner, one.share)]));
    const rest = part(REST, of.undisclosed);
    const every = [...parts.values(), rest];
    const made = {
      parts, rest, whole: K.stake(of.whole), low: total(K, every.map((p) => p.low)), high: total(K, every.map((p) => p.high)),
      lowOpens: every.filter((p) => p.lowOpen).length, highOpens: every.filter((p) => p.highOpen).length,
    };
    made.settled = K.equal(made.low, made.high) && !made.lowOpens && !made.highOpens;
    return made;
  }

  // The holders in a column that are worth something, going through the shorter of the two.
  function valued(K, of, values) {
    const some = (value) => value && (positive(K, value.share) || value.open);
    const found = [];
    if (values.size < of.parts.size) {
      for (const [owner, value] of values) if (of.parts.has(owner) && some(value)) found.push(owner);
    } else for (const owner of of.parts.keys()) if (some(values.get(owner))) found.push(owner);
    return found;
  }

  // Whether holders of one worth would all have to stand at an open end to take so much above their lows.
  function unattained(K, parts, taken) {
    const room = parts.filter((p) => K.less(p.low, p.high));
    if (!positive(K, taken)) return room.some((p) => p.lowOpen);
    return K.equal(taken, total(K, room.map((p) => K.sub(p.high, p.low)))) && room.some((p) => p.highOpen);
  }

  // Fill a column so that its value is largest (or smallest): holders in order of value, up to the whole.
  // Returns [value {share, open}, the stakes chosen].
  function extreme(K, of, values, upper, undisclosed) {
    const owners = valued(K, of, values);
    if (of.settled && !undisclosed) {
      const filled = new Map(owners.map((o) => [o, of.parts.get(o).low]));
      const share = total(K, owners.map((o) => K.weigh(filled.get(o), values.get(o).share)));
      const open = owners.some((o) => values.get(o).open && positive(K, filled.get(o)));
      filled.set(ZEROS, K.sub(of.whole, total(K, [...filled.values()])));
      return [{ share: K.min(K.one, share), open }, filled];
    }
    const line = owners.map((o) => ({ worth: values.get(o).share, open: values.get(o).open, part: of.parts.get(o) }));
    if (undisclosed) line.push({ worth: K.one, open: false, part: of.rest });
    line.sort((a, b) => {
      const order = K.less(a.worth, b.worth) ? -1 : K.less(b.worth, a.worth) ? 1 : a.open - b.open;
      return (upper ? -1 : 1) * (order || X.byText(a.part.owner, b.part.owner));
    });
    const mine = line.map((each) => each.part);
    const others = {
      owner: ZEROS, low: K.sub(of.low, total(K, mine.map((p) => p.low))), high: K.sub(of.high, total(K, mine.map((p) => p.high))),
      lowOpen: of.lowOpens > mine.filter((p) => p.lowOpen).length, highOpen: of.highOpens > mine.filter((p) => p.highOpen).length,
    };
    const zeros = { worth: K.zero, open: false, part: others };
    let left = K.max(K.zero, K.sub(of.whole, of.low));
    let [value, opened, certain] = [K.zero, false, false];
    const filled = new Map();
    const classes = [];
    for (const { worth, open, part } of upper ? [...line, zeros] : [zeros, ...line]) {
      const take = K.min(left, K.sub(part.high, part.low));
      left = K.sub(left, take);
      const stake = K.add(part.low, take);
      filled.set(part.owner, stake);
      value = K.add(value, K.weigh(stake, worth));
      opened = opened || (open && positive(K, stake));
      certain = certain || ((positive(K, worth) || open) && (positive(K, stake) || part.lowOpen));
      let known = classes.find((each) => K.equal(each.worth, worth));
      if (!known) classes.push((known = { worth, parts: [], taken: K.zero }));
      known.taken = K.add(known.taken, take);
      known.parts.push(part);
    }
    if (classes.length > 1 && classes.some((each) => unattained(K, each.parts, each.taken))) opened = true;
    if (!upper && !positive(K, value)) opened = certain;
    return [{ share: K.min(K.one, value), open: opened }, filled];
  }

  // Absorption in a small Markov chain (Grassmann, Taksar and Heyman 1985): steps[j] is a Map i -> probability.
  function solve(K, steps, gains, losses) {
    const rows = steps.map((row, j) => new Map([...row].filter(([i, p]) => i !== j && positive(K, p))));
    const [gain, loss] = [[...gains], [...losses]];
    const into = rows.map(() => new Set());
    rows.forEach((row, j) => row.forEach((p, i) => into[i].add(j)));
    for (let k = rows.length - 1; k > 0; k -= 1) {
      const down = [...rows[k]].filter(([i]) => i < k);
      const out = K.add(total(K, down.map(([, p]) => p)), K.add(gain[k], loss[k]));
      if (!positive(K, out)) {
        rows[k] = new Map();
        gain[k] = loss[k] = K.zero;
      } else {
        rows[k] = new Map(down.map(([i, p]) => [i, K.over(p, out)]));
        gain[k] = K.over(gain[k], out);
        loss[k] = K.over(loss[k], out);
      }
      for (const j of [...into[k]].filter((j) => j < k)) {
        const weight = rows[j].get(k);
        rows[j].delete(k);
        for (const [i, p] of rows[k]) {
          if (i === j) continue;
          rows[j].set(i, K.add(rows[j].get(i) || K.zero, K.times(weight, p)));
          into[i].add(j);
        }
        gain[j] = K.add(gain[j], K.times(weight, gain[k]));
        loss[j] = K.add(loss[j], K.times(weight, loss[k]));
      }
    }
    const values = [];
    rows.forEach((row, k) => {
      if (k === 0) {
        const out = K.add(gain[0], loss[0]);
        values.push(positive(K, out) ? K.over(gain[0], out) : K.zero);
      } else values.push(K.add(gain[k], total(K, [...row].map(([i, p]) => K.times(p, values[i])))));
    });
    return values;
  }

  // The strongly connected components, each before those it leads to (Tarjan 1972), members sorted.
  function components(nodes, steps) {
    const [index, low, onStack] = [new Map(), new Map(), new Set()];
    const [stack, found] = [[], []];
    const open = (node) => {
      index.set(node, index.size);
      low.set(node, index.get(node));
      stack.push(node);
      onStack.add(node);
      return { node, children: steps(node), at: 0 };
    };
    for (const root of nodes) {
      if (index.has(root)) continue;
      const work = [open(root)];
      while (work.length) {
        const top = work[work.length - 1];
        if (top.at < top.children.length) {
          const child = top.children[top.at];
          top.at += 1;
          if (!index.has(child)) work.push(open(child));
          else if (onStack.has(child)) low.set(top.node, Math.min(low.get(top.node), index.get(child)));
          continue;
        }
        work.pop();
        if (work.length) {
          const above = work[work.length - 1].node;
          low.set(above, Math.min(low.get(above), low.get(top.node)));
        }
        if (low.get(top.node) === index.get(top.node)) {
          const group = stack.splice(stack.lastIndexOf(top.node));
          group.forEach((each) => onStack.delete(each));
          found.push(group.sort(X.byText));
        }
      }
    }
    return found.reverse();
  }

  ownership.kernel = Object.freeze({ EXACT, DOUBLE, REST, ZEROS, body, extreme, solve, components });
})();
