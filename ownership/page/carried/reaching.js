/* What owners come to under one condition of a law: whole stakes of the owners and of everybody they reach. The twin of
   rules/reaching/_reach.py, _closure.py and _several.py. */
(function () {
  "use strict";
  const ownership = (window.ownership = window.ownership || {});
  const X = ownership.exact;
  const { cascade, withSummaries } = ownership.capture;

  const RANK = { excluded: 0, possible: 1, certain: 2, listed: 3 };

  // What some owners (a Set) hold together in a column, or nothing where there is none.
  function among(column, owners, undisclosed) {
    if (!column) return X.NOTHING;
    return column.among(column.held.map((one) => one.owner).filter((owner) => owners.has(owner)), undisclosed);
  }

  // From the largest lower end to the largest upper end.
  function largest(each) {
    let [low, high] = [each[0], each[0]];
    for (const one of each) {
      if (X.less(low.low, one.low) || (X.equal(low.low, one.low) && one.lowOpen && !low.lowOpen)) low = one;
      if (X.less(high.high, one.high) || (X.equal(high.high, one.high) && !one.highOpen && high.highOpen)) high = one;
    }
    return X.ends(low.low, high.high, low.lowOpen, high.highOpen);
  }

  // `looks` is {on(measure), once(key, make), declared(id), declaredBy(holders), passes(out)}; owners are Sets.
  class Reach {
    constructor(looks, condition, sure, maybe, undisclosed) {
      Object.assign(this, { looks, condition, sure, maybe, undisclosed, shares: new Map(), counts_: new Map() });
    }

    get look() {
      return this.looks.on(this.condition.measures[0]);
    }

    once(name, make) {
      this.kept = this.kept || new Map();
      if (!this.kept.has(name)) this.kept.set(name, make());
      return this.kept.get(name);
    }

    // Certain, possible, or excluded on these records, whoever an entity may be the same as considered.
    status(id) {
      const status = this.counted(id);
      if (status === "certain" && !this.condition.surely) return "possible";
      if (status !== "excluded") return status;
      const same = this.look.links(id).some(([other]) => this.maybe.has(other) || this.counted(other) !== "excluded");
      return same ? "possible" : status;
    }

    counted(id) {
      const share = this.share(id);
      if (share.high.n === 0n) return "excluded";
      const { test } = this.condition;
      return X.met(test, share) ? "certain" : X.mayBeMet(test, share) ? "possible" : "excluded";
    }

    // The holdings in an entity that may count, each with its stake narrowed by the others: [held, share].
    counts(id) {
      if (this.counts_.has(id)) return this.counts_.get(id);
      const found = new Map();
      const put = (one, share) => share.high.n > 0n && found.set(JSON.stringify([one.owner, one.type, one.rows]), [one, share]);
      for (const measure of this.condition.measures) {
        const look = this.looks.on(measure);
        const column = look.column(id);
        for (const one of column ? column.held : []) if (this.pool.has(one.owner)) put(one, column.among([one.owner]));
        for (const one of look.into(id)) if (this.pool.has(one.owner)) put(one, one.share);
      }
      this.counts_.set(id, [...found.values()]);
      return this.counts_.get(id);
    }

    beyond() {
      return false;
    }
  }

  // Companies that some owners hold directly on a measure.
  function heldBy(look, owners) {
    const found = new Set();
    for (const owner of owners) {
      for (const id of look.companies(owner)) {
        const column = look.column(id);
        if (column && column.byOwner.has(owner)) found.add(id);
      }
    }
    return found;
  }

  // Nothing is reached: only who is listed counts.
  class Nothing extends Reach {
    get pool() {
      return this.maybe;
    }

    share() {
      return X.NOTHING;
    }

    touched() {
      return this.once("touched", () => heldBy(this.look, this.maybe));
    }
  }

  // Cascade, majority chain, and control.
  class Closure extends Reach {
    closed(seeds, possible, undisclosed) {
      const c = this.condition;
      const key = JSON.stringify([c.linkKey, c.linkMeasures, c.declared, c.declared_types, c.through_not_in, [...seeds].sort(),
        possible, undisclosed]);
      return this.looks.once(key, () => this.fixpoint(seeds, possible, undisclosed));
    }

    // Go on with each of several measures, any of which makes a link, until nobody is added.
    fixpoint(seeds, possible, undisclosed) {
      const c = this.condition;
      const members = new Set(seeds);
      const byRecord = possible ? c.declared !== "no" : c.declared === "certain";
      const anyRecord = possible && byRecord && !(c.declared === "possible" && c.declared_types.length);
      const within = this.looks.passes(c.through_not_in);
      const how = { possible, undisclosed, declared: anyRecord, linked: possible, within };
      let before = -1;
      while (members.size > before) {
        before = members.size;
        for (const measure of c.linkMeasures) {
          for (const id of cascade(this.looks.on(measure), new Set(members), c.linkTest, how)) members.add(id);
        }
        if (byRecord && !anyRecord) {
          for (const [id, kinds] of this.named(members, within)) if (this.meant(kinds)) members.add(id);
        } else if (c.linkMeasures.length === 1) break;
      }
      return members;
    }

    // Whom records declare to be controlled by some of the holders, and of which kinds these records are.
    named(holders, within) {
      const found = new Map();
      for (const held of this.looks.declaredBy(holders)) {
        if (within && !within.has(held.owned)) continue;
        if (!found.has(held.owned)) found.set(held.owned, new Set());
        found.get(held.owned).add(held.type);
      }
      return found;
    }

    meant(kinds) {
      const types = this.condition.declared_types;
      return types.length ? types.some((type) => kinds.has(type)) : kinds.size > 0;
    }

    get certain() {
      return this.once("certain", () => (this.sure.size ? this.closed(this.sure, false, false) : new Set()));
    }

    get widest() {
      return this.once("widest", () => this.closed(this.maybe, true, true));
    }

    get pool() {
      if (this.undisclosed) return this.widest;
      return this.once("pool", () => (this.maybe.size ? this.closed(this.maybe, true, false) : new Set()));
    }

    without(members) {
      return new Set([...members].filter((id) => !this.maybe.has(id)));
    }

    share(id) {
      if (!this.shares.has(id)) {
        const near = this.undisclosed || this.touched().has(id);
        this.shares.set(id, near ? this.most(id, this.pool, this.undisclosed) : X.NOTHING);
      }
      return this.shares.get(id);
    }

    most(id, pool, undisclosed) {
      return largest(this.condition.measures.map((measure) => this.on(this.looks.on(measure), id, pool, undisclosed)));
    }

    on(look, id, pool, undisclosed) {
      const column = look.column(id);
      let [sure, maybe] = [this.certain, pool];
      if (!this.condition.own) {
        sure = this.once("others", () => this.without(this.certain));
        maybe = this.once(undisclosed ? "widest without" : "pool without", () =>
          this.without(undisclosed ? this.widest : this.pool));
      }
      const low = withSummaries(look, id, among(column, sure), this.sure, sure);
      const high = withSummaries(look, id, among(column, maybe, undisclosed), this.maybe, maybe);
      return X.ends(low.low, X.max(low.low, high.high), low.lowOpen, high.highOpen);
    }

    // Every entity in which something may count.
    touched() {
      return this.once("touched", () => {
        const found = new Set(this.pool);
        for (const measure of this.condition.measures) {
          const look = this.looks.on(measure);
          for (const id of heldBy(look, this.pool)) found.add(id);
          for (const owner of this.pool) for (const id of look.summed(owner)) found.add(id);
        }
        if (this.condition.declared !== "no") for (const held of this.looks.declaredBy(this.pool)) found.add(held.owned);
        return found;
      });
    }

    counted(id) {
      let status;
      if (this.condition.links === "majority-chain" || this.maybe.has(id)) status = super.counted(id);
      else status = this.certain.has(id) ? "certain" : this.pool.has(id) ? "possible" : "excluded";
      return this.condition.declared === "no" || status === "certain" ? status : this.byRecord(id, status);
    }

    // What records that declare control make of an entity.
    byRecord(id, otherwise) {
      const rows = this.looks.declared(id);
      const kinds = (members) => new Set(rows.filter((held) => members.has(held.owner)).map((held) => held.type));
      if (this.condition.declared === "certain" && this.meant(kinds(this.certain))) return "certain";
      const some = kinds(this.pool);
      return (this.condition.declared === "certain" ? some.size > 0 : this.meant(some)) ? "possible" : otherwise;
    }

    // Whether it would be possible if they held what nobody is recorded for.
    beyond(id) {
      if (this.condition.links !== "majority-chain") return this.widest.has(id);
      const share = this.most(id, this.widest, true);
      return share.high.n > 0n && X.mayBeMet(this.condition.test, share);
    }
  }

  // The best of several sets of owners who are not added up: each owner, or each group that acts together.
  class Several extends Reach {
    constructor(looks, condition, reaches, together, unsettled) {
      super(looks, condition, together.sure, together.maybe, together.undisclosed);
      Object.assign(this, { reaches, together, unsettled, bests: new Map() });
    }

    get at() {
      return this.once("at", () => {
        const found = new Map();
        for (const reach of this.reaches) {
          for (const id of reach.touched()) found.set(id, [...(found.get(id) || []), reach]);
        }
        return found;
      });
    }

    // Who comes to most in an entity: surely, then possibly.
    best(id) {
      if (this.bests.has(id)) return this.bests.get(id);
      let best = null;
      for (const reach of this.at.get(id) || []) if (!best || heavier(reach, best, id)) best = reach;
      this.bests.set(id, best);
      return best;
    }

    share(id) {
      const best = this.best(id);
      const mine = best ? best.share(id) : X.NOTHING;
      if (!this.unsettled) return mine;
      const all = this.together.share(id); // the text leaves open whether owners are added up
      if (!X.less(mine.low, X.max(mine.high, all.high))) return mine;
      return largest([mine, X.range(mine.low, all.high, mine.lowOpen, all.highOpen)]);
    }

    counted(id) {
      const best = this.best(id);
      const status = best ? best.counted(id) : "excluded";
      if (status === "excluded" && this.unsettled && this.together.counted(id) !== "excluded") return "possible";
      return status;
    }

    touched() {
      return this.once("touched", () => new Set([...this.at.keys(), ...(this.unsettled ? this.together.touched() : [])]));
    }

    get pool() {
      return this.once("pool", () => new Set(this.reaches.flatMap((reach) => [...reach.pool])));
    }

    beyond(id) {
      if (this.reaches.length > 40) return this.together.beyond(id);
      if (!this.together.maybe.has(id)) {
        if (!this.together.beyond(id)) return false;
        const nobody = this.once("nobody", () =>
          new this.together.constructor(this.looks, this.condition, new Set(), new Set(), false));
        if (this.reaches.length && nobody.beyond(id)) return true;
      }
      return this.reaches.some((reach) => reach.beyond(id));
    }
  }

  function heavier(a, b, id) {
    const [x, y] = [a.share(id), b.share(id)];
    const order = RANK[a.counted(id)] - RANK[b.counted(id)] || X.cmp(x.low, y.low) || X.cmp(x.high, y.high);
    if (order) return order > 0;
    const [p, q] = [a, b].map((reach) => [...reach.maybe].sort(X.byText));
    const at = p.findIndex((one, n) => n >= q.length || one !== q[n]);
    return at >= 0 && (at >= q.length || X.byText(p[at], q[at]) > 0);
  }

  // What owners come to: of one set as one owner, of several the best. `sets` are pairs [sure, maybe] of Sets.
  function reach(looks, condition, sets, undisclosed, unsettled) {
    const Kind = condition.links === "none" ? Nothing : Closure;
    const union = (part) => new Set(sets.flatMap((pair) => [...pair[part]]));
    const together = new Kind(looks, condition, union(0), union(1), undisclosed);
    if (sets.length === 1 || condition.links === "none") return together;
    const each = sets.map(([sure, maybe]) => new Kind(looks, condition, sure, maybe, undisclosed));
    return new Several(looks, condition, each, together, unsettled);
  }

  ownership.reaching = Object.freeze({ RANK, reach, Closure, Several, heldBy });
})();
