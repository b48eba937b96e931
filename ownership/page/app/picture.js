// From a state to a picture: what counts on the day, the parties and stakes, which cards, where, and how they look.
window.ownership = window.ownership || {};
window.ownership.picture = function (data) {
  "use strict";
  const own = window.ownership;
  const engine = own.reckon(data);
  const pens = new Map(); // one for each language: cards and legends carry words
  function penOf(words) {
    if (!pens.has(words.lang)) {
      const given = [data.style, words.say];
      pens.set(words.lang, { cards: own.cards(...given), marks: own.marks(...given), sheet: own.sheet(...given) });
    }
    return pens.get(words.lang);
  }
  const ruleIds = data.rules.map((rule) => rule.id);
  const kept = new Map();
  const KEPT = 12;

  const keyOf = (state, lang) => JSON.stringify([state.day, state.basis, state.rule, state.changes, lang]);
  /** What is known in a state, in a language: the calculation and its words. Going back to a state costs nothing. */
  function known(state, words) {
    const key = keyOf(state, words.lang);
    if (kept.has(key)) return kept.get(key);
    const world = engine.on({ day: state.day, basis: state.basis, changes: state.changes });
    const rule = ruleIds.includes(state.rule) ? state.rule : "";
    const story = own.story(data, world, { rule, basis: state.basis, lang: words.lang });
    const stakes = new Map(story.stakes.map((stake) => [stake.id, stake]));
    const touching = new Map();
    for (const stake of story.stakes) {
      for (const id of new Set([stake.owner, stake.owned])) {
        if (!touching.has(id)) touching.set(id, []);
        touching.get(id).push(stake);
      }
    }
    const found = { key, world, story, stakes, touching };
    kept.set(key, found);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value);
    return found;
  }

  /** The cards and lines, and their places; `keep` holds cards where they are. */
  function drawn({ story }, state, words, keep) {
    const { cards } = penOf(words);
    const scene = own.scene(story.parties, story.stakes, data.asked.subjects, state.scene, words, cards.labelWidth);
    const sizes = Object.create(null); // ids are texts of others: "__proto__" is one like any
    for (const card of scene.cards) sizes[card.id] = cards.size(card, story.parties[card.party] || null);
    const boxes = scene.cards.map(({ id }) => ({ id, width: sizes[id][0], height: sizes[id][1] }));
    const places = own.layout(boxes, scene.lines, keep);
    return { scene, places: { ...places, sizes } };
  }
  const marked = ({ story }, { scene, places }, words, options) => penOf(words).marks.marks(scene, places, story, options);
  /** The same picture for paper and files, with title, legend and small print. */
  const sheet = ({ story }, { scene, places }, words, options) => penOf(words).sheet.picture(scene, places, story, options);
  const legend = ({ story }, { scene, places }, words, shade) => penOf(words).sheet.legend(scene, places, story, shade);

  /** The chains from ultimate owners that carry at least so many percent for sure; when none does, the heaviest one. */
  function carrying({ world }, scene, least) {
    const chains = [];
    const owners = new Set();
    const ends = new Set();
    for (const subject of data.asked.subjects) {
      for (const row of world.owners(subject)) {
        if (!row.owner || !row.ultimate) continue;
        ends.add(row.owner);
        const found = world.paths(row.owner, subject);
        for (const path of found.paths || found) chains.push({ ...path, owner: row.owner, all: row.share });
      }
    }
    let carried = chains.filter((chain) => chain.product.low >= least);
    carried.forEach((chain) => owners.add(chain.owner));
    const largest = (one, two) => two.all.low - one.all.low || two.product.low - one.product.low || two.product.high - one.product.high;
    const reached = carried.length > 0;
    if (!reached) carried = [...chains].sort(largest).slice(0, 1);
    const pairs = new Set();
    for (const { ids } of carried) ids.slice(1).forEach((id, n) => pairs.add(`${ids[n]}\n${id}`));
    const lit = new Set();
    const party = new Map(scene.cards.map((card) => [card.id, card.party || card.id]));
    for (const line of scene.lines) {
      if (!pairs.has(`${party.get(line.owner)}\n${party.get(line.owned)}`)) continue;
      const beside = (other) => other.line === "owns" && other.owner === line.owner && other.owned === line.owned;
      if (line.line !== "owns" && scene.lines.some(beside)) continue;
      for (const id of [line.id, line.owner, line.owned]) lit.add(id);
    }
    const heaviest = carried[0] ? carried[0].product : null;
    return { lit: lit.size ? [...lit] : null, reached, owners: owners.size, ends: ends.size, heaviest };
  }
  const checked = ({ story }, scene, words) => {
    const { labelWidth } = penOf(words).cards;
    return own.scene.checked(story.parties, story.stakes, data.asked.subjects, scene, words, labelWidth);
  };
  return { engine, checked, known, drawn, marked, sheet, legend, carrying };
};
