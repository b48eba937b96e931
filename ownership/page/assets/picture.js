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
    const sizes = {};
    for (const card of scene.cards) sizes[card.id] = cards.size(card, story.parties[card.party] || null);
    const boxes = scene.cards.map(({ id }) => ({ id, width: sizes[id][0], height: sizes[id][1] }));
    const places = own.layout(boxes, scene.lines, keep);
    return { scene, places: { ...places, sizes } };
  }
  const marked = ({ story }, { scene, places }, words, options) => penOf(words).marks.marks(scene, places, story, options);
  /** The same picture for paper and files, with title, legend and small print. */
  const sheet = ({ story }, { scene, places }, words, options) => penOf(words).sheet.picture(scene, places, story, options);
  const legend = ({ story }, { scene, places }, words, shade) => penOf(words).sheet.legend(scene, places, story, shade);

  /** The cards and lines on paths from an ultimate owner that carry at least so many percent for sure; null when none do. */
  function carrying({ world }, scene, least) {
    const pairs = new Set();
    for (const subject of data.asked.subjects) {
      for (const row of world.owners(subject)) {
        if (!row.owner || !row.ultimate || row.share.high < least) continue;
        const found = world.paths(row.owner, subject);
        for (const path of found.paths || found) {
          if (path.product.low < least) continue;
          path.ids.slice(1).forEach((id, n) => pairs.add(`${path.ids[n]}\n${id}`));
        }
      }
    }
    const lit = new Set();
    const party = new Map(scene.cards.map((card) => [card.id, card.party || card.id]));
    for (const line of scene.lines) {
      if (!pairs.has(`${party.get(line.owner)}\n${party.get(line.owned)}`) || !["owns", "votes"].includes(line.line)) continue;
      lit.add(line.id);
      lit.add(line.owner);
      lit.add(line.owned);
    }
    return lit.size ? [...lit] : null;
  }
  const checked = ({ story }, scene, words) => own.scene.checked(story.parties, story.stakes, data.asked.subjects, scene, words);
  return { engine, checked, known, drawn, marked, sheet, legend, carrying };
};
