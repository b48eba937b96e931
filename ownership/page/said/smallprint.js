// The tables and the small print of the page: holders, records, warnings, method. The twin of ownership/page/said/rows.py and method.py.
window.ownership = window.ownership || {};
window.ownership.smallprint = (() => {
  "use strict";

  // The same limits as in Python.
  const HOLDER_ROWS = 300;
  const WARNINGS = 60;
  const SOURCES = 5;

  // A value made when it is first looked at, and kept: a page of 2,000 parties need not cite what nobody opens.
  const lazily = (object, key, make) =>
    Object.defineProperty(object, key, {
      configurable: true, enumerable: true,
      get() {
        const value = make();
        Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
        return value;
      },
    });

  const holders = (story) => {
    const { say, clean, has, number } = story.words;
    const { ordered, shareOf } = window.ownership.answers;
    const every = story.subjects.flatMap((subject) =>
      ordered(story.rowsOf(subject)).map((row) => {
        const plain = say(`kind.${has(`kind.${row.kind}`) ? row.kind : "unknown"}`);
        const kind = say(row.ultimate ? "holder.end" : "holder.way", { kind: plain });
        let controls = say(`controls.${row.controls}`);
        if (["certain", "possible"].includes(row.controls) && row.control_basis) {
          controls = say("holder.controls", { controls, basis: story.cite.kind(row.control_basis) });
        }
        const days = [...new Set([row.observed_min, row.observed_max].filter(Boolean).map(clean))];
        const { n, more } = story.chains(subject).get(row.owner) || { n: 0, more: false };
        return {
          subject: clean(story.name(subject)), owner: row.owner ? clean(row.owner_name) : story.wordsOf(subject).say(`holder.${row.kind}`),
          kind: row.owner ? kind : say("holder.not_traced"), share: shareOf(story.words, row),
          direct: row.owner ? (row.direct_max !== null ? shareOf(story.words, row, "direct") : say("holder.no_direct")) : "",
          controls: row.owner ? controls : "",
          seen: days.length > 1 ? say("holder.seen", { first: days[0], last: days[1] }) : days.join(""),
          chains: n ? say(more ? "holder.chains_many" : "holder.chains", { n: number(n) }) : "", id: row.owner || "", of: subject,
        };
      }));
    const left = every.length - HOLDER_ROWS;
    return { rows: every.slice(0, HOLDER_ROWS), omitted: left > 0 ? [story.words.count("omitted.holders", left)] : [] };
  };

  const ledger = (story, ids) => {
    const { clean, say, has } = story.words;
    return ids.flatMap((id) => story.world.ledger([id])).map(({ row: n, used, reason }) => {
      const row = story.tables.interests.row(n);
      const line = {
        owner: clean(story.name(row.owner)), owned: clean(story.name(row.owned)),
        what: story.cite.kind(row.type || "shareholding", row.directness === "indirect"),
        share: story.cite.stated(row), observed: story.cite.seen(row),
        used, reason: has(`ledger.${reason}`) ? say(`ledger.${reason}`) : clean(reason),
      };
      return lazily(line, "evidence", () => story.cite.evidence(row));
    });
  };

  const warnings = (story, ids) => {
    const { words } = story;
    const { short } = window.ownership.answers;
    const found = [];
    for (const id of ids) {
      const name = short(words, story.name(id));
      const column = story.world.column(id);
      for (const code of column ? column.warnings : []) {
        if (code === "total_over_100") found.push(words.say("story.warning.over", { name }));
        else found.push(words.say("story.warning.of", { name, text: words.code("warning", code) }));
      }
      if (story.incomplete.has(id)) found.push(words.say("story.warning.open", { name }));
    }
    if (found.length > WARNINGS) found.splice(WARNINGS, found.length, words.count("story.more", found.length - WARNINGS));
    const after = later(story);
    if (after) found.push(words.count("story.warning.later", after));
    const supposed = Object.values(story.changes).reduce((sum, change) => sum + (change ? change.length : 0), 0);
    if (supposed) found.unshift(words.count("story.warning.what_if", supposed));
    const day = words.day(story.asked.as_of);
    for (const rule of story.unsupported) found.push(words.say("story.warning.rule", { rule: words.clean(rule), day }));
    return found;
  };

  const later = (story) => {
    story.all ||= story.world.ledger();
    return story.all.filter((each) => each.reason === "later than the day asked").length;
  };

  const footer = (story, ids) => {
    const { words } = story;
    const { say, clean, number } = words;
    const lines = story.world.ledger(ids);
    const used = lines.filter((each) => each.used).map((each) => story.tables.interests.row(each.row));
    const days = used.map(story.cite.said).filter(Boolean).sort(window.ownership.exact.byText);
    const seen = days.length
      ? say("method.data", { day: story.world.day, first: days[0], last: days[days.length - 1] })
      : say("method.data_undated", { day: story.world.day });
    const first = [seen, say("method.records", { used: number(used.length), left: number(lines.length - used.length) })];
    const after = later(story);
    if (after) first.push(words.count("method.later", after));
    const shown = (story.data.rules || []).filter((rule) => story.rules.includes(rule.id) && (!story.rule || rule.id === story.rule));
    const join = say("method.rule_join");
    const rules = [...new Set(shown.map((rule) => window.ownership.findings.ruleLine(words, rule)))].join(join);
    const ofClass = story.basis.startsWith("class:");
    const basis = ofClass ? say("basis.class", { name: clean(story.basis.slice(6)) }) : say(`basis.${story.basis}`);
    const method = [say("method.shares", { basis }), say("method.control"), say("method.version", { version: story.data.version })];
    return [
      first.join(say("story.space")), rules ? say("method.rules", { rules }) : say("method.no_rules"), method.join(say("story.space")),
      sources(story, used, ids), say("method.not_proof"),
    ];
  };

  // Name the sources, those with most records first.
  const sources = (story, used, ids) => {
    const { words } = story;
    const { records } = story.marks();
    const count = new Map();
    const put = (title) => title && count.set(title, (count.get(title) || 0) + 1);
    for (const row of used) {
      const source = story.cite.sources.get(row.source || "") || {};
      put(words.clean(source.title || row.source));
    }
    for (const id of ids) for (const record of records.get(id) || []) put(record.source);
    const titles = [...count.keys()].sort((a, b) => count.get(b) - count.get(a) || window.ownership.exact.byText(a, b));
    if (!titles.length) return words.say("method.no_sources");
    const parts = titles.slice(0, SOURCES).map((title) => words.cut(title, 90));
    if (titles.length > SOURCES) parts.push(words.count("story.more", titles.length - SOURCES));
    return words.say("method.sources", { sources: parts.join(words.say("method.rule_join")) });
  };

  return { lazily, holders, ledger, warnings, footer };
})();
