/* Which records count on a day, and what became of every one: the twin of algorithms/choosing.py and evidence.py.
   Worked out company by company, when somebody looks at it. */
(function () {
  "use strict";
  const ownership = (window.ownership = window.ownership || {});
  const { ZERO, UNKNOWN, range, plus, same, less, equal, parseShare, earliest, latest, yearsBefore, byText } = ownership.exact;

  const OWNING = "shareholding";
  const VOTING = "votingRights";
  const ASSUMPTION = "assumption";
  const STALE = "stale";
  const AN_END = "an_end_is_recorded";
  const CONFIDENCE = ["high", "medium", "low"];
  const BLOCK = ": joint block ";
  const USED = ["used", "stale: counts as 0 to its figure", "an_end_is_recorded: counts as 0 to its figure",
    "confirms the holding; states no share"];
  const doubted = (doubt) => `${doubt}: counts as 0 to its figure`;
  const last = (texts) => texts.reduce((a, b) => (b && (!a || b > a) ? b : a), null);

  // ---- tables as a page carries them: {columns, rows}

  class Table {
    constructor(table, columns) {
      this.given = table || { columns: [], rows: [] };
      this.columns = columns;
      this.place = new Map(this.given.columns.map((name, at) => [name, at]));
      this.made = new Array(this.given.rows.length);
      this.length = this.given.rows.length;
    }

    cell(number, column) {
      const at = this.place.get(column);
      const value = at === undefined ? null : this.given.rows[number][at];
      return value === undefined || value === "" ? null : value;
    }

    row(number) {
      if (!this.made[number]) {
        const row = {};
        for (const name of this.columns) row[name] = this.cell(number, name);
        this.made[number] = row;
      }
      return this.made[number];
    }

    by(column) {
      const found = new Map();
      for (let number = 0; number < this.length; number += 1) {
        const key = this.cell(number, column);
        if (found.has(key)) found.get(key).push(number);
        else found.set(key, [number]);
      }
      return found;
    }
  }

  const INTERESTS = ["owner", "owned", "share", "type", "share_class", "joint", "directness", "start", "end", "observed",
    "confidence", "source", "ref", "note"];

  // ---- several rows of one pair and type: the newest count, conflicts become ranges (choosing.py)

  function dated(number, row, today) {
    const observed = row.observed ? earliest(row.observed) : null;
    const said = observed && observed <= today ? row.observed : row.start;
    const until = row.end ? latest(row.end) : null;
    const one = { number, row, share: parseShare(row.share), when: said ? earliest(said) : null, until, said };
    one.lapses = row.observed !== null && said === row.observed && until === null;
    one.later = row.observed && row.observed !== said && one.share ? JSON.stringify([row.source, row.observed]) : null;
    return one;
  }

  function place(a, b) {
    const [r, s] = [a.row.ref || "", b.row.ref || ""];
    const text = byText(a.said || "", b.said || "") || byText(a.row.source || "", b.row.source || "");
    return text || r.length - s.length || byText(r, s);
  }

  // Everything a row says; a line number that a reader gave it is not something it says.
  function identity(row) {
    return JSON.stringify(INTERESTS.map((name) => (name === "ref" && /^line \d+$/.test(row.ref || "") ? null : row[name])));
  }

  // What rows of one pair and type come to on a day ({held}, or nothing), and each row's verdict in `verdicts`.
  function choose(kind, rows, today, cutoff, verdicts) {
    if (rows.length === 1) return alone(kind, dated(...rows[0], today), today, cutoff, verdicts);
    let group = [];
    const seen = new Set();
    for (const [number, row] of rows) {
      const key = identity(row);
      if (seen.has(key)) verdicts.set(number, "duplicate");
      else group.push(dated(number, row, today));
      seen.add(key);
    }
    const begun = new Map();
    for (const one of group) {
      if (one.when && one.later) begun.set(one.later, last([begun.get(one.later), one.when]));
    }
    group = group.map((one) => (one.when && one.later ? { ...one, when: begun.get(one.later) } : one));
    group.sort(place);
    return holding(kind, group, today, cutoff, verdicts);
  }

  const over = (one, today) => one.until !== null && one.until < today;

  // When the holding ended: a row without a figure that is over says that all of it ended then.
  const closedOn = (group, today) => last(group.filter((one) => !one.share && over(one, today)).map((one) => one.until));

  // A row that nothing competes with.
  function alone([owner, owned, type, summary], one, today, cutoff, verdicts) {
    if (over(one, today)) {
      verdicts.set(one.number, "ended");
      return null;
    }
    const stale = one.lapses && one.when < cutoff;
    verdicts.set(one.number, stale ? doubted(STALE) : "used");
    const share = one.share || UNKNOWN;
    return {
      owner, owned, type, summary, share: stale ? range(ZERO, share.high, false, share.highOpen) : share,
      warnings: stale ? [STALE] : [], when: one.when, observedMin: one.said || null, observedMax: one.said || null,
      confidence: one.row.confidence, rows: [one.number],
    };
  }

  function holding([owner, owned, type, summary], group, today, cutoff, verdicts) {
    const [chosen, confirming] = chosenOf(group, today, verdicts);
    if (!chosen.length) return null;
    const every = [...chosen, ...confirming];
    const newest = last(every.map((one) => one.when));
    let stale = chosen.filter((one) => one.lapses && newest !== null && newest < cutoff);
    let doubt = stale.length ? STALE : null;
    if (endedElsewhere(chosen, group, today)) [stale, doubt] = [chosen, AN_END];
    for (const one of chosen) verdicts.set(one.number, doubt && stale.includes(one) ? doubted(doubt) : "used");
    for (const one of confirming) verdicts.set(one.number, USED[3]);
    const shares = bySource(chosen, stale);
    const days = every.map((one) => one.said).filter(Boolean);
    const marks = chosen.map((one) => CONFIDENCE.indexOf(one.row.confidence)).filter((mark) => mark >= 0);
    const warnings = doubt ? [doubt] : [];
    if (shares.some((share) => !same(share, shares[0]))) warnings.push("sources_differ");
    return {
      owner, owned, type, summary, share: hull(shares), warnings,
      when: last(chosen.map((one) => one.when)),
      observedMin: days.reduce((a, b) => (a && a < b ? a : b), null), observedMax: last(days),
      confidence: marks.length ? CONFIDENCE[Math.max(...marks)] : null,
      rows: every.map((one) => one.number),
    };
  }

  function endedElsewhere(chosen, group, today) {
    if (chosen.some((one) => one.when === null)) return closedOn(group, today) !== null;
    const newest = last(chosen.map((one) => one.when)) || "";
    const sources = new Set(chosen.map((one) => one.row.source));
    const closing = group.filter((one) => one.share && over(one, today));
    if (closing.some((one) => (one.when || newest) > newest)) return true;
    // A period that starts on the day another one ends is what came next, not what is said to have ended.
    const handedOver = chosen.some((one) => one.row.start);
    const end = last(closing.filter((one) => !sources.has(one.row.source)).map((one) => earliest(one.row.end)));
    return end !== null && (end > newest || (end === newest && !handedOver));
  }

  function chosenOf(group, today, verdicts) {
    const withDay = group.filter((one) => one.when !== null);
    const undated = group.filter((one) => one.when === null);
    let [chosen, confirming] = newestOf(withDay, undated, today);
    if (!chosen.length) {
      // What was recorded without an end may go on although a newer record has ended.
      const open = withDay.filter((one) => one.share && one.until === null && !one.lapses);
      const closed = closedOn(group, today);
      const newest = last(open.map((one) => one.when).filter((when) => closed === null || when > closed));
      chosen = open.filter((one) => one.when === newest);
    }
    if (!chosen.length) {
      const alive = undated.filter((one) => !over(one, today));
      chosen = alive.filter((one) => one.share);
      if (!chosen.length) chosen = alive;
      confirming = alive.filter((one) => !chosen.includes(one));
    }
    const kept = new Set([...chosen, ...confirming]);
    for (const one of group) {
      if (!kept.has(one)) verdicts.set(one.number, over(one, today) ? "ended" : one.when === null ? "undated" : "superseded");
    }
    return [chosen, confirming];
  }

  // Among dated rows the newest day that states a share; older rows never revive.
  function newestOf(withDay, undated, today) {
    const closed = closedOn([...withDay, ...undated], today);
    const figures = withDay.filter((one) => one.share);
    const silent = withDay.filter((one) => !one.share && !over(one, today));
    if (figures.length) {
      const newest = last(figures.map((one) => one.when));
      const lots = figures.filter((one) => one.when === newest);
      if (closed === null || newest > closed) {
        const alive = lots.filter((one) => !over(one, today));
        if (alive.length) return [alive, silent.filter((one) => one.when >= newest)];
        const after = last(lots.map((one) => (over(one, today) ? one.until : null))) || newest;
        return [silent.filter((one) => one.when > after), []];
      }
    }
    const again = silent.filter((one) => closed === null || one.when > closed);
    if (figures.length) return [again, []];
    const newest = last(again.map((one) => one.when));
    return [again.filter((one) => one.when === newest), again.filter((one) => one.when !== newest)];
  }

  function bySource(chosen, stale) {
    const sums = new Map();
    const ordered = [...chosen.filter((one) => !stale.includes(one)), ...chosen.filter((one) => stale.includes(one))];
    for (const one of ordered) {
      let share = one.share || UNKNOWN;
      if (stale.includes(one)) share = range(ZERO, share.high, false, share.highOpen);
      const before = sums.get(one.row.source);
      if (!before || !one.share) sums.set(one.row.source, before || share);
      else sums.set(one.row.source, plus(before, share));
    }
    return [...sums.values()];
  }

  // The range that spans what several sources state for one day.
  function hull(shares) {
    if (shares.length === 1) return shares[0];
    let [low, high] = [shares[0].low, shares[0].high];
    for (const share of shares) {
      if (less(share.low, low)) low = share.low;
      if (less(high, share.high)) high = share.high;
    }
    return range(
      low, high, shares.every((s) => !equal(s.low, low) || s.lowOpen), shares.every((s) => !equal(s.high, high) || s.highOpen),
    );
  }

  // ---- the interests table looked at on one day (evidence.py)

  const isBlock = (entity, owned) => (owned ? entity.startsWith(owned + BLOCK) : entity.includes(BLOCK));

  // `how`: {day, minConfidence, maxAge, assumed: [{owner, owned, share: range or null}], dropped: Set of rows}. `plain` is
  // the same day without changes: what these do not touch is taken from there.
  class Evidence {
    constructor(base, how, plain) {
      this.base = base;
      this.plain = plain || null;
      this.touched = new Set([...(how.dropped || [])].map((number) => base.interests.cell(number, "owned")));
      this.today = how.day;
      this.cutoff = yearsBefore(how.day, how.maxAge);
      this.low = new Set(CONFIDENCE.slice(CONFIDENCE.indexOf(how.minConfidence) + 1));
      this.dropped = how.dropped || new Set();
      this.forced = new Map();
      this.extra = new Map();
      this.known = new Map();
      this.reasons = new Map();
      this.assumed = new Map();
      for (const each of how.assumed || []) {
        const pairs = this.assumed.get(each.owned) || new Map();
        this.assumed.set(each.owned, pairs.set(each.owner, each.share));
      }
      for (const [owned, pairs] of this.assumed) for (const owner of pairs.keys()) this.assume(owner, owned);
      for (const [owned, pairs] of this.assumed) for (const owner of pairs.keys()) this.unblock(owner, owned);
    }

    assume(owner, owned) {
      this.touched.add(owned);
      for (const number of this.base.into.get(owned) || []) {
        if (this.base.interests.cell(number, "owner") === owner) this.forced.set(number, "assumed otherwise");
      }
    }

    // Joint blocks that an assumption speaks for count as 0 to their figure, without the owner.
    unblock(owner, owned) {
      const from = [...new Set((this.base.from.get(owner) || []).map((n) => this.base.interests.cell(n, "owned")))];
      for (const block of from.sort(byText)) {
        if (!isBlock(block, owned)) continue;
        const mine = (this.base.into.get(owned) || []).filter((n) => this.base.interests.cell(n, "owner") === block);
        const rows = mine.filter((number) => !this.left(number));
        this.assume(owner, block);
        for (const number of rows) this.forced.set(number, "assumed otherwise");
        if (!rows.length) continue;
        const high = rows.map((n) => (parseShare(this.base.interests.cell(n, "share")) || UNKNOWN).high);
        const most = high.reduce((a, b) => (less(a, b) ? b : a));
        const made = {
          owner: block, owned, share: range(ZERO, most), type: OWNING, summary: false, when: null, observedMin: null,
          observedMax: null, confidence: null, warnings: ["perhaps_in_joint_block"], rows: [], cites: rows,
        };
        this.extra.set(owned, [...(this.extra.get(owned) || []), made]);
      }
    }

    // Why a row is left out before anything competes with it; empty when it is not.
    left(number) {
      if (this.dropped.has(number)) return "dropped";
      if (this.forced.has(number)) return this.forced.get(number);
      const cell = (column) => this.base.interests.cell(number, column);
      if (this.low.has(cell("confidence"))) return "below the confidence asked for";
      const begins = cell("start") || cell("observed");
      return begins && earliest(begins) > this.today ? "later than the day asked" : "";
    }

    // Whether nothing that is known of a company differs from the day without changes.
    untouched(owned) {
      return this.plain !== null && !this.touched.has(owned);
    }

    // Every holding in a company, of every type.
    of(owned) {
      if (this.untouched(owned)) return this.plain.of(owned);
      if (!this.known.has(owned)) this.known.set(owned, this.read(owned));
      return this.known.get(owned);
    }

    read(owned) {
      const groups = new Map();
      for (const number of this.base.into.get(owned) || []) {
        const reason = this.left(number);
        if (reason) this.reasons.set(number, reason);
        if (reason) continue;
        const row = this.base.interests.row(number);
        const summary = row.directness === "indirect";
        let type = row.type || OWNING;
        if (row.share_class && (type === OWNING || type === VOTING)) type = `${type} class:${row.share_class}`;
        const key = JSON.stringify([row.owner, type, summary]);
        if (!groups.has(key)) groups.set(key, [[row.owner, owned, type, summary], []]);
        groups.get(key)[1].push([number, row]);
      }
      const held = [...(this.extra.get(owned) || [])];
      for (const [kind, rows] of groups.values()) {
        const one = choose(kind, rows, this.today, this.cutoff, this.reasons);
        if (one) held.push(one);
      }
      for (const [owner, share] of this.assumed.get(owned) || []) {
        held.push({
          owner, owned, share: share || UNKNOWN, type: ASSUMPTION, summary: false, when: this.today, observedMin: null,
          observedMax: null, confidence: null, warnings: [], rows: [],
        });
      }
      return held.sort((a, b) => byText(a.owner, b.owner) || byText(a.type, b.type) || a.summary - b.summary);
    }

    // What became of a row, before a basis is chosen.
    reason(number) {
      const owned = this.base.interests.cell(number, "owned");
      if (this.untouched(owned)) return this.plain.reason(number);
      this.of(owned);
      return this.reasons.get(number);
    }
  }

  ownership.evidence = Object.freeze({ Table, Evidence, INTERESTS, OWNING, VOTING, ASSUMPTION, STALE, AN_END, USED, isBlock });
})();
