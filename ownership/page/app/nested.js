// What a chart shows as nested lists, the largest first; the twin of ownership/page/app/nested.py.
window.ownership = window.ownership || {};
window.ownership.nested = (function () {
  "use strict";
  function twigs(card, ties, end, seen) {
    const top = [];
    const waiting = [[card, top]];
    for (const [parent, into] of waiting) {
      for (const tie of ties.get(parent) || []) {
        const other = tie[end];
        const twig = { card: other, line: tie.id, text: tie.text, again: seen.has(other), twigs: [] };
        into.push(twig);
        if (twig.again) continue;
        seen.add(other);
        waiting.push([other, twig.twigs]);
      }
    }
    return top;
  }
  return function nested(subjects, ties) {
    const ordered = [...ties].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
    const pairs = new Map(); // one entry says all lines between two parties: "52.5 %, 60 % votes"
    for (const tie of ordered) {
      const key = JSON.stringify([tie.owner, tie.owned]);
      const known = pairs.get(key);
      if (known) known.text = [known.text, tie.text].filter(Boolean).join(", ");
      else pairs.set(key, { ...tie });
    }
    const above = new Map();
    const below = new Map();
    const put = (map, key, tie) => (map.has(key) ? map.get(key).push(tie) : map.set(key, [tie]));
    for (const tie of pairs.values()) {
      put(above, tie.owned, tie);
      put(below, tie.owner, tie);
    }
    const seen = [new Set(subjects), new Set(subjects)];
    return subjects.map((card) => ({
      card,
      owners: twigs(card, above, "owner", seen[0]),
      owned: twigs(card, below, "owned", seen[1]),
    }));
  };
})();
