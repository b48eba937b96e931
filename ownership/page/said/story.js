// What the page says of one state of its records: parties, stakes, the answer in words, warnings, proofs.
// The twin of ownership/page/said/view.py and stakes.py: the same texts for the same state, computed by ownership.reckon.
window.ownership = window.ownership || {};
window.ownership.story = (() => {
  "use strict";

  // A part that nobody is recorded for is drawn from this many percent on, as in Python.
  const LEAST = 1;

  const middle = (share) => (share.low + share.high) / 2;
  const several = (text) => String(text || "").split(/[|;]/).map((part) => part.trim()).filter(Boolean);
  const isOpening = (data, world) =>
    world.day === data.asked.as_of && !Object.values(world.changes || {}).some((change) => change && change.length);

  class Story {
    constructor(data, world, { rule = "", rules = null, lang = "", subjects = null } = {}) {
      const tables = ["entities", "interests", "listings", "absences", "sources"];
      const { tableOf } = window.ownership.cite;
      Object.assign(this, { data, world, rule, asked: data.asked });
      this.basis = world.basis;
      const spoken = lang || data.lang || "en";
      const supposed = (data.asked.assume || []).length > 0 || Object.values(world.changes || {}).some((some) => some && some.length);
      this.words = window.ownership.words(data.words[spoken], spoken, { supposed });
      this.partly = window.ownership.words(data.words[spoken], spoken, { supposed, partly: true });
      this.subjects = subjects || data.asked.subjects;
      this.tables = Object.fromEntries(tables.map((name) => [name, tableOf(data.records[name])]));
      this.cite = window.ownership.cite(this.tables, world.day, this.words);
      this.entities = new Map(this.tables.entities.each().map((row) => [row.id, row]));
      this.incomplete = new Set(data.open || []);
      this.filed = this.cite.filed();
      this.changes = world.changes || {};
      this.rules = rules || (data.rules || []).map((each) => each.id);
    }

    name(id) {
      const row = this.entities.get(id);
      return this.nameless(id) || (row && row.name) || id;
    }

    // What to call an entity that has no name because it stands for somebody who is not named.
    nameless(id) {
      const row = this.entities.get(id) || {};
      const role = window.ownership.cite.roleOf(row);
      return role !== "party" && !row.name ? this.words.say(`party.${role}`) : "";
    }

    kind(id) {
      const row = this.entities.get(id);
      return (row && row.kind) || "unknown";
    }

    // The words for an entity: others where this page does not carry all owners above it.
    wordsOf(id) {
      if (!this.incomplete.size) return this.words;
      const above = [id, ...this.world.owners(id).map((one) => one.owner)];
      return above.some((one) => this.incomplete.has(one)) ? this.partly : this.words;
    }

    // ---- owners of a subject, as rows with the fields of Python's

    rowsOf(subject) {
      this.owners ||= new Map();
      if (!this.owners.has(subject)) {
        const rows = this.world.owners(subject).map((one) => this.ownerRow(one));
        const days = this.trails(subject, rows);
        for (const row of rows) if (row.owner) [row.observed_min, row.observed_max] = days(row.owner);
        this.owners.set(subject, rows);
      }
      return this.owners.get(subject);
    }

    ownerRow(one) {
      const ends = (prefix, share) => ({
        [`${prefix}_min`]: share ? share.low : null, [`${prefix}_max`]: share ? share.high : null,
        [`${prefix}_min_open`]: Boolean(share && share.lowOpen), [`${prefix}_max_open`]: Boolean(share && share.highOpen),
      });
      return {
        owner: one.owner, owner_name: one.owner === null ? "" : this.name(one.owner),
        kind: one.owner === null ? one.kind : this.kind(one.owner), ultimate: one.ultimate, controls: one.controls,
        control_basis: one.controlBasis, ...ends("share", one.share), ...ends("direct", one.direct), observed_min: null, observed_max: null,
      };
    }

    // Owner -> first and last day on which the stakes on its chains were seen.
    trails(subject, rows) {
      const above = new Set([subject, ...rows.filter((row) => row.owner).map((row) => row.owner)]);
      const down = new Map();
      const put = (one) => above.has(one.owner) && above.has(one.owned) && down.set(one.owner, [...(down.get(one.owner) || []), one]);
      for (const id of above) for (const one of this.heldIn(id)) put(one);
      for (const line of this.world.lines()) if (line.line === "summary") put(line);
      return (owner) => {
        const seen = new Set([owner]);
        const edge = [owner];
        const days = [];
        while (edge.length) {
          for (const one of down.get(edge.pop()) || []) {
            days.push(one.observedMin, one.observedMax);
            if (!seen.has(one.owned)) edge.push(one.owned);
            seen.add(one.owned);
          }
        }
        const known = days.filter(Boolean).sort(window.ownership.exact.byText);
        return [known[0] || null, known[known.length - 1] || null];
      };
    }

    heldIn(id) {
      const column = this.world.column(id);
      return column ? column.held : [];
    }

    chains(subject) {
      this.counted ||= new Map();
      if (!this.counted.has(subject)) this.counted.set(subject, window.ownership.answers.countChains(this.world, subject));
      return this.counted.get(subject);
    }

    answers() {
      const { answer, short } = window.ownership.answers;
      const open = this.incomplete.size;
      const { say, count } = this.words;
      const partly = open ? [say("page.partly", { parties: count("page.party", open) })] : [];
      const told = this.subjects.map((subject) => {
        const seen = new Map(this.heldIn(subject).map((one) => [one.owner, one.observedMax]));
        const how = { brief: this.subjects.length > 1, chains: this.chains(subject), seen };
        const text = answer(this.wordsOf(subject), this.name(subject), this.rowsOf(subject), how);
        const name = short(this.words, this.name(subject));
        const filed = (this.filed.get(subject) || []).map(({ reason }) =>
          say(`answer.filed.${reason.group}`, { name, reason: reason.text }));
        return [text, ...filed].join(say("story.space"));
      });
      return [...told, ...partly];
    }

    // ---- parties and stakes

    effective(id) {
      this.held ||= new Map(this.rowsOf(this.subjects[0]).filter((row) => row.owner).map((row) => [row.owner, row]));
      return this.held.get(id);
    }

    label(id) {
      const row = this.effective(id);
      const known = row && (row.share_min > 0 || row.share_max < 100);
      // Of several subjects, a card cannot say of which.
      return known && this.subjects.length === 1 ? window.ownership.answers.shareOf(this.words, row) : "";
    }

    stakes() {
      const { words, cite } = this;
      return this.world.lines().map((line) => {
        const own = line.id.startsWith("own: ") && line.owner === line.owned;
        const unknown = !own && line.share.low === 0 && line.share.high >= 100;
        const kind = cite.kind(line.type);
        let share = words.share(line.share);
        if (["controls", "other"].includes(line.line)) {
          share = [line.line === "other" ? kind : "", unknown ? "" : share].filter(Boolean).join(" ");
        }
        const stake = {
          id: line.id, owner: line.owner, owned: line.owned, share, line: line.line, unknown,
          weight: line.line === "owns" ? middle(line.share) : 0, drawn: true,
        };
        window.ownership.smallprint.lazily(stake, "evidence", () => this.evidenceOf(line, kind, share, own));
        return Object.assign(stake, {
          warnings: line.warnings.map((code) => words.code("warning", code)), low: Math.min(100, line.share.low),
          high: Math.min(100, line.share.high), effective: own ? "" : this.label(line.owner), rows: own ? [] : line.rows,
        });
      });
    }

    evidenceOf(line, kind, share, own) {
      if (own) return [];
      const rows = line.rows.map((n) => this.tables.interests.row(n));
      if (rows.length) return rows.map((row) => this.cite.evidence(row, this.cite.what(kind, row.directness), this.cite.stated(row)));
      const none = { observed: "", source: "", url: "", ref: "", confidence: "", note: "", age: "", retrieved: "" };
      return [{ what: this.words.say("stake.assumed"), share, ...none }];
    }

    // What nobody is recorded for: one card and one line for each company that leaves a part open.
    open(ids) {
      const { words, cite } = this;
      const { roleOf, strongest, GROUPS } = window.ownership.cite;
      const there = new Set(ids);
      const found = [];
      for (const id of ids) {
        const column = this.world.column(id);
        const reasons = this.filed.get(id) || [];
        let role = strongest(reasons);
        if (column && (column.ring || column.undisclosed.high < LEAST)) continue;
        if (!column && !role) continue;
        if (column && column.held.some((one) => GROUPS.includes(roleOf(this.entities.get(one.owner) || {})))) role = null;
        role ||= "undisclosed";
        let card = `${role}: ${id}`;
        while (there.has(card)) card += "'";
        const share = column ? column.undisclosed : null;
        const called = role === "undisclosed" && this.incomplete.has(id) ? "undisclosed_open" : role;
        const party = { ...this.blank(card, words.say(`party.${called}`)), role };
        party.notes = [words.say(`party.${called}.note`), ...cite.filings(reasons)];
        party.reasons = reasons.map((each) => each.reason);
        const stake = {
          id: card, owner: card, owned: id, share: words.share(share), line: "undisclosed",
          unknown: !share || (share.low === 0 && share.high >= 100), weight: share ? middle(share) : 0, drawn: true,
          evidence: [], warnings: [], low: share ? Math.min(100, share.low) : null,
          high: share ? Math.min(100, share.high) : null, effective: "", rows: [],
        };
        found.push({ party, stake });
      }
      return found;
    }

    blank(id, name) {
      return {
        id, name, kind: "unknown", jurisdiction: "", role: "party", subject: false, flags: [], names: [], facts: [], notes: [],
        evidence: [], owners_hidden: 0, owned_hidden: 0, reasons: [], rest: 0, ultimate: false, controls: "", effective: "",
      };
    }

    party(id, rest) {
      const { words, cite } = this;
      const { clean, say } = words;
      const row = this.entities.get(id) || {};
      const column = this.world.column(id);
      const notes = row.note ? [clean(row.note)] : [];
      if (String(row.name || "") !== clean(row.name)) notes.push(say("party.control_characters"));
      if (column) notes.push(...column.warnings.map((code) => words.code("warning", code)));
      if (column && column.ring) notes.push(say("party.ring"));
      if (this.incomplete.has(id)) notes.push(say("party.open"));
      const reasons = this.filed.get(id) || [];
      const role = window.ownership.cite.roleOf(row);
      const above = this.effective(id);
      const name = clean(this.name(id));
      const { flags, records } = this.marks();
      return {
        ...this.blank(id, name || say("party.no_name")), kind: this.kind(id), jurisdiction: clean(row.jurisdiction), role,
        subject: this.subjects.includes(id), flags: flags.get(id) || [], names: several(row.names).map(clean),
        facts: row.identifiers ? [[say("party.identifiers"), clean(several(row.identifiers).join("; "))]] : [],
        notes: [...notes, ...cite.filings(reasons)], evidence: records.get(id) || [], reasons: reasons.map((each) => each.reason), rest,
        ultimate: Boolean(above && above.ultimate), controls: above ? above.controls : "", effective: this.label(id),
      };
    }

    // All parties: the subjects, then who owns them level by level, what they own, and the others.
    everybody(stakes) {
      const { byText } = window.ownership.exact;
      const up = new Map();
      const down = new Map();
      const put = (map, from, to) => (map.get(from) || map.set(from, new Set()).get(from)).add(to);
      for (const stake of stakes) {
        put(up, stake.owned, stake.owner);
        put(down, stake.owner, stake.owned);
      }
      const found = new Set(this.subjects);
      for (const near of [up, down]) {
        let edge = [...new Set(this.subjects)];
        const seen = new Set(edge);
        while (edge.length) {
          const fresh = new Set(edge.flatMap((id) => [...(near.get(id) || [])].sort(byText)).filter((id) => !seen.has(id)));
          for (const id of fresh) seen.add(id), found.add(id);
          edge = [...fresh];
        }
      }
      const others = [...this.entities.keys()].filter((id) => !found.has(id)).sort(byText);
      return [...found, ...others];
    }

    // ---- lists and rules

    // Findings as rows [rule, entity, row]: Python's for the opening state, computed here for every other.
    findings() {
      this.unsupported = [];
      const rows = [];
      for (const rule of [...new Set(this.rules)].sort(window.ownership.exact.byText)) {
        if (this.rule && rule !== this.rule) continue;
        const found = this.found(rule);
        if (!found) this.unsupported.push(rule);
        else rows.push(...found);
      }
      return rows;
    }

    found(rule) {
      const every = this.data.verdicts || {};
      const given = Object.hasOwn(every, rule) ? every[rule] : {};
      if (isOpening(this.data, this.world)) return Object.entries(given).map(([id, row]) => [rule, id, row]);
      const computed = this.world.verdicts(rule);
      if (!computed) return null;
      const ties = this.world.ties(rule) || new Map();
      const ids = [...new Set([...computed.near(), ...ties.keys()])].sort(window.ownership.exact.byText);
      return ids.map((id) => [rule, id, this.computed(id, computed.get(id), ties.get(id) || [])]);
    }

    // What nobody is recorded for, as rules see it: of shares, whatever the basis of the page; nobody owns a person or state.
    undisclosed(id) {
      const column = this.world.on("ownership").column(id);
      if (!column) return ["person", "state", "body"].includes(this.kind(id)) ? 0 : 100;
      return Math.min(100, window.ownership.exact.shown(column.undisclosed).high);
    }

    // A verdict of the engine with the keys of those that Python wrote into the page.
    computed(id, one, ties) {
      const ends = (share) => (share ? [share.low, share.high, share.lowOpen, share.highOpen] : null);
      return {
        status: one.status, in_force: one.in_force, decides: Boolean(one.decides), bounds: ends(one.share),
        because: one.because.map((each) => ({ owner: each.owner, name: this.name(each.owner), bounds: ends(each.share), rows: each.rows })),
        undisclosed: this.undisclosed(id),
        ties: ties.flatMap(({ tie, details }) => details.map(({ other }) => ({ tie, other, name: other ? this.name(other) : "" }))),
      };
    }

    get rows() {
      this.given ||= this.findings();
      return this.given;
    }

    marks() {
      if (!this.marked) {
        const { listings, together } = window.ownership.findings;
        const listed = listings(this.words, this.cite, this.tables.listings.each(), this.changes);
        this.marked = { ...listed, flags: together(this.words, listed.flags, this.rows, (id) => this.ruleOf(id)) };
      }
      return this.marked;
    }

    ruleOf(id) {
      return (this.data.rules || []).find((each) => each.id === id);
    }

    // What each rule says of one party, and why.
    proof(id) {
      const facts = {
        listed: this.marks().records, ledger: (entity) => window.ownership.smallprint.ledger(this, [entity]),
        stakesOf: (entity) => this.view.stakes.filter((stake) => stake.owned === entity && stake.line !== "undisclosed"),
      };
      const words = this.incomplete.has(id) ? this.partly : this.words;
      return this.rows.filter(([, entity]) => entity === id).map(([rule, entity, row]) => {
        return window.ownership.findings.proof(words, entity, rule, row, { ...facts, rule: this.ruleOf(rule) });
      });
    }

    // How an effective share was computed; null for somebody who holds nothing of the subject.
    working(owner, subject = this.subjects[0]) {
      const rows = this.rowsOf(subject);
      const row = rows.find((each) => each.owner === owner);
      const rest = rows.find((each) => !each.owner && each.kind === "undisclosed");
      const names = (each) => this.name(each);
      return row ? window.ownership.answers.working(this.wordsOf(subject), this.world, names, subject, row, rest) : null;
    }

    make() {
      const lines = this.stakes();
      const ids = this.everybody(lines);
      const rests = this.open(ids);
      const rest = new Map(rests.map(({ stake }) => [stake.owned, stake.weight]));
      const asked = new Set(this.subjects);
      const order = (stake) => (asked.has(stake.owned) ? 0 : 2) + (asked.has(stake.owner) ? 0 : 1);
      const stakes = [...lines, ...rests.map((each) => each.stake)].sort((a, b) => order(a) - order(b));
      const parties = [...ids.map((id) => this.party(id, rest.get(id) || 0)), ...rests.map((each) => each.party)];
      const { clean } = this.words;
      const same = JSON.stringify(this.subjects) === JSON.stringify(this.asked.subjects);
      const { question } = window.ownership.answers;
      const title = (same && clean(this.asked.title)) || question(this.words, this.subjects.map((each) => this.name(each)));
      this.view = {
        title, subjects: this.subjects, answers: this.answers(), stakes,
        parties: Object.fromEntries(parties.map((party) => [party.id, party])),
        names: Object.fromEntries(parties.map((party) => [party.id, party.name])),
        as_of: this.words.day(this.world.day), lang: this.words.lang,
        warnings: window.ownership.smallprint.warnings(this, ids), unsupported: this.unsupported, order: parties.map((party) => party.id),
        proof: (id) => this.proof(id), working: (owner, subject) => this.working(owner, subject),
        ledger: (some) => window.ownership.smallprint.ledger(this, some),
      };
      const { holders, footer, lazily } = window.ownership.smallprint;
      const later = {
        holders: () => holders(this).rows, omitted: () => holders(this).omitted, footer: () => footer(this, ids),
        loops: () => this.loops(ids), verdicts: () => this.verdicts(),
      };
      for (const [key, make] of Object.entries(later)) lazily(this.view, key, make);
      return this.view;
    }

    loops(ids) {
      return window.ownership.answers.loops(this.words, this.world, (each) => this.name(each), ids);
    }

    // Entity -> rule -> what the rule says of it.
    verdicts() {
      const found = new Map();
      for (const [rule, entity, row] of this.rows) {
        found.set(entity, [...(found.get(entity) || []), [rule, { ...row, level: window.ownership.findings.levelOf(row) }]]);
      }
      return Object.fromEntries([...found].map(([entity, rules]) => [entity, Object.fromEntries(rules)]));
    }
  }

  return (data, world, options) => new Story(data, world, options).make();
})();
