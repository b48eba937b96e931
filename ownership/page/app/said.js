// Small questions about what is on the screen, and their answers in words: names, marks, what stands under the pointer.
window.ownership = window.ownership || {};
window.ownership.said = function (app) {
  "use strict";
  // app: data, words(), state(), now() -> {known, scene, cards}
  const { data } = app;
  const { short } = window.ownership.dom;
  const say = (key, values) => app.words().say(key, values);
  const story = () => app.now().known.story;
  const party = (id) => story().parties[id] || null;
  const card = (id) => app.now().cards.get(id) || null;
  const nameOf = (id) => (party(id) && party(id).name) || (story().names || {})[id] || (card(id) && card(id).name) || id;
  const kindWord = (kind) => say(app.words().has(`kind.${kind}`) ? `kind.${kind}` : "kind.unknown");
  const lineWord = (stake) => say(`app.line_${stake.line}`);
  const stakeText = (stake) => stake.share || say("app.interest");
  const shareText = (share) => (share && typeof share === "object" ? app.words().share(share) : share || "");
  const mark = (level) => (data.style.levels[level] || {}).mark || "";
  const marked = (flag, text, length) => short(`${mark(flag.level)} ${text}`, length);

  const cardOf = (id) => card(id) || app.now().scene.cards.find((each) => each.party === id || (each.members || []).includes(id)) || null;
  const lineOf = (id) => app.now().scene.lines.find((line) => line.id === id || (line.stakes || []).includes(id)) || null;
  function stakesOfLine(id) {
    const { stakes } = app.now().known;
    const line = lineOf(id);
    const ids = stakes.has(id) ? [id] : line ? line.stakes : [];
    return ids.map((each) => stakes.get(each)).filter(Boolean);
  }

  /** What each rule says of a party, and why. */
  const proofs = (id) => (story().proof ? story().proof(id) : []);
  /** How an effective share was computed: its chains, what they leave, the sum. */
  const working = (owner, subject) => (story().working ? story().working(owner, subject) : null);
  const rows = (subject) => app.now().known.world.owners(subject).filter((row) => row.owner);
  const ends = (subject) => rows(subject).filter((row) => row.ultimate).map((row) => row.owner);
  const holds = (owner, subject) => owner !== subject && rows(subject).some((row) => row.owner === owner);
  /** A record in few words, by its row. */
  function recordText(row) {
    const { columns, rows } = data.records.interests;
    const record = Object.fromEntries(columns.map((name, n) => [name, (rows[row] || [])[n]]));
    const share = record.share ? `${record.share} %` : say("app.no_share");
    const day = record.observed || record.start || say("app.no_day");
    return `${short(nameOf(record.owner), 60)} → ${short(nameOf(record.owned), 60)}, ${share}, ${day}`;
  }
  function cardMarks(id) {
    const found = card(id) && party(card(id).party);
    // No alarm colour for a person, as on the cards: mark and word say it.
    const level = (flag) => (found.kind === "person" ? "person" : flag.level);
    return found ? (found.flags || []).map((flag) => ({ level: level(flag), text: marked(flag, flag.tag, 120) })) : [];
  }
  /** A card for those who hear it: name, kind, marks, what it holds, what can be opened. */
  function describe(id) {
    const found = card(id);
    if (!found) return nameOf(id);
    const it = party(found.party);
    const kind = it && it.role === "party" ? kindWord(it.kind) : "";
    const parts = [short(found.name || nameOf(id), 120), kind, it ? it.jurisdiction : "", found.text, ...cardMarks(id).map((each) => each.text)];
    const holdings = app.now().scene.lines.filter((line) => line.owner === id && line.owned !== id);
    const largest = holdings.sort((a, b) => b.weight - a.weight)[0];
    if (largest) parts.push(say("app.holds_of", { share: largest.text, of: short(nameOf(largest.owned), 60) }));
    for (const way of ["above", "below"]) if (found[way]) parts.push(app.words().count(`app.plus_${way}`, found[way]));
    return parts.filter(Boolean).join(", ");
  }
  function cardTip(what) {
    const id = what.card || what.plus_above || what.plus_below;
    if (what.plus_above || what.plus_below) {
      const way = what.plus_above ? "above" : "below";
      return card(id)[way] ? app.words().count(`app.open_${way}`, card(id)[way]) : say(`app.close_${way}`);
    }
    const it = card(id) && party(card(id).party);
    const flags = ((it && it.flags) || []).slice(0, 4);
    return [short(nameOf(id), 160), ...flags.map((flag) => marked(flag, flag.text, 200))].join("\n");
  }
  function stakeTip(stake) {
    const evidence = (stake.evidence || []).slice(0, 3);
    const sources = evidence.map((e) => short([e.source || say("app.no_source"), e.observed].filter(Boolean).join(", "), 160));
    const warnings = (stake.warnings || []).map((text) => `⚠ ${text}`);
    const between = `${short(nameOf(stake.owner), 80)} → ${short(nameOf(stake.owned), 80)}`;
    return [`${between}: ${stakeText(stake)}`, lineWord(stake), ...sources, ...warnings].join("\n");
  }
  const lineTip = (id) => stakesOfLine(id).map(stakeTip).join("\n");

  return {
    say, party, card, nameOf, kindWord, lineWord, stakeText, shareText, mark, cardOf, lineOf, stakesOfLine,
    proofs, working, ends, holds, recordText, cardMarks, describe, cardTip, lineTip,
  };
};
