/* What follows from the records of a page on any day, on any basis and with any changes: the engine of the page.
   No library, no document, no words; the twin of algorithms/shares.py, owners.py and chains.py. */
(function () {
  "use strict";
  const ownership = (window.ownership = window.ownership || {});
  const X = ownership.exact;
  const { Evidence, USED } = ownership.evidence;
  const { Base } = ownership.base;
  const { Columns, TYPE_OF, TYPE_UNKNOWN, weaken } = ownership.columns;
  const { Chains, MANY_OWNERS } = ownership.chains;

  const ENDS = ["person", "state", "body"];

  // ---- the holdings of one day on one basis, as the calculations look at them

  class Look {
    constructor(base, evidence, basis, how, plain) {
      Object.assign(this, { base, basis, how, evidence });
      this.columns = new Columns(base, evidence, basis, how, plain);
      this.plain = new Chains(this, false);
      this.chains = new Chains(this, true);
      this.sums = new Map();
      this.explained = new Set();
      this.targets = new Map();
      this.controlling = new Map();
    }

    column(id) {
      return this.columns.of(id);
    }

    typeOf(id) {
      return this.columns.scope(id).type;
    }

    known(id) {
      return this.base.ids.has(id);
    }

    links(id) {
      return this.base.links.get(id) || [];
    }

    // The companies in which somebody is recorded to hold anything at all.
    companies(owner) {
      if (!this.targets.has(owner)) {
        const rows = (this.base.from.get(owner) || []).map((n) => this.base.interests.cell(n, "owned"));
        const assumed = this.how.assumed.filter((each) => each.owner === owner).map((each) => each.owned);
        this.targets.set(owner, [...new Set([...rows, ...assumed])].sort(X.byText));
      }
      return this.targets.get(owner);
    }

    everybody() {
      if (!this.all) {
        const every = new Set([...this.base.into.keys(), ...this.how.assumed.map((each) => each.owned)]);
        this.all = [...every].filter((id) => this.column(id)).sort(X.byText);
      }
      return this.all;
    }

    // Records that declare somebody to control a company, and those by which somebody is declared to control.
    declared(id) {
      return this.columns.scope(id).controls;
    }

    controllers(id) {
      return new Set(this.declared(id).map((held) => held.owner));
    }

    declares(owner) {
      if (!this.controlling.has(owner)) {
        const every = this.companies(owner).flatMap((id) => this.declared(id));
        this.controlling.set(owner, every.filter((held) => held.owner === owner));
      }
      return this.controlling.get(owner);
    }

    // The records that say more of a company than the direct ones explain.
    into(id) {
      if (!this.sums.has(id)) {
        this.sums.set(id, []);
        this.sums.set(id, this.columns.scope(id).summaries.map((one) => this.unexplained(one)).filter(Boolean));
      }
      return this.sums.get(id);
    }

    summed(owner) {
      return this.companies(owner).filter((id) => this.into(id).some((one) => one.owner === owner));
    }

    unexplained(one) {
      const above = this.plain.above(one.owned);
      const direct = this.plain.bounds(new Set([one.owner]), { within: above }).get(one.owned);
      if (direct) {
        const low = one.share;
        const reaches = X.less(low.low, direct.low) || (X.equal(low.low, direct.low) && (direct.lowOpen || !low.lowOpen));
        if (reaches && !one.warnings.includes(TYPE_UNKNOWN)) {
          for (const row of one.rows) this.explained.add(row);
          return null;
        }
      }
      const older = direct && X.less(direct.high, one.share.low) && this.older(one, above);
      const kept = older ? weaken(one, "older_than_direct_records") : one;
      return { ...kept, warnings: [...kept.warnings, "summary_not_explained"] };
    }

    // Whether direct records with figures, on the chains that a summary sums up, are newer than it.
    older(one, above) {
      const between = this.plain.below([one.owner], above);
      return [...between].some((id) => {
        const column = this.column(id);
        const newer = (h) => between.has(h.owner) && h.share.low.n > 0n && h.when && h.when > (one.when || X.FIRST);
        return column && column.held.some(newer);
      });
    }

    // An end of the chains: nobody is recorded to own it on that day.
    isUltimate(id) {
      return this.base.kind(id) === "person" || (!this.chains.up(id).length && !this.column(id));
    }

    reason(row) {
      const owned = this.base.interests.cell(row, "owned");
      const reason = this.evidence.reason(row);
      if (this.columns.scope(owned).out.has(row)) return "out of scope";
      this.into(owned);
      return this.explained.has(row) ? "summary" : reason;
    }
  }

  // ---- who owns an entity, at any distance

  function cap(share, left, gain) {
    const low = X.max(X.ZERO, X.min(X.sub(share.low, gain), left));
    const high = X.min(share.high, left);
    const wide = !X.equal(low, high);
    const some = gain.n > 0n;
    return X.range(low, high, share.lowOpen && wide && !some, share.highOpen && wide && !X.less(left, share.high));
  }

  // What nobody is recorded for and what is trapped in rings: never more than the ultimate owners leave.
  function untraced(look, id, above, taken) {
    const left = X.max(X.ZERO, X.sub(X.HUNDRED, taken));
    const { chains } = look;
    const rough = above.size > MANY_OWNERS;
    if (!chains.has(id)) return ENDS.includes(look.base.kind(id)) ? {} : { undisclosed: X.range(X.HUNDRED, X.HUNDRED) };
    const roots = new Set([...above].filter((owner) => owner !== id && look.isUltimate(owner)));
    const most = (from, root) => (from.bounds(new Set([root]), { within: above }).get(id) || X.NOTHING).high;
    let gain = X.ZERO;
    if ([...above].some((each) => look.into(each).length)) {
      for (const root of roots) gain = X.add(gain, X.sub(most(chains, root), most(look.plain, root)));
    }
    gain = X.max(X.ZERO, gain);
    const apart = new Set([...above].filter((each) => !roots.has(each)));
    const undisclosed = chains.bounds(new Set(), { within: apart, undisclosed: true, rough }).get(id) || X.NOTHING;
    const reached = chains.bounds(roots, { within: above, undisclosed: true, rough }).get(id) || X.NOTHING;
    const rest = (end) => X.sub(X.HUNDRED, X.min(X.HUNDRED, end));
    const ring = X.range(rest(reached.high), rest(reached.low), reached.highOpen, reached.lowOpen);
    return { undisclosed: cap(undisclosed, left, gain), ring: cap(ring, left, gain) };
  }

  function owners(world, id) {
    const { look } = world;
    const above = look.chains.above(id);
    const votes = world.votes(id);
    const every = look.chains.upwards(id);
    const ask = { within: above, rough: above.size > MANY_OWNERS };
    const basis = votes.basis(id);
    const rows = [];
    let taken = X.ZERO;
    const row = (owner, kind, share, more) => rows.push({ owner, kind, share: X.shown(X.within(share)), controlBasis: basis, ...more });
    for (const owner of [...above].filter((each) => each !== id).sort(X.byText)) {
      const share = every ? every.get(owner) : look.chains.bounds(new Set([owner]), ask).get(id);
      if (!share) continue;
      const ultimate = look.isUltimate(owner);
      if (ultimate) taken = X.add(taken, share.low);
      const column = look.column(id);
      const direct = column && column.byOwner.has(owner) ? X.shown(X.within(column.among([owner]))) : null;
      row(owner, "party", share, { direct, ultimate, controls: votes.controls(owner, id) });
    }
    for (const [kind, share] of Object.entries(untraced(look, id, above, taken))) {
      if (share.high.n > 0n) row(null, kind, share, { direct: null, ultimate: false, controls: "no" });
    }
    const rank = (one) => (one.owner && one.ultimate ? 0 : one.owner === null ? 1 : 2);
    return rows.sort((a, b) => {
      const order = rank(a) - rank(b) || b.share.low - a.share.low || b.share.lowOpen - a.share.lowOpen;
      return order || b.share.high - a.share.high || X.byText(a.owner || a.kind, b.owner || b.kind);
    });
  }

  // ---- one state of the page: a day, a basis, and changes

  const spoken = (held) => ({
    owner: held.owner, owned: held.owned, share: X.shown(held.share), type: held.type, summary: held.summary, rows: held.rows,
    warnings: held.warnings, when: held.when, observedMin: held.observedMin, observedMax: held.observedMax,
    confidence: held.confidence,
  });

  class World {
    constructor(engine, asked) {
      Object.assign(this, { engine, day: asked.day, basis: asked.basis, changes: asked.changes, base: engine.base });
      const given = engine.data.asked || {};
      const shares = asked.changes.shares || [];
      const replaced = new Set(shares.map((each) => JSON.stringify([each.owner, each.owned])));
      const before = (engine.data.assumed || []).filter((each) => !replaced.has(JSON.stringify([each.owner, each.owned])));
      this.how = {
        day: asked.day, minConfidence: given.min_confidence || "medium", maxAge: given.max_age ?? 10,
        assumed: [...before, ...shares].map((each) => ({ ...each, share: X.parseShare(each.share) })),
        dropped: new Set((asked.changes.dropped || []).filter((row) => row >= 0 && row < this.base.interests.length)),
      };
      const other = shares.length || this.how.dropped.size;
      this.plain = other ? engine.on({ ...asked, changes: {} }) : null;
      this.evidence = new Evidence(this.base, this.how, this.plain && this.plain.evidence);
      this.looks = new Map();
      this.kept = new Map();
      this.look = this.on(asked.basis);
    }

    // The same day and changes on another basis.
    on(basis) {
      const counted = basis.startsWith("class:") || Object.hasOwn(TYPE_OF, basis) ? basis : "ownership";
      if (!this.looks.has(counted)) {
        const plain = this.plain && this.plain.on(counted).columns;
        this.looks.set(counted, new Look(this.base, this.evidence, counted, this.how, plain));
      }
      return this.looks.get(counted);
    }

    once(key, make) {
      if (!this.kept.has(key)) this.kept.set(key, make());
      return this.kept.get(key);
    }

    votes(about) {
      return this.once(`votes ${about}`, () => new ownership.capture.Votes(this.on("voting"), about));
    }

    column(id) {
      return this.once(`column ${id}`, () => {
        const column = this.look.column(id);
        if (!column) return null;
        const held = column.held.map((one) => ({ ...spoken(one), narrowed: X.shown(column.among([one.owner])) }));
        const { ring, warnings } = column;
        return { held, undisclosed: X.shown(column.undisclosed), own: X.shown(column.own), ring, warnings };
      });
    }

    // Every line that could be drawn, in the order of Python: stakes and own shares, summaries, then votes and control.
    lines() {
      return this.once("lines", () => {
        const every = [...new Set([...this.base.into.keys(), ...this.how.assumed.map((each) => each.owned)])].sort(X.byText);
        const found = { stakes: [], sums: [], others: [] };
        const put = (where, line, one) =>
          found[where].push({ id: `${line}: ${one.owner} > ${one.owned}: ${one.type}`, line, ...spoken(one) });
        for (const id of every) {
          const column = this.look.column(id);
          const held = column ? column.held : [];
          for (const one of held) put("stakes", one.type.startsWith("votingRights") ? "votes" : "owns", one);
          if (column && column.own) {
            const own = { owner: id, owned: id, share: X.shown(column.own), type: "shareholding", rows: [], warnings: [] };
            found.stakes.push({ id: `own: ${id}`, line: "owns", ...own });
          }
          for (const one of this.look.into(id)) put("sums", "summary", one);
          const counted = new Set(held.map((one) => JSON.stringify([one.owner, one.type])));
          const { controls } = this.look.columns.scope(id);
          for (const one of this.evidence.of(id)) {
            if (one.summary || one.type === "shareholding" || counted.has(JSON.stringify([one.owner, one.type]))) continue;
            put("others", one.type.startsWith("votingRights") ? "votes" : controls.includes(one) ? "controls" : "other", one);
          }
        }
        return [...found.stakes, ...found.sums, ...found.others];
      });
    }

    owners(id) {
      return this.once(`owners ${id}`, () => owners(this, id));
    }

    // What some owners together, as one, have in every company that they reach.
    effective(ids) {
      const found = this.look.chains.bounds(new Set(ids));
      return new Map([...found].map(([id, share]) => [id, X.shown(share)]));
    }

    paths(owner, subject) {
      return this.once(`paths ${JSON.stringify([owner, subject])}`, () => ownership.paths(this.look, owner, subject));
    }

    verdicts(rule) {
      return this.once(`verdicts ${rule}`, () => ownership.verdicts.of(this, rule));
    }

    ties(rule) {
      return this.once(`ties ${rule}`, () => ownership.ties(this, rule));
    }

    // What became of the records of some companies; of all of them when none are named.
    ledger(companies) {
      const { into } = this.base;
      const asked = companies ? [...new Set(companies)] : [...into.keys()];
      const rows = asked.flatMap((id) => into.get(id) || []).sort((a, b) => a - b);
      return rows.map((row) => {
        const reason = this.look.reason(row);
        return { row, used: USED.includes(reason), reason };
      });
    }

    // Whether all owners of an entity that were ever recorded, at any distance, are on this page.
    isWhole(id) {
      const { open } = this.engine;
      return !open.size || this.once(`whole ${id}`, () => ![...this.base.above(id)].some((one) => open.has(one)));
    }
  }

  ownership.reckon = function reckon(data) {
    const worlds = new Map();
    const engine = {
      data, base: new Base(data), open: new Set(data.open || []), days: data.days || [],
      // Whether a rule can be calculated here; one that cannot is never guessed.
      supported: (rule) => (data.rules || []).some((each) => each.id === rule && each.supported),
      on({ day, basis, changes } = {}) {
        const asked = data.asked || {};
        const state = { day: day || asked.as_of, basis: basis || asked.basis || "ownership", changes: changes || {} };
        const key = JSON.stringify(state);
        const world = worlds.get(key) || new World(engine, state);
        worlds.delete(key);
        worlds.set(key, world);
        if (worlds.size > 12) worlds.delete(worlds.keys().next().value);
        return world;
      },
    };
    return engine;
  };
})();
