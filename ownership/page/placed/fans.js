// Who is on screen: fans of owners and holdings, opened by default or by hand, the largest stakes first.
// The twin of ownership/page/placed/fans.py.
window.ownership = window.ownership || {};
window.ownership.fans = (() => {
  "use strict";

  const FAN = 8;
  const STEP = 25;
  const DEPTH = 4;
  const DEEPER = 40;
  const SHALLOWER = 60;
  const MOST = 200;
  const STAND_INS = new Set(["undisclosed", "unknown", "exempt", "unnamed"]);
  const UNKNOWN_RANK = 5;
  const CONTROL_RANK = 50;
  const NONE = [];

  // Texts in the order of their code points, as Python has it; `<` would go by UTF-16.
  function compare(a, b) {
    const length = Math.min(a.length, b.length);
    for (let k = 0; k < length; k += 1) {
      let one = a.charCodeAt(k);
      let two = b.charCodeAt(k);
      if (one !== two) {
        // Surrogates stand for code points beyond all others.
        if (one >= 0xd800 && one < 0xe000) one += 0x10000;
        if (two >= 0xd800 && two < 0xe000) two += 0x10000;
        return one - two;
      }
    }
    return a.length - b.length;
  }

  const isList = Array.isArray;
  const isTable = (value) => typeof value === "object" && value !== null && !isList(value);

  // A state from JSON, whatever stands in it: it comes out of an address that anybody can write.
  function readState(raw) {
    const given = isTable(raw) ? raw : {};
    const counts = (key) => {
      const entries = isTable(given[key]) ? Object.entries(given[key]) : [];
      return new Map(entries.filter(([, n]) => typeof n === "number" && n > 0 && n <= 1e6 && Number.isInteger(n)));
    };
    const ids = (key) => new Set(isList(given[key]) ? given[key].filter((id) => typeof id === "string") : []);
    return {
      up: counts("up"),
      down: counts("down"),
      closedUp: ids("closed_up"),
      closedDown: ids("closed_down"),
      unfolded: ids("unfolded"),
      min: typeof given.min === "number" && given.min > 0 && given.min <= 100 ? given.min : 0,
      subject: typeof given.subject === "string" ? given.subject : "",
    };
  }

  const isKnown = (value) => value !== null && value !== undefined;

  // The percent by which a stake is ordered: the middle of what is known.
  function rank(stake) {
    if (stake.line === "controls") return CONTROL_RANK;
    if (stake.unknown) return UNKNOWN_RANK;
    return isKnown(stake.low) && isKnown(stake.high) ? (stake.low + stake.high) / 2 : stake.weight || 0;
  }

  const known = new WeakMap();

  // Sorts parties and stakes into fans; done once for the same lists.
  function network(parties, stakes) {
    const before = known.get(stakes);
    if (before && before.from === parties) return before;
    const list = parties instanceof Map ? [...parties.values()] : isList(parties) ? parties : Object.values(parties);
    const byId = new Map(list.map((party) => [party.id, party]));
    const pairs = new Map(); // owner -> owned -> stakes
    const order = [];
    for (const stake of stakes) {
      if (stake.line === "more" || !byId.has(stake.owner) || !byId.has(stake.owned)) continue;
      if (!pairs.has(stake.owner)) pairs.set(stake.owner, new Map());
      const held = pairs.get(stake.owner);
      if (!held.has(stake.owned)) {
        held.set(stake.owned, []);
        order.push([stake.owner, stake.owned]);
      }
      held.get(stake.owned).push(stake);
    }
    const above = new Map();
    const below = new Map();
    const own = new Map();
    const put = (fans, id, tie) => (fans.has(id) ? fans.get(id).push(tie) : fans.set(id, [tie]));
    for (const [owner, owned] of order) {
      const found = pairs.get(owner).get(owned);
      if (owner === owned) {
        own.set(owner, found);
        continue;
      }
      const tie = { owner, owned, stakes: found, rank: found.reduce((most, stake) => Math.max(most, rank(stake)), -Infinity) };
      put(above, owned, tie);
      put(below, owner, tie);
    }
    const flagged = (id) => ((byId.get(id).flags || NONE).length ? 0 : 1);
    for (const [fans, end] of [[above, "owner"], [below, "owned"]]) {
      for (const fan of fans.values()) {
        fan.sort((a, b) => flagged(a[end]) - flagged(b[end]) || b.rank - a.rank || compare(a[end], b[end]));
      }
    }
    const standsIn = (id) => STAND_INS.has(byId.get(id).role);
    const made = { from: parties, parties: byId, above, below, own, standsIn };
    known.set(stakes, made);
    return made;
  }

  // Whether "hide stakes under n %" keeps a stake: what is not known, or ends a chain of control, stays.
  function kept(parties, stake, least) {
    if (!least || !["owns", "votes", "summary"].includes(stake.line) || stake.unknown) return true;
    const owner = parties.get(stake.owner);
    if (owner && owner.ultimate && ["certain", "possible"].includes(owner.controls)) return true;
    return (isKnown(stake.high) ? stake.high : stake.weight || 0) >= least;
  }

  function filtered(net, least) {
    if (!least) return [net.above, net.below];
    return [net.above, net.below].map((fans) => {
      const found = new Map();
      for (const [card, ties] of fans) {
        const left = ties.map((tie) => ({ ...tie, stakes: tie.stakes.filter((stake) => kept(net.parties, stake, least)) }));
        found.set(card, left.filter((tie) => tie.stakes.length));
      }
      return found;
    });
  }

  // The first owners of a fan, and whatever stands in for those who are not named.
  function first(net, fan, count) {
    const owners = fan.map((tie) => tie.owner);
    const recorded = owners.filter((owner) => !net.standsIn(owner));
    return [...recorded.slice(0, count), ...owners.filter(net.standsIn)];
  }

  // Follows the fans that are open, from the subjects.
  function shown(net, subjects, state, depth) {
    const [over, under] = filtered(net, state.min);
    const ids = new Set(subjects.filter((id) => net.parties.has(id)));
    const openUp = new Set();
    const openDown = new Set();
    const level = new Map([...ids].map((id) => [id, 0]));
    const asked = new Set(subjects);
    for (const card of level.keys()) { // grows while it is read: level by level, so that every level is the least
      if (level.get(card) >= depth || state.closedUp.has(card)) continue;
      openUp.add(card);
      for (const owner of first(net, over.get(card) || NONE, state.up.has(card) ? state.up.get(card) : FAN)) {
        ids.add(owner);
        if (!level.has(owner)) level.set(owner, level.get(card) + 1);
      }
    }
    for (const card of ids) { // grows, too
      if (state.up.has(card) && !openUp.has(card)) {
        openUp.add(card);
        for (const owner of first(net, over.get(card) || NONE, state.up.get(card))) ids.add(owner);
      }
      if (state.down.has(card) || (asked.has(card) && !state.closedDown.has(card))) {
        openDown.add(card);
        const count = state.down.has(card) ? state.down.get(card) : FAN;
        for (const tie of (under.get(card) || NONE).slice(0, count)) ids.add(tie.owned);
      }
    }
    const left = (card, side) =>
      side === "up"
        ? (over.get(card) || NONE).filter((tie) => !ids.has(tie.owner))
        : (under.get(card) || NONE).filter((tie) => !ids.has(tie.owned));
    return { ids, openUp, openDown, over, under, left };
  }

  // How many levels of owners the first view opens: four, more while that is few cards, fewer if very many.
  function firstDepth(net, subjects) {
    const cards = (levels) => {
      const found = shown(net, subjects, readState(null), levels);
      let count = found.ids.size;
      for (const card of found.openUp) if (found.left(card, "up").some((tie) => !net.standsIn(tie.owner))) count += 1;
      for (const card of found.openDown) if (found.left(card, "down").length) count += 1;
      return count;
    };
    let depth = DEPTH;
    let count = cards(depth);
    while (count > SHALLOWER && depth > 1) {
      depth -= 1;
      count = cards(depth);
    }
    while (depth >= DEPTH) {
      const deeper = cards(depth + 1);
      if (deeper > DEEPER || deeper === count) break;
      depth += 1;
      count = deeper;
    }
    return depth;
  }

  return { FAN, STEP, MOST, NONE, STAND_INS, compare, readState, isKnown, rank, network, kept, shown, firstDepth };
})();
