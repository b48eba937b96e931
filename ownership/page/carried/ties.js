/* Ties: how an entity is connected with a listed party, whether a rule catches it or not. A tie accuses nobody. The twin
   of rules/screening/_ties.py. */
(function () {
  "use strict";
  const ownership = (window.ownership = window.ownership || {});
  const X = ownership.exact;
  const { Several, Closure, heldBy } = ownership.reaching;

  const HALF = X.frac(50);
  const ORDER = { "parent-of-listed": 0, "same-controller-as-listed": 1, "co-owner-with-listed": 2 };

  // Owners who may have some part of a party, through every chain: from the party upwards by stakes over nothing.
  function parentsOf(look, party) {
    const some = (owner, owned) => {
      const column = look.column(owned);
      const of = column && (column.before || column);
      const direct = of && of.byOwner.has(owner) && of.among([owner]).high.n > 0n;
      return direct || look.into(owned).some((one) => one.owner === owner && one.share.high.n > 0n);
    };
    const found = ownership.chains.closure([party], (id) => look.chains.up(id).filter((owner) => some(owner, id)));
    found.delete(party);
    return found;
  }

  class Ties {
    constructor(world, question) {
      Object.assign(this, { world, question, look: question.look, votes: world.votes(undefined) });
      this.listed = [...question.seeds.possible.keys()].sort(X.byText);
      this.around = new Map(this.listed.filter((id) => this.look.known(id)).map((id) => [id, this.aroundOf(id)]));
      this.known = this.knownOf();
    }

    // What surrounds a listed party: its owners, who controls it, and what it holds a part of.
    aroundOf(party) {
      return this.world.once(`around ${party}`, () => {
        const { chains } = this.look;
        const near = this.world.votes(party);
        const above = new Set([...chains.above(party)].filter((id) => id !== party));
        const controllers = [...above].filter((id) => near.controls(id, party) === "certain").sort(X.byText);
        const sisters = new Map(controllers.map((id) => [id, this.votes.below(id)[0]]));
        return { above, controllers, sisters, parents: parentsOf(this.look, party), holds: heldBy(this.look, [party]) };
      });
    }

    // Who is listed or reached under the rule (`maybe`), and who acts with a listed party -> that party.
    knownOf() {
      const { question } = this;
      const listed = question.seeds.possible;
      const [maybe, acting] = [new Set(listed.keys()), new Map()];
      for (const each of question.reaches.flatMap((one) => (one instanceof Several ? one.reaches : [one]))) {
        const counted = (id) => each.maybe.has(id) && !listed.has(id); // whoever acts with a party is not one itself
        if (each instanceof Closure) {
          const reached = question.undisclosed ? each.certain : each.pool;
          for (const id of reached) if (!counted(id)) maybe.add(id);
        }
        const parties = [...each.maybe].filter((id) => listed.has(id)).sort(X.byText);
        for (const id of each.maybe) if (parties.length && !listed.has(id) && !acting.has(id)) acting.set(id, parties[0]);
      }
      return { maybe, acting };
    }

    // The ties of an entity, by listed party: [{tie, other, via, share}].
    of(id) {
      const found = [];
      const listed = this.around.has(id);
      const column = (company) => this.look.column(company);
      for (const [party, near] of this.around) {
        if (near.parents.has(id)) found.push({ tie: "parent-of-listed", other: party, via: null, share: null });
        if (listed || id === party) continue;
        for (const owner of near.above.has(id) ? [] : near.controllers) {
          if (!near.sisters.get(owner).has(id)) continue;
          found.push({ tie: "same-controller-as-listed", other: party, via: owner, share: null });
        }
        for (const company of near.holds) {
          const mine = column(company).byOwner.has(id) && this.look.chains.down(id).includes(company);
          if (!mine) continue;
          const share = X.shown(X.within(column(company).among([id])));
          found.push({ tie: "co-owner-with-listed", other: party, via: company, share });
        }
      }
      found.sort((a, b) => X.byText(a.other, b.other) || ORDER[a.tie] - ORDER[b.tie] || X.byText(a.via || "", b.via || ""));
      return this.question.status(id) === "excluded" ? [...found, ...this.minority(id)] : found;
    }

    // Listed or caught parties that hold some of an entity that no rule catches.
    minority(id) {
      const column = this.look.column(id);
      const held = (column ? column.held : []).map((one) => [one, column.among([one.owner])]);
      for (const one of this.look.into(id)) held.push([one, one.share]);
      const found = [];
      for (const [one, share] of held) {
        const other = this.known.maybe.has(one.owner) ? one.owner : this.known.acting.get(one.owner);
        if (other === undefined || one.share.high.n === 0n || other === id) continue;
        const over = X.less(HALF, share.low) || (X.equal(share.low, HALF) && share.lowOpen);
        const tie = over ? "majority-owned" : X.less(HALF, share.high) ? "part-owned" : "minority-owned";
        const via = other === one.owner ? null : one.owner;
        found.push({ tie, other, via, share: X.shown(X.within(share)), rows: one.rows });
      }
      return found;
    }

    // Everybody who may have a tie.
    entities() {
      const found = new Set();
      for (const near of this.around.values()) {
        near.parents.forEach((id) => found.add(id));
        near.sisters.forEach((sisters) => sisters.forEach((id) => found.add(id)));
        near.holds.forEach((company) => this.look.chains.up(company).forEach((id) => found.add(id)));
      }
      const holders = [...this.known.maybe, ...this.known.acting.keys()];
      heldBy(this.look, holders).forEach((id) => found.add(id));
      for (const owner of holders) this.look.summed(owner).forEach((id) => found.add(id));
      return [...found].sort(X.byText);
    }
  }

  // Entity -> its ties under a rule, [{tie, others, details}] in one entry a kind; null for a rule that is not supported.
  ownership.ties = function ties(world, rule) {
    const question = ownership.verdicts.asked(world, rule);
    if (!question) return null;
    const known = new Ties(world, question);
    const verdicts = world.verdicts(rule);
    const found = new Map();
    for (const id of known.entities()) {
      if (!verdicts.has(id)) continue;
      const kinds = new Map();
      for (const each of known.of(id)) kinds.set(each.tie, [...(kinds.get(each.tie) || []), each]);
      const rows = [...kinds].map(([tie, details]) => ({ tie, others: [...new Set(details.map((d) => d.other))], details }));
      if (rows.length) found.set(id, rows);
    }
    return found;
  };
})();
