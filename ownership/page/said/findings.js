// What lists and rules say of each party: marks, sentences and proofs. The twin of ownership/page/said/flags.py and proofs.py.
window.ownership = window.ownership || {};
window.ownership.findings = (() => {
  "use strict";

  // Other parties of a tie, and holders that count, named one by one; records left out listed one by one.
  const NAMED = 4;
  const LEFT_OUT = 12;
  const LEVELS = ["listed", "caught", "possible", "would", "tie"];
  // Days on which a rule does not apply: what it would reach is said, not flagged.
  const NOT_APPLYING = ["no", "stayed"];

  const flag = (level, tag, text, rule = "", record = "") => ({ level, tag, text, rule, record });

  const listName = (words, code) => {
    const key = `list.${code}`;
    return words.has(key) ? words.say("list.named", { name: words.say(key), code }) : code;
  };

  const listing = (words, row) => {
    const { say, clean } = words;
    const code = clean(row.list);
    const how = ["alias", "perhaps"].includes(row.named) ? row.named : "listed";
    const since = row.start ? say("flag.since", { day: clean(row.start) }) : say("flag.since_unknown");
    const parts = [
      say(`flag.${how}`, { list: listName(words, code), since }), row.program ? say("flag.program", { program: clean(row.program) }) : "",
      clean(row.citation),
    ];
    const text = parts.filter(Boolean).join(say("seen.join"));
    const called = words.has(`list.${code}`) ? say(`list.${code}`) : code;
    return flag(how === "listed" ? "listed" : "possible", say(`flag.${how}.tag`, { list: called }), text);
  };

  // Flags and records of everybody who stands on a list on the day; `unlisted` are taken off in a what-if, `listed` put on.
  const listings = (words, cite, rows, { listed = [], unlisted = [] } = {}) => {
    const off = new Set(unlisted);
    const flags = new Map();
    const records = new Map();
    const put = (id, one) => {
      const mine = flags.get(id) || [];
      if (mine.every((other) => other.tag !== one.tag)) mine.push(one);
      flags.set(id, mine);
    };
    for (const row of rows) {
      if (off.has(row.entity) || !cite.holds(row)) continue;
      const one = listing(words, row);
      put(row.entity, one);
      records.set(row.entity, [...(records.get(row.entity) || []), cite.evidence(row, one.text)]);
    }
    for (const id of listed) put(id, flag("listed", words.say("flag.whatif.tag"), words.say("flag.whatif")));
    return { flags, records };
  };

  // A share of a finding: four numbers, or the label that Python wrote.
  const bounds = (words, each) => (each.bounds ? words.bounds(...each.bounds) : each.share || "");
  const nameOf = (words, name) => words.apart(words.cut(words.clean(name), 90));

  const counted = (words, row) => {
    const { say } = words;
    if (!row.bounds || row.bounds[1] <= 0) return say("flag.counted_none");
    const share = bounds(words, row);
    const because = row.because || [];
    if (!because.length) return say("flag.counted_alone", { share });
    const parts = because.slice(0, NAMED).map((each) =>
      say("flag.holder", { holder: nameOf(words, each.name || each.owner), share: bounds(words, each) }));
    const all = because.length + (row.because_more || 0);
    if (all > NAMED) parts.push(words.count("story.more", all - NAMED));
    return say("flag.counted", { share, holders: words.series(parts) });
  };

  // What to call a rule: its title on a card, with its id in a sentence.
  const titleOf = (words, id, rule) => words.clean(rule ? rule.title : id);
  const named = (words, id, rule) =>
    rule ? words.say("rule.named", { title: words.clean(rule.title), id: words.clean(id) }) : words.clean(id);

  // The flag of one finding; null where the rule does not reach the party, or a list already says so.
  const verdict = (words, id, row, onAList, law) => {
    const { say } = words;
    const code = words.clean(id);
    const called = titleOf(words, id, law);
    const rule = named(words, id, law);
    const record = words.clean(row.text);
    if (row.status === "listed") {
      return onAList ? null : flag("listed", say("flag.taken.tag", { rule: called }), say("flag.taken", { rule }), code, record);
    }
    if (!["certain", "possible"].includes(row.status)) return null;
    const said = counted(words, row);
    if (NOT_APPLYING.includes(row.in_force)) {
      const text = say(`flag.would.${row.status}`, { rule, state: say(`flag.state.${row.in_force}`), counted: said });
      return flag("would", say("flag.would.tag", { rule: called }), text, code, record);
    }
    const level = row.status === "certain" ? "caught" : "possible";
    const force = row.in_force === "unconfirmed" ? say("flag.force.unconfirmed") : "";
    return flag(level, say(`flag.${level}.tag`, { rule: called }), say(`flag.${level}`, { rule, force, counted: said }), code, record);
  };

  const tieFlag = (words, code, others) => {
    const { say } = words;
    const known = words.has(`tie.${code}`);
    const named = others.length > NAMED ? [...others.slice(0, NAMED), words.count("story.more", others.length - NAMED)] : others;
    const text = say("flag.tie", {
      text: known ? say(`tie.${code}`) : code, others: named.length ? say("flag.tie.others", { names: words.series(named) }) : "",
    });
    return flag("tie", known ? say(`tie.${code}.tag`) : code, text);
  };

  // All flags of every party, the strongest first; `rows` is a list of [rule, entity, row]. One flag for each kind of tie.
  const together = (words, listed, rows, ruleOf) => {
    const { byText } = window.ownership.exact;
    const flags = new Map();
    const ties = new Map();
    for (const [rule, entity, row] of rows) {
      if (!flags.has(entity)) flags.set(entity, []);
      const mine = flags.get(entity);
      const one = verdict(words, rule, row, (listed.get(entity) || []).length > 0, ruleOf(rule));
      if (one && mine.every((other) => other.tag !== one.tag)) mine.push(one);
      if (!ties.has(entity)) ties.set(entity, new Map());
      for (const each of row.ties || []) {
        const others = ties.get(entity);
        const code = words.clean(each.tie);
        if (!others.has(code)) others.set(code, new Set());
        if (each.name || each.other) others.get(code).add(nameOf(words, each.name || each.other));
      }
    }
    const whole = new Map([...listed].map(([id, mine]) => [id, [...mine]]));
    for (const [id, mine] of flags) {
      const tied = [...ties.get(id)].sort((a, b) => byText(a[0], b[0]));
      mine.push(...tied.map(([code, others]) => tieFlag(words, code, [...others].sort(byText))));
      if (mine.length) whole.set(id, [...(whole.get(id) || []), ...mine]);
    }
    for (const mine of whole.values()) mine.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
    return whole;
  };

  // ---- proofs

  const fraction = (text) => {
    const { n, d } = window.ownership.exact.parseShare(String(text)).low;
    return [n, d];
  };
  // "1/3" of a rule is a number of percent, not a ratio of shares.
  const threshold = (condition) => {
    const text = String(condition.threshold ?? "50");
    const [top, bottom] = text.includes("/") ? text.split("/").map(BigInt) : [];
    return bottom ? [top, bottom] : fraction(text);
  };

  const asked = (words, rule) => {
    const found = rule.conditions.map((each) =>
      words.say(each.strict ? "asked.more" : "asked.at_least", { share: words.figure(threshold(each)) }));
    return [...new Set(found)].join(words.say("method.rule_join"));
  };

  const ruleLine = (words, rule) =>
    words.say("method.rule", { title: words.clean(rule.title), id: words.clean(rule.id), asked: asked(words, rule) });

  const levelOf = (row) => {
    if (row.status === "listed") return "listed";
    if (!["certain", "possible"].includes(row.status)) return "none";
    if (NOT_APPLYING.includes(row.in_force)) return "would";
    return row.status === "certain" ? "caught" : "possible";
  };

  // Whether a rule reaches only who is on a list itself, and counts no stakes.
  const listedAlone = (rule) => Boolean(rule) && rule.conditions.every((each) => each.links === "none");

  const notReached = (words, id, row, rule) => {
    const { say } = words;
    const name = named(words, id, rule);
    if (listedAlone(rule)) return say("proof.none.listed_alone", { rule: name });
    const open = row.undisclosed || 0;
    const key = row.decides ? "proof.none.decides" : "proof.none.undisclosed";
    const undisclosed = open > 0 ? say(key, { share: words.bounds(open, open) }) : "";
    if (!NOT_APPLYING.includes(row.in_force)) return say("proof.none", { rule: name, undisclosed });
    return say("proof.none.state", { rule: name, state: say(`flag.state.${row.in_force}`), undisclosed });
  };

  // What would change a finding: how far the share counted is from the threshold, and what is undisclosed.
  const changes = (words, row, rule) => {
    const { say } = words;
    if (row.status === "listed") return [say("change.listing")];
    if (listedAlone(rule)) return [say("change.listed_alone")];
    const found = [];
    if (rule && rule.conditions.length === 1 && row.bounds) {
      const share = bounds(words, row);
      const test = { asked: asked(words, rule), share };
      const [top, bottom] = threshold(rule.conditions[0]);
      const high = words.decimal(row.bounds[1]);
      const missing = [top * high[1] - high[0] * bottom, bottom * high[1]];
      if (row.status === "certain" && row.bounds[0] > 0) found.push(say("change.under", test));
      else if (row.status === "possible") found.push(say("change.open", test));
      else if (row.status === "excluded" && row.bounds[1] > 0 && missing[0] > 0n) {
        found.push(say("change.over", { ...test, more: say("change.distance", { share: words.figure(missing) }) }));
      }
    }
    const open = row.undisclosed || 0;
    if (open > 0) found.push(say(row.decides ? "change.undisclosed_decides" : "change.undisclosed", { share: words.bounds(open, open) }));
    return found;
  };

  // What one rule says of one party, and why; `facts` has stakesOf, listed, ledger and the rule.
  const proof = (words, entity, id, row, facts) => {
    const { say, clean } = words;
    const { rule } = facts;
    const level = levelOf(row);
    const because = row.because || [];
    const owners = new Set(because.map((each) => each.owner));
    const records = [
      ...(level === "listed" ? facts.listed.get(entity) || [] : []),
      ...facts.stakesOf(entity).filter((stake) => owners.has(stake.owner)).flatMap((stake) => stake.evidence),
    ];
    const seen = new Set();
    const evidence = records.filter((each) => !seen.has(JSON.stringify(each)) && seen.add(JSON.stringify(each)));
    const left = facts.ledger(entity).filter((line) => !line.used);
    const texts = left.slice(0, LEFT_OUT).map((line) =>
      say("proof.left_out", { owner: line.owner, owned: line.owned, share: line.share, seen: line.observed, reason: line.reason }));
    if (left.length > LEFT_OUT) texts.push(words.count("story.more", left.length - LEFT_OUT));
    const one = verdict(words, id, row, false, rule);
    const holder = (each) => {
      const counted = (facts.listed.get(each.owner) || []).length ? "proof.holder_listed" : "proof.holder";
      const key = listedAlone(rule) ? "proof.holder_beside" : counted;
      return say(key, { holder: nameOf(words, each.name || each.owner), share: bounds(words, each) });
    };
    const english = (text) => (words.lang === "en" ? clean(text) : say("proof.english", { text: clean(text) }));
    return {
      rule: clean(id), title: rule ? clean(rule.title) : clean(id), level, word: say(`level.${level}`),
      text: one ? one.text : notReached(words, id, row, rule), because: because.map(holder), evidence,
      left_out: texts, changes: [...changes(words, row, rule), ...(row.would_change || []).map(english)], record: clean(row.text),
    };
  };

  return { listings, together, proof, ruleLine, levelOf, LEVELS };
})();
