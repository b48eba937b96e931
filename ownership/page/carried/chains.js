/* What a set of owners holds through all chains, between tight bounds: reachability in an interval Markov chain, solved
   by policy iteration over strongly connected components. The twin of algorithms/effective.py. */
(function () {
  "use strict";
  const ownership = (window.ownership = window.ownership || {});
  const X = ownership.exact;
  const { EXACT, DOUBLE, REST, body, extreme, solve, components } = ownership.kernel;

  //: Loops of more companies, or questions about more, are solved in doubles, the rest in exact fractions.
  const EXACT_LOOP = 24;
  const EXACT_SIZE = 150;

  function closure(start, steps, within) {
    const seen = new Set(start);
    const waiting = [...start];
    for (const entity of waiting) {
      for (const next of steps(entity)) {
        if (seen.has(next) || (within && !within.has(next))) continue;
        seen.add(next);
        waiting.push(next);
      }
    }
    return seen;
  }

  function sameStakes(K, a, b) {
    return a.size === b.size && [...a].every(([owner, stake]) => b.has(owner) && K.equal(stake, b.get(owner)));
  }

  // `look` is {column(id), companies(owner): direct holdings, everybody(): companies with a column, into(id): records
  // that sum up others, summed(owner): companies that these are of, controllers(id): declared controllers}.
  class Chains {
    constructor(look, withSummaries) {
      this.look = look;
      this.into = withSummaries ? (id) => look.into(id) : () => [];
      this.summed = withSummaries ? (id) => look.summed(id) : () => [];
      this.bodies = { true: new Map(), false: new Map() };
      this.ups = new Map();
      this.downs = new Map();
      this.aboves = new Map();
    }

    has(id) {
      return this.look.column(id) !== null || this.into(id).length > 0;
    }

    body(K, id) {
      const known = this.bodies[K.exact];
      if (!known.has(id)) known.set(id, this.has(id) ? body(K, this.look.column(id)) : null);
      return known.get(id);
    }

    up(id) {
      if (!this.ups.has(id)) {
        const column = this.look.column(id);
        const direct = column ? (column.before || column).held.map((one) => one.owner) : [];
        this.ups.set(id, [...new Set([...direct, ...this.into(id).map((one) => one.owner)])]);
      }
      return this.ups.get(id);
    }

    down(id) {
      if (!this.downs.has(id)) {
        const direct = this.look.companies(id).filter((owned) => {
          const column = this.look.column(owned);
          return column && (column.before || column).byOwner.has(id);
        });
        this.downs.set(id, [...new Set([...direct, ...this.summed(id)])]);
      }
      return this.downs.get(id);
    }

    above(id) {
      if (!this.aboves.has(id)) this.aboves.set(id, closure([id], (e) => this.up(e)));
      return this.aboves.get(id);
    }

    below(owners, within) {
      return closure(owners, (e) => this.down(e), within);
    }

    // Company -> what the owners (a Set) have in it, as one, in percent; `undisclosed` counts what nobody is recorded for,
    // `rough` asks for doubles, which many questions at once need.
    bounds(owners, { within = null, undisclosed = false, rough = false } = {}) {
      const reached = undisclosed
        ? new Set([...(within || this.look.everybody())].filter((id) => this.has(id)))
        : this.below(owners, within);
      const order = components(
        [...reached].sort(X.byText), (id) => (owners.has(id) ? [] : this.down(id).filter((o) => reached.has(o))),
      );
      const K = rough || reached.size > EXACT_SIZE || order.some((group) => group.length > EXACT_LOOP) ? DOUBLE : EXACT;
      const ask = { K, owners, undisclosed, order };
      const lows = this.pass(ask, false);
      const plain = order.flat().every((id) => {
        const of = this.body(K, id);
        return !this.into(id).length && (!of || (of.settled && !K.less(K.whole, of.whole)));
      });
      const highs = plain ? lows : this.pass(ask, true);
      const found = new Map();
      for (const id of order.flat()) {
        const [low, high] = [lows.get(id), highs.get(id)];
        if (owners.has(id) || !high || !K.less(K.zero, high.share)) continue;
        const bottom = low ? low.share : K.zero;
        const top = K.max(bottom, high.share);
        found.set(id, X.ends(K.percent(bottom), K.percent(top), Boolean(low && low.open), high.open));
      }
      return found;
    }

    pass(ask, upper) {
      const { K, owners, order } = ask;
      const values = new Map([...owners].map((id) => [id, { share: K.one, open: false }]));
      for (const component of order) {
        const group = component.filter((id) => !owners.has(id));
        const inside = new Set(group);
        if (group.some((id) => this.up(id).some((o) => inside.has(o)))) this.loop(ask, group, values, upper);
        else for (const id of group) values.set(id, this.value(ask, id, values, upper));
        if (group.some((id) => this.into(id).length)) this.summarise(ask, group, values, upper);
      }
      return values;
    }

    value({ K, undisclosed }, id, values, upper) {
      const of = this.body(K, id);
      return of ? extreme(K, of, values, upper, undisclosed)[0] : { share: K.zero, open: false };
    }

    // Records that summarise others bound a stake from below; they are never added to what is direct.
    summarise({ K, owners }, group, values, upper) {
      const none = { share: K.zero, open: false };
      for (let round = 0; round < group.length; round += 1) {
        let changed = false;
        for (const id of group) {
          for (const held of this.into(id)) {
            const above = values.get(held.owner) || none;
            const some = K.less(K.zero, above.share);
            if (!some && !above.open) continue;
            let offer;
            if (upper) {
              const others = this.beside(K, held, owners, (other) => (values.get(other) || none).share);
              const share = K.add(K.weigh(this.stated(K, held.owner, id), above.share), others);
              offer = { share: K.min(K.one, share), open: held.share.highOpen || above.open };
            } else {
              offer = { share: K.weigh(K.stake(held.share.low), above.share), open: held.share.lowOpen || above.open };
            }
            const now = values.get(id) || none;
            const equal = K.equal(offer.share, now.share);
            const little = equal && !K.less(K.zero, offer.share) && !upper && offer.open && some && !now.open;
            if (K.less(now.share, offer.share) || (equal && upper && now.open && !offer.open) || little) {
              values.set(id, offer);
              changed = true;
            }
          }
        }
        if (!changed) break;
      }
    }

    // The most that others hold beside a record that summarises, each counted by what it is worth to a set of owners.
    beside(K, held, owners, worth) {
      const of = this.body(K, held.owned);
      const others = new Set([...(of ? of.parts.keys() : []), ...this.into(held.owned).map((one) => one.owner)]);
      others.delete(held.owner);
      let more = K.zero;
      for (const other of [...others].sort(X.byText)) {
        const mine = owners.has(other);
        const value = mine ? K.one : worth(other);
        if (!K.less(K.zero, value)) continue;
        const above = this.above(held.owner).has(other);
        const below = this.above(other).has(held.owner) || this.look.controllers(other).has(held.owner);
        if (!above && !below) more = K.add(more, K.weigh(this.stated(K, other, held.owned), value));
        else if (mine || !below) more = K.add(more, K.weigh(this.direct(K, other, held.owned), value));
      }
      return more;
    }

    // The most an owner is directly recorded for in a company, and with what records sum up, as a stake.
    direct(K, owner, owned) {
      const of = this.body(K, owned);
      return of && of.parts.has(owner) ? of.parts.get(owner).high : K.zero;
    }

    stated(K, owner, owned) {
      const sums = this.into(owned).filter((one) => one.owner === owner);
      return sums.reduce((so, one) => K.add(so, K.stake(one.share.high)), this.direct(K, owner, owned));
    }

    // A strongly connected component, by policy iteration.
    loop(ask, group, values, upper) {
      const { K, undisclosed } = ask;
      const live = this.attracted(ask, group, values, upper);
      for (const id of group) values.set(id, { share: K.zero, open: false });
      const choice = new Map();
      if (!upper) for (const id of live) values.set(id, { share: K.half, open: false });
      for (const id of live) {
        choice.set(id, extreme(K, this.body(K, id), values, upper, undisclosed)[1]);
        values.set(id, { share: K.half, open: false });
      }
      for (let round = 0; round < 1000; round += 1) {
        const solved = this.evaluate(ask, live, choice, group, values);
        live.forEach((id, at) => values.set(id, { share: solved[at], open: false }));
        let improved = false;
        live.forEach((id, at) => {
          const [value, filled] = extreme(K, this.body(K, id), values, upper, undisclosed);
          const gain = upper ? K.sub(value.share, solved[at]) : K.sub(solved[at], value.share);
          if (K.less(K.near, gain) && !sameStakes(K, filled, choice.get(id))) {
            choice.set(id, filled);
            improved = true;
          }
        });
        if (!improved) break;
      }
      if (upper && live.some((id) => K.less(K.whole, this.body(K, id).whole))) this.unscaled(ask, live, values);
      this.markOpen(ask, upper ? live : group, values, upper);
    }

    // The companies of a loop that can (upper) or must (lower) have some value, nearest to it first.
    attracted(ask, group, values, upper) {
      const { K } = ask;
      const inside = new Set(group);
      const known = new Map();
      const all = { share: K.one, open: false };
      for (const [id, value] of values) if (K.less(K.zero, value.share) && !inside.has(id)) known.set(id, all);
      const found = [];
      let waiting = group;
      while (waiting.length) {
        const ready = waiting.filter((id) => K.less(K.zero, this.value(ask, id, known, upper).share));
        for (const id of ready) known.set(id, all);
        found.push(...ready);
        const touched = new Set(ready.flatMap((id) => this.down(id)));
        waiting = [...touched].filter((id) => inside.has(id) && !known.has(id)).sort(X.byText);
      }
      return found;
    }

    // One policy: gains from outside the component, losses, and steps inside it.
    evaluate({ K, undisclosed }, live, choice, group, values) {
      const place = new Map(live.map((id, at) => [id, at]));
      const inside = new Set(group);
      const [steps, gains, losses] = [[], [], []];
      for (const id of live) {
        const filled = choice.get(id);
        const scale = K.max(K.whole, [...filled.values()].reduce(K.add, K.zero));
        const row = new Map();
        let [gain, loss] = [K.zero, K.zero];
        for (const [owner, stake] of filled) {
          const share = K.over(stake, scale);
          if (place.has(owner)) {
            row.set(place.get(owner), share);
            continue;
          }
          let worth = K.zero;
          if (owner === REST) worth = undisclosed ? K.one : K.zero;
          else if (!inside.has(owner) && values.has(owner)) worth = values.get(owner).share;
          gain = K.add(gain, K.times(share, worth));
          loss = K.add(loss, K.times(share, K.sub(K.one, worth)));
        }
        steps.push(row);
        gains.push(gain);
        losses.push(loss);
      }
      return solve(K, steps, gains, losses);
    }

    // Where figures add up to more than the whole, upper ends are raised to what they come to as they are.
    unscaled({ K, undisclosed }, live, values) {
      for (let round = 0; round < 2000; round += 1) {
        let most = 0;
        for (const id of live) {
          const value = extreme(K, this.body(K, id), values, true, undisclosed)[0];
          const more = K.toNumber(K.sub(value.share, values.get(id).share));
          if (more <= 0) continue;
          const raised = K.min(K.one, K.ofNumber(K.toNumber(value.share) + 1e-15));
          values.set(id, { share: raised, open: value.open });
          most = Math.max(most, more);
        }
        if (most < 1e-13) break;
      }
    }

    // Ends that are approached without being reached, as far as that spreads through a loop.
    markOpen(ask, group, values, upper) {
      for (let round = 0; round < group.length; round += 1) {
        let opened = false;
        for (const id of group) {
          if (values.get(id).open || !this.value(ask, id, values, upper).open) continue;
          values.set(id, { share: values.get(id).share, open: true });
          opened = true;
        }
        if (!opened) break;
      }
    }

    // What every owner has in one company at once; null where something above is a range or runs in a circle.
    upwards(id) {
      const above = this.above(id);
      const bodies = new Map([...above].map((e) => [e, this.body(EXACT, e)]));
      if ([...above].some((e) => this.into(e).length || (bodies.get(e) && !bodies.get(e).settled))) return null;
      const order = components([...above].sort(X.byText), (e) => this.down(e).filter((o) => above.has(o)));
      if (order.some((group) => group.length > 1)) return null;
      const visits = new Map([[id, X.ONE]]);
      for (const [below] of order.reverse()) {
        const here = visits.get(below);
        if (!here || !bodies.get(below)) continue;
        for (const [owner, part] of bodies.get(below).parts) {
          visits.set(owner, X.min(X.ONE, X.add(visits.get(owner) || X.ZERO, X.mul(part.low, here))));
        }
      }
      const found = new Map();
      for (const [owner, part] of visits) {
        const share = X.mul(part, X.HUNDRED);
        if (owner !== id && part.n > 0n) found.set(owner, X.range(share, share));
      }
      return found;
    }
  }

  ownership.chains = Object.freeze({ Chains, closure, MANY_OWNERS: 60 });
})();
