/* What the holdings of a day are worth on a basis, and one column a company: who holds it, what they may hold together,
   what nobody is recorded for. The twin of algorithms/scope.py, columns.py and the totals of shares.py. */
(function () {
  "use strict";
  const ownership = (window.ownership = window.ownership || {});
  const X = ownership.exact;
  const { ZERO, HUNDRED, range, add, sub, mul, div, less, equal, max, min } = X;
  const { OWNING, VOTING, ASSUMPTION, STALE, AN_END } = ownership.evidence;

  const MAYBE = ["unknownInterest", "unpublishedInterest"];
  const CONTROLLING = ["appointmentOfBoard", "otherInfluenceOrControl", "controlViaCompanyRulesOrArticles",
    "controlByLegalFramework"];
  const TYPE_OF = {
    ownership: OWNING, voting: VOTING, profits: "rightsToProfitOrIncome", assets: "rightsToSurplusAssetsOnDissolution",
  };
  const TYPE_UNKNOWN = "type_unknown";
  const SHARE_CLASS = "share_class";
  const WHOLE = range(ZERO, HUNDRED);

  // A holding whose figure no longer holds for sure: it counts as 0 to x.
  const weaken = (held, warning) =>
    ({ ...held, share: range(ZERO, held.share.high, false, held.share.highOpen), warnings: [...held.warnings, warning] });

  // ---- what members of a growing set hold together in one company

  class Sum {
    constructor(of) {
      this.low = of ? of.low : ZERO;
      this.high = of ? of.high : ZERO;
      this.lowOpens = of ? of.lowOpens : 0;
      this.highOpens = of ? of.highOpens : 0;
    }

    take(share, away) {
      this.low = away ? sub(this.low, share.low) : add(this.low, share.low);
      this.high = away ? sub(this.high, share.high) : add(this.high, share.high);
      this.lowOpens += (away ? -1 : 1) * share.lowOpen;
      this.highOpens += (away ? -1 : 1) * share.highOpen;
    }
  }

  class Tally {
    constructor(whole, theirs, others) {
      this.whole = whole;
      this.theirs = new Sum(theirs);
      this.others = new Sum(others);
    }

    join(share) {
      this.theirs.take(share);
      this.others.take(share, true);
    }

    // From max(sum of lows, whole - sum of the others' highs) to min(sum of highs, whole - sum of the others' lows).
    range() {
      const { theirs, others } = this;
      const floor = sub(this.whole, others.high);
      const ceiling = sub(this.whole, others.low);
      const least = max(theirs.low, floor);
      const bottom = max(least, ZERO);
      const top = max(bottom, min(theirs.high, ceiling));
      if (equal(bottom, top)) return range(bottom, top);
      const lowOpen = (!less(theirs.low, floor) && theirs.lowOpens > 0) || (!less(floor, theirs.low) && others.highOpens > 0);
      const highOpen =
        (!less(ceiling, theirs.high) && theirs.highOpens > 0) || (!less(theirs.high, ceiling) && others.lowOpens > 0);
      return range(bottom, top, lowOpen && equal(bottom, least), highOpen);
    }
  }

  // ---- one company

  class Column {
    constructor(owned, held, total, whole = HUNDRED, more = {}) {
      Object.assign(this, { owned, held, total, whole, own: null, ring: false, warnings: [], before: null }, more);
      this.byOwner = new Map(held.map((one) => [one.owner, one]));
      this.undisclosed = range(
        max(ZERO, sub(whole, total.high)), max(ZERO, sub(whole, total.low)), total.highOpen, total.lowOpen,
      );
    }

    tally(undisclosed) {
      if (!this.everybody) {
        this.everybody = new Sum();
        for (const one of this.held) this.everybody.take(one.share);
        this.everybody.take(this.undisclosed);
      }
      const tally = new Tally(this.whole, null, this.everybody);
      if (undisclosed) tally.join(this.undisclosed);
      return tally;
    }

    // What some owners (an array, each once) may hold together: tight, by the total of the column.
    among(owners, undisclosed) {
      const tally = this.tally(undisclosed);
      for (const owner of owners) {
        const one = this.byOwner.get(owner);
        if (one) tally.join(one.share);
      }
      return tally.range();
    }
  }

  function ratio(value) {
    const x = X.toNumber(value);
    if (x && Math.abs(x) < 1e-4) return x.toExponential(5).replace(/\.?0*e-(\d)$/, "e-0$1").replace(/\.?0*e/, "e");
    return String(Number(x.toPrecision(6)));
  }

  function exceeds(rows, total) {
    const lows = X.sum(rows.map((one) => one.share.low));
    if (!equal(lows, total.high)) return less(total.high, lows);
    return total.highOpen || (rows.some((one) => one.share.lowOpen) && lows.n > 0n);
  }

  // The oldest figures count as 0 to x, one observation day at a time, until the rest fits the total.
  function fit(given, total, refs) {
    const warnings = [];
    let rows = given;
    const sure = (one) => one.share.low.n > 0n || one.share.lowOpen;
    while (exceeds(rows, total)) {
      const days = [...new Set(rows.filter(sure).map((one) => one.when || X.FIRST))].sort();
      if (days.length < 2) break;
      rows = rows.map((one) => {
        if ((one.when || X.FIRST) !== days[0] || !sure(one)) return one;
        const text = `${one.owner} > ${one.owned}, ${refs(one).join(", ")}, counts as 0-${ratio(one.share.high)}`;
        warnings.push(`older_than_total_allows: ${text}`);
        return weaken(one, "older_than_total_allows");
      });
    }
    return [rows, warnings];
  }

  // `stated` is {total, speaksOf, changed}: what the holders are known to hold together, and on which day.
  function column(owned, held, stated, refs) {
    let { total } = stated;
    const after = (when) => when && when > stated.speaksOf;
    if (stated.speaksOf && (after(stated.changed) || held.some((one) => after(one.when)))) total = WHOLE;
    let [rows, warnings] = fit(held, total, refs);
    const lows = X.sum(rows.map((one) => one.share.low));
    const highs = X.sum(rows.map((one) => one.share.high));
    const whole = max(HUNDRED, lows);
    if (exceeds(rows, total) && less(lows, HUNDRED)) {
      total = range(lows, HUNDRED);
      warnings.push("total_exceeded");
    } else if (exceeds(rows, total)) {
      total = range(lows, lows);
      warnings.push("total_over_100");
      rows = rows.map((one) => ({ ...one, warnings: [...one.warnings, "total_over_100"] }));
    } else if (less(highs, total.low)) {
      total = WHOLE;
      warnings.push("total_not_reached");
    }
    total = range(
      max(total.low, lows), min(total.high, max(lows, highs)),
      (!less(lows, total.low) && rows.some((one) => one.share.lowOpen)) || (!less(total.low, lows) && total.lowOpen),
      (!less(total.high, highs) && rows.some((one) => one.share.highOpen)) || (!less(highs, total.high) && total.highOpen),
    );
    return withoutOwn(owned, rows, total, whole, warnings);
  }

  // A company's holding of its own shares leaves the denominator: 45 of 90 is 50.
  function withoutOwn(owned, rows, total, whole, warnings) {
    if (!rows.some((one) => one.owner === owned)) return new Column(owned, rows, total, whole, { warnings });
    const before = new Column(owned, rows, total, whole);
    const share = before.among([owned]);
    const others = rows.filter((one) => one.owner !== owned);
    if (!less(share.low, whole) && !others.length) {
      return new Column(owned, [], range(ZERO, ZERO), ZERO, { own: share, ring: true, warnings });
    }
    const outstanding = (part, out, nothing = ZERO) => {
      if (!less(out, whole)) return part.n > 0n ? HUNDRED : nothing;
      return mul(div(max(ZERO, part), sub(whole, out)), HUNDRED);
    };
    const scaled = others.map((one) => {
      const part = one.share;
      const low = outstanding(part.low, share.low);
      const high = outstanding(part.high, share.high, HUNDRED);
      const top = max(low, min(HUNDRED, high));
      const lowOpen = part.lowOpen || (share.lowOpen && part.low.n > 0n);
      const made = X.ends(low, top, lowOpen, equal(top, high) && (part.highOpen || share.highOpen));
      return { ...one, share: made, warnings: [...one.warnings, "own_shares_left_out"] };
    });
    const lows = X.sum(scaled.map((one) => one.share.low));
    const floor = outstanding(sub(total.low, share.high), share.high);
    const highs = max(lows, HUNDRED);
    const ceiling = outstanding(sub(total.high, share.low), share.low, HUNDRED);
    const bottom = max(lows, floor);
    const top = max(bottom, min(highs, ceiling));
    const left = X.ends(
      bottom, top,
      (!less(lows, floor) && scaled.some((one) => one.share.lowOpen)) ||
        (!less(floor, lows) && (total.lowOpen || share.highOpen)),
      !less(highs, ceiling) && (total.highOpen || share.lowOpen),
    );
    const kept = X.isExact(share) ? null : before;
    return new Column(owned, scaled, left, max(HUNDRED, bottom), { own: share, warnings, before: kept });
  }

  // ---- all companies on one basis, each worked out when it is looked at

  class Columns {
    constructor(base, evidence, basis, how, plain) {
      Object.assign(this, { base, evidence, basis, how, plain });
      this.kind = basis.startsWith("class:") ? `${OWNING} ${basis}` : TYPE_OF[basis] || OWNING;
      this.scopes = new Map();
      this.known = new Map();
      this.oldest = X.yearsBefore(how.day, how.maxAge);
    }

    // The holdings in a company by what they are worth: direct, summaries of others, declared control, or nothing.
    scope(owned) {
      if (this.evidence.untouched(owned)) return this.plain.scope(owned);
      if (!this.scopes.has(owned)) this.scopes.set(owned, this.sorted(owned));
      return this.scopes.get(owned);
    }

    sorted(owned) {
      const every = this.evidence.of(owned);
      if (every.every((one) => one.type === OWNING && !one.summary)) { // as nearly all are
        return { type: OWNING, controls: [], out: new Set(), direct: [...every], summaries: [] };
      }
      const special = this.kind !== OWNING && every.some((one) => one.type === this.kind && !one.summary);
      const type = special ? this.kind : OWNING;
      const counted = (one) => one.type === type || one.type === ASSUMPTION;
      const prefixes = this.basis === "voting" ? [`${OWNING} class:`, `${VOTING} class:`] : [`${OWNING} class:`];
      const classed = (one) => prefixes.some((p) => one.type.startsWith(p)) && !(special && counted(one));
      const maybe = (one) => MAYBE.includes(one.type) || classed(one);
      const controls = every.filter((one) => CONTROLLING.includes(one.type));
      const direct = every.filter((one) => counted(one) && !one.summary);
      const unsure = every.filter((one) => maybe(one) && !one.summary);
      const beside = new Set(unsure.map((one) => one.owner));
      const merged = this.merged([...direct.filter((one) => beside.has(one.owner)), ...unsure], maybe);
      const sums = every.filter((one) => (counted(one) || maybe(one)) && one.summary);
      const out = every.filter(
        (one) => (!counted(one) && !maybe(one) && !controls.includes(one)) || (this.basis === "ownership" && controls.includes(one)),
      );
      return {
        type, controls, out: new Set(out.flatMap((one) => one.rows)),
        direct: [...direct.filter((one) => !beside.has(one.owner)), ...merged],
        summaries: sums.map((one) => (maybe(one) ? this.weakened(one) : one)),
      };
    }

    // What only may be shares of the company counts as 0 to its figure, or to everything.
    weakened(one) {
      if (MAYBE.includes(one.type)) return weaken(one, TYPE_UNKNOWN);
      const top = one.share.high.n === 0n ? ZERO : HUNDRED;
      const share = range(ZERO, top, one.share.low.n > 0n || one.share.lowOpen, false);
      return { ...one, share, warnings: [...one.warnings, SHARE_CLASS] };
    }

    // What may be shares stands on top of what surely is, for each owner: perhaps nothing, perhaps all of it.
    merged(rows, maybe) {
      const found = new Map();
      const ordered = [...rows.filter((one) => !maybe(one)), ...rows.filter(maybe)];
      for (const each of ordered) {
        const one = maybe(each) ? this.weakened(each) : each;
        const sure = found.get(one.owner);
        const ofClass = one.warnings.includes(SHARE_CLASS);
        if (!sure) found.set(one.owner, one);
        else if (!ofClass || !this.speaksFor(sure, one)) {
          const share = ofClass ? { ...one.share, low: ZERO } : X.plus(sure.share, one.share);
          const warnings = [...sure.warnings, ...one.warnings];
          found.set(one.owner, { ...sure, share, warnings, rows: [...sure.rows, ...one.rows] });
        }
      }
      return [...found.values()];
    }

    // Whether a stake in all of the capital says what one in a class of it comes to.
    speaksFor(sure, ofClass) {
      const doubt = [SHARE_CLASS, TYPE_UNKNOWN, STALE, AN_END].some((word) => sure.warnings.includes(word));
      return !doubt && (sure.when || X.FIRST) >= (ofClass.when || X.FIRST);
    }

    // The column of a company, null when nobody is recorded to hold it.
    of(owned) {
      if (this.evidence.untouched(owned)) return this.plain.of(owned);
      if (!this.known.has(owned)) {
        const held = this.scope(owned).direct;
        held.sort((a, b) => X.byText(a.owner, b.owner));
        const made = held.length ? column(owned, held, this.stated(owned, held), (one) => this.base.refs(one)) : null;
        this.known.set(owned, made);
      }
      return this.known.get(owned);
    }

    // What the recorded holders of a company are known to hold together, where that can still be said.
    stated(owned, held) {
      const row = this.base.entity(owned);
      let total = row && row.total ? X.parseShare(row.total) : null;
      let speaksOf = total && row.total_observed ? X.earliest(row.total_observed) : null;
      if (!total || (speaksOf && speaksOf > this.how.day)) return { total: WHOLE, speaksOf: null, changed: null };
      if (this.scope(owned).type !== OWNING || (speaksOf && speaksOf < this.oldest)) [total, speaksOf] = [WHOLE, null];
      const { out, changed } = this.gone(owned, speaksOf !== null);
      for (const one of held) out.delete(one.owner);
      if ((total.low.n > 0n && out.size) || (total.low.n !== 0n && this.base.unread.has(owned))) {
        total = range(ZERO, total.high, false, total.highOpen);
      }
      return { total, speaksOf, changed };
    }

    // Recorded holders who may not be counted on the day, and the last day on which a holding ended before it.
    gone(owned, ofDay) {
      const out = new Set();
      let changed = null;
      for (const number of this.base.into.get(owned) || []) {
        const row = this.base.interests.row(number);
        const reason = this.evidence.reason(number);
        if (reason === "dropped") continue;
        if (reason === "ended" && row.end) {
          const end = X.latest(row.end);
          changed = changed === null || end > changed ? end : changed;
        }
        if (![OWNING, ...MAYBE].includes(row.type || OWNING)) continue;
        const low = reason === "below the confidence asked for" || row.directness === "indirect";
        if (low || (!ofDay && (reason === "later than the day asked" || reason === "ended"))) out.add(row.owner);
      }
      return { out, changed };
    }
  }

  ownership.columns = Object.freeze({ Columns, Column, Tally, weaken, TYPE_OF, TYPE_UNKNOWN });
})();
