// The chart by keyboard: one tab stop; the arrows go along owners, what is owned, and those beside, the largest first.
window.ownership = window.ownership || {};
window.ownership.keys = (function () {
  "use strict";

  /** Where an arrow leads. `from` is the step before: {card, up} says beside whom one stands. */
  function walker(cards, lines) {
    const above = new Map();
    const below = new Map();
    const put = (map, key, other, line) => {
      if (key === other) return;
      if (!map.has(key)) map.set(key, new Map());
      const known = map.get(key).get(other);
      if (known === undefined || line.weight > known) map.get(key).set(other, line.weight);
    };
    const here = new Set(cards.map((card) => card.id));
    for (const line of lines) {
      if (!here.has(line.owner) || !here.has(line.owned)) continue;
      put(above, line.owned, line.owner, line);
      put(below, line.owner, line.owned, line);
    }
    const ordered = (map, id) =>
      [...(map.get(id) || [])].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([other]) => other);
    const owners = (id) => ordered(above, id);
    const owned = (id) => ordered(below, id);
    /** Those beside a card: the other owners of the card one came from, or what else it owns. */
    function beside(id, from) {
      if (from && (from.up ? owners : owned)(from.card).includes(id)) return (from.up ? owners : owned)(from.card);
      for (const other of owned(id)) if (owners(other).length > 1) return owners(other);
      for (const other of owners(id)) if (owned(other).length > 1) return owned(other);
      return [id];
    }
    function step(id, key, from) {
      if (key === "ArrowUp") return owners(id).length ? { card: owners(id)[0], from: { card: id, up: true } } : null;
      if (key === "ArrowDown") return owned(id).length ? { card: owned(id)[0], from: { card: id, up: false } } : null;
      const row = beside(id, from);
      const next = row.indexOf(id) + (key === "ArrowRight" ? 1 : -1);
      return row[next] === undefined ? null : { card: row[next], from };
    }
    return { owners, owned, beside, step };
  }

  /** Listen at the chart. `app` has chosen(), choose(id), walker(), subject(), open(id), details(), leave() and the rest. */
  function listen(box, app) {
    let from = null;
    const go = (key) => {
      const current = app.current();
      if (!current) {
        from = null;
        return app.walk(app.subject(), [app.subject()]);
      }
      const walk = app.walker();
      const found = walk.step(current, key, from);
      if (!found) return app.say(key === "ArrowUp" ? "app.no_owner_there" : key === "ArrowDown" ? "app.no_owned_there" : "app.no_beside");
      from = found.from;
      return app.walk(found.card, walk.beside(found.card, from));
    };
    const keys = {
      Enter: () => app.open(app.current() || app.subject()),
      " ": () => app.details(app.current() || app.subject()),
      Home: () => {
        from = null;
        app.home();
      },
      "+": () => app.zoom(1.2), "=": () => app.zoom(1.2), "-": () => app.zoom(1 / 1.2), 0: () => app.whole(),
      Delete: () => app.close(app.current()), Backspace: () => app.close(app.current()),
      Escape: () => app.leave(),
    };
    box.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key.startsWith("Arrow")) go(event.key);
      else if (Object.prototype.hasOwnProperty.call(keys, event.key)) keys[event.key]();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }
  /** Keys of the whole page: "/" to search, "?" for help; never while somebody writes. */
  function everywhere(app) {
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const tag = event.target instanceof Element ? event.target.tagName : "";
      if (event.key === "Escape") return app.escape(event);
      if (["INPUT", "SELECT", "TEXTAREA"].includes(tag) || document.querySelector("dialog[open]")) return;
      if (event.key === "/") app.search();
      else if (event.key === "?") app.help();
      else return;
      event.preventDefault();
    });
  }
  return { walker, listen, everywhere };
})();
