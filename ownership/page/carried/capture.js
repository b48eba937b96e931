/* Who is captured when captured holders count with their whole stake, in every world or in some, and who controls whom.
   The twin of algorithms/cascade.py and control.py; every comparison with a threshold is exact. */
(function () {
  "use strict";
  const ownership = (window.ownership = window.ownership || {});
  const X = ownership.exact;
  const { EXACT } = ownership.kernel;

  const MAJORITY = Object.freeze({ threshold: X.frac(50), strict: true });

  // A pooled share widened by records that summarise: a bound from below, never added to what is direct.
  function withSummaries(look, owned, share, seeds, members) {
    let { low, high, lowOpen, highOpen } = share;
    const chains = look.chains;
    const counted = (other) => (members.has(other) ? X.ONE : X.ZERO);
    for (const held of look.into(owned)) {
      if (!members.has(held.owner)) continue;
      const mine = held.share;
      if (X.less(low, mine.low) || (X.equal(low, mine.low) && mine.lowOpen && !lowOpen)) [low, lowOpen] = [mine.low, mine.lowOpen];
      const beside = X.add(chains.direct(EXACT, held.owner, owned), chains.beside(EXACT, held, seeds, counted));
      const top = X.min(X.HUNDRED, X.add(mine.high, X.mul(beside, X.HUNDRED)));
      if (X.less(high, top) || (X.equal(high, top) && highOpen && !mine.highOpen)) [high, highOpen] = [top, mine.highOpen];
    }
    return X.ends(low, X.max(low, high), lowOpen, highOpen);
  }

  // Who is captured from the seeds (a Set), in the order of capture; seeds are not in it. `possible` asks for every
  // company captured in some world, else for those captured in every world; `undisclosed` counts what nobody is recorded
  // for as the seeds'; `declared` and `linked` let a record of control, or that two are the same, capture, too.
  function cascade(look, seeds, test, { possible, undisclosed = false, declared = false, linked = false, within = null }) {
    const members = new Set(seeds);
    const captured = new Set();
    const named = new Set();
    const tallies = new Map();
    const inside = (id) => !within || within.has(id);

    function tallyOf(id) {
      if (!tallies.has(id)) {
        const column = look.column(id);
        tallies.set(id, column ? column.tally(undisclosed) : null);
      }
      return tallies.get(id);
    }

    function passes(id) {
      const tally = tallyOf(id);
      let share = tally ? tally.range() : X.NOTHING;
      if (look.into(id).length) share = withSummaries(look, id, share, seeds, members);
      return possible ? X.mayBeMet(test, share) : X.met(test, share);
    }

    function joined(edge) {
      const touched = new Set();
      for (const owner of edge) {
        for (const id of look.companies(owner)) {
          const column = look.column(id);
          const held = column && column.byOwner.get(owner);
          if (!held || !inside(id)) continue;
          tallyOf(id).join(held.share);
          touched.add(id);
        }
        for (const id of look.summed(owner)) if (inside(id)) touched.add(id);
      }
      return touched;
    }

    // Whom the newest members are declared to control, or may be the same as.
    function said(edge) {
      const found = [];
      for (const owner of edge) {
        if (declared) found.push(...look.declares(owner).map((held) => held.owned));
        for (const [other, byName] of linked ? look.links(owner) : []) {
          if (byName && named.has(owner)) continue; // a namesake of a namesake says nothing
          if (members.has(other) || !look.known(other)) continue;
          found.push(other);
          if (byName) named.add(other);
        }
      }
      return found.filter((id) => !members.has(id) && inside(id));
    }

    let edge = [...seeds].filter((id) => look.known(id)).sort(X.byText);
    if (undisclosed) {
      const fresh = look.everybody().filter((id) => !members.has(id) && inside(id) && passes(id));
      edge = [...edge, ...fresh];
      for (const id of fresh) {
        members.add(id);
        captured.add(id);
      }
    }
    while (edge.length) {
      const touched = [...joined(edge)].filter((id) => !members.has(id) && passes(id));
      edge = [...new Set([...touched, ...said(edge)])].sort(X.byText);
      for (const id of edge) {
        members.add(id);
        captured.add(id);
      }
    }
    return captured;
  }

  // Cascades of more than half of the votes, kept for asking many parties; `about`: only what is above that entity.
  class Votes {
    constructor(look, about) {
      this.look = look;
      this.within = about === undefined ? null : above(look, about);
      this.kept = new Map();
    }

    // [what an owner controls for certain, what it possibly controls (the former included)]
    below(owner) {
      if (!this.kept.has(owner)) {
        const ask = (more) => cascade(this.look, new Set([owner]), MAJORITY, { within: this.within, ...more });
        this.kept.set(owner, [ask({ possible: false }), ask({ possible: true, declared: true })]);
      }
      return this.kept.get(owner);
    }

    controls(owner, entity) {
      const [certain, possible] = this.below(owner);
      return certain.has(entity) ? "certain" : possible.has(entity) ? "possible" : "no";
    }

    // What was counted in a company: votingRights, or shareholding where it has no voting records.
    basis(entity) {
      if (this.look.column(entity)) return this.look.typeOf(entity);
      const declared = this.look.declared(entity);
      return declared.length ? declared[0].type : null;
    }
  }

  // Everybody above an entity, itself included, through holdings and through declared control.
  function above(look, entity) {
    const up = (id) => [...look.chains.up(id), ...look.declared(id).map((held) => held.owner)];
    return ownership.chains.closure([entity], up);
  }

  ownership.capture = Object.freeze({ MAJORITY, cascade, withSummaries, Votes, above });
})();
