// What is on screen: cards and lines for a state of the chart, loops folded, the rest of each fan on one card;
// and the steps of a reader, each from a state to a new one. The twin of ownership/page/placed/scene.py and opening.py.
// Needs fans.js, layering.js and words (a language of words.js).
window.ownership = window.ownership || {};
window.ownership.scene = (() => {
  "use strict";

  const NAMED = 3;

  // Only the places of shares depend on how wide they are; counting cards does not.
  const guessed = (text) => 10 + 9 * text.length;

  function scene(parties, stakes, subjects, state, words, measure) {
    const { readState, network, shown, firstDepth } = window.ownership.fans;
    const looked = readState(state);
    const net = network(parties, stakes);
    const asked = looked.subject && net.parties.has(looked.subject) ? [looked.subject] : [...subjects];
    const depth = firstDepth(net, asked);
    return drawing(net, asked, looked, shown(net, asked, looked, depth), words, measure || guessed, depth);
  }

  function drawing(net, subjects, state, on, words, measure, depth) {
    const { NONE, STAND_INS, compare, isKnown, rank, kept } = window.ownership.fans;
    const folded = [];
    const opened = [];
    const badge = new Map(); // member of a folded loop -> the card that stands for it
    const over = (id) => on.over.get(id) || NONE;
    const standIn = (id) => (badge.has(id) ? badge.get(id) : id);
    // No two lines have one id: ids of parties may be any text.
    const used = new Set();
    const once = (name) => (used.has(name) ? once(`${name}'`) : (used.add(name), name));
    const fresh = (name) => (net.parties.has(name) ? fresh(`${name}'`) : name);

    // ---- loops ----------------------------------------------------------------------------------------------------

    function ownersOf(owners) {
      if (!owners.length) return words.say("scene.loop_alone");
      const names = owners.slice(0, NAMED).map((id) => net.parties.get(id).name).join(words.say("scene.list"));
      if (owners.length <= NAMED) return words.say("scene.loop_owners", { names });
      return words.say("scene.loop_owners_more", { names, n: words.number(owners.length - NAMED) });
    }

    function findLoops() {
      const ids = [...on.ids];
      const number = new Map(ids.map((id, n) => [id, n]));
      const pairs = [];
      for (const id of ids) {
        for (const tie of over(id)) {
          const holds = number.has(tie.owner) && tie.stakes.some((stake) => stake.line === "owns" || stake.line === "votes");
          if (holds) pairs.push([number.get(tie.owner), number.get(id)]);
        }
      }
      const parts = new Map();
      window.ownership.layering.strongParts(ids.length, pairs).forEach((part, n) => {
        if (parts.has(part)) parts.get(part).push(ids[n]);
        else parts.set(part, [ids[n]]);
      });
      for (const members of parts.values()) {
        if (members.length < 2) continue;
        const inside = new Set(members);
        const owners = new Set();
        for (const member of members) {
          for (const tie of over(member)) if (!inside.has(tie.owner) && !net.standsIn(tie.owner)) owners.add(tie.owner);
        }
        const least = members.reduce((a, b) => (compare(a, b) <= 0 ? a : b));
        const loop = { id: fresh(`loop: ${least}`), members, owners: [...owners], text: ownersOf([...owners]) };
        if (members.some((id) => subjects.includes(id) || state.unfolded.has(`loop: ${id}`))) opened.push(loop);
        else {
          folded.push(loop);
          for (const member of members) badge.set(member, loop.id);
        }
      }
    }

    // ---- cards ----------------------------------------------------------------------------------------------------

    // A card that only stands in for the owners of companies that are folded away is folded away with them.
    const inside = (id) => net.standsIn(id) && (net.below.get(id) || NONE).every((tie) => badge.has(tie.owned));
    const countHidden = (members, side) => {
      const found = new Set();
      for (const member of members) for (const tie of on.left(member, side)) found.add(side === "up" ? tie.owner : tie.owned);
      return found.size;
    };
    // Whether there is something to fold away on a side: for a badge, somebody outside it.
    const isOpen = (members, open, fans, end) => {
      const outside = (tie) => !members.includes(tie[end]) && !(end === "owner" && inside(tie.owner));
      return members.some((id) => open.has(id) && (fans.get(id) || NONE).some(outside));
    };
    const sum = (members, key) => members.reduce((total, id) => total + (net.parties.get(id)[key] || 0), 0);

    function card(members, fields) {
      return {
        text: "",
        above: countHidden(members, "up"),
        below: countHidden(members, "down"),
        open_above: isOpen(members, on.openUp, on.over, "owner"),
        open_below: isOpen(members, on.openDown, on.under, "owned"),
        beyond_above: sum(members, "owners_hidden"),
        beyond_below: sum(members, "owned_hidden"),
        members: [],
        of: "",
        side: "",
        ...fields,
      };
    }

    function allCards() {
      const cards = [];
      const loops = new Map(folded.map((loop) => [loop.id, loop]));
      for (const id of on.ids) {
        if (!badge.has(id)) {
          const party = net.parties.get(id);
          if (!inside(id)) cards.push(card([id], { id, role: party.role, party: id, name: party.name }));
          continue;
        }
        const loop = loops.get(badge.get(id));
        if (!loop) continue;
        loops.delete(loop.id); // once
        const name = words.count("scene.loop", loop.members.length);
        cards.push(card(loop.members, { id: loop.id, role: "loop", party: null, name, text: loop.text, members: loop.members }));
      }
      return cards;
    }

    // ---- lines ----------------------------------------------------------------------------------------------------

    function textOf(stake) {
      if (stake.line === "controls") {
        const bare = !stake.share || stake.unknown;
        return bare ? words.say("scene.controls") : words.say("scene.controls_share", { share: stake.share });
      }
      if (stake.line === "votes" || stake.line === "summary") return words.say(`scene.${stake.line}`, { share: stake.share });
      return stake.share;
    }

    function line({ owner, owned, kind, stakes }) {
      const texts = [...new Set(stakes.map(textOf))];
      const looped = !net.parties.has(owner) || !net.parties.has(owned);
      let text = texts.join(words.say("scene.list"));
      if (stakes.length > 1 && (looped || texts.length > 2)) text = words.say("scene.stakes", { n: words.number(stakes.length) });
      return {
        id: once(stakes.length === 1 ? stakes[0].id : `${kind}: ${owner} > ${owned}`),
        owner,
        owned,
        stakes: stakes.map((stake) => stake.id),
        text,
        line: kind,
        unknown: stakes.every((stake) => Boolean(stake.unknown)),
        indirect: kind === "summary",
        weight: stakes.reduce((most, stake) => Math.max(most, rank(stake)), -Infinity),
        label_width: measure(text),
      };
    }

    function allLines(more) {
      const found = new Map(); // owner -> owned -> kind -> stakes
      const order = [];
      const put = (owner, owned, stake) => {
        const key = JSON.stringify([owner, owned, stake.line]);
        if (!found.has(key)) {
          found.set(key, { owner, owned, kind: stake.line, stakes: [] });
          order.push(found.get(key));
        }
        found.get(key).stakes.push(stake);
      };
      for (const id of on.ids) {
        if (!badge.has(id)) for (const stake of net.own.get(id) || NONE) put(id, id, stake);
        for (const tie of over(id)) {
          if (!on.ids.has(tie.owner) || inside(tie.owner)) continue;
          const owner = standIn(tie.owner);
          const owned = standIn(id);
          if (owner !== owned) for (const stake of tie.stakes) put(owner, owned, stake);
        }
      }
      const lines = order.map(line);
      for (const id of on.ids) lines.push(...rest(id, more));
      return lines;
    }

    // What the stakes of a rest come to together; empty where nothing is known of any.
    function together(left) {
      const stakes = left.flatMap((tie) => tie.stakes);
      const kind = stakes.some((stake) => stake.line === "owns") ? "owns" : "votes";
      let low = 0;
      let high = 0;
      for (const stake of stakes) {
        if (stake.line !== kind) continue;
        low += stake.low || 0;
        high += isKnown(stake.high) ? stake.high : 100;
      }
      return low > 0 || (high > 0 && high < 100) ? words.bounds(low, Math.min(high, 100)) : "";
    }

    // The rest of the fans of one card, on a card of its own upwards and downwards.
    function rest(id, more) {
      const lines = [];
      for (const [side, open] of [["up", on.openUp], ["down", on.openDown]]) {
        const left = open.has(id) ? on.left(id, side) : NONE;
        if (!left.length) continue;
        const share = side === "up" ? together(left) : "";
        const name = words.count("scene.more", left.length);
        const text = share ? words.count("scene.together", left.length, { share }) : "";
        const members = left.map((tie) => (side === "up" ? tie.owner : tie.owned));
        const here = standIn(id);
        const made = fresh(`more ${side}: ${id}`);
        more.push(card([], { id: made, role: "more", party: null, name, text, members, of: id, side }));
        const [owner, owned] = side === "up" ? [made, here] : [here, made];
        lines.push({
          id: once(made), owner, owned, stakes: [], text: "", line: "more",
          unknown: false, indirect: false, weight: 0, label_width: measure(""),
        });
      }
      return lines;
    }

    // ---- counts ---------------------------------------------------------------------------------------------------

    const isRecorded = (stake) => !STAND_INS.has(stake.line);

    function belowMin() {
      const hidden = new Set();
      for (const id of state.min ? on.ids : NONE) {
        const ties = (net.above.get(id) || NONE).filter((tie) => on.openUp.has(id) || on.ids.has(tie.owner));
        if (on.openDown.has(id)) ties.push(...(net.below.get(id) || NONE));
        for (const tie of ties) {
          for (const stake of tie.stakes) if (!kept(net.parties, stake, state.min)) hidden.add(stake.id);
        }
      }
      return hidden.size;
    }

    findLoops();
    const more = [];
    const lines = allLines(more);
    const cards = [...allCards(), ...more];
    let total = 0;
    for (const ties of net.above.values()) for (const tie of ties) total += tie.stakes.filter(isRecorded).length;
    for (const stakes of net.own.values()) total += stakes.filter(isRecorded).length;
    for (const each of lines) if (isRecorded(each)) total -= each.stakes.length;
    return { cards, lines, hidden: { stakes: total, below_min: belowMin() }, folded, opened, visible: cards.length, depth };
  }

  // ---- steps: a state is plain JSON and never changed; what is empty is left out: the first view is {} ------------

  const isFull = (value) => (value && typeof value === "object" ? Object.keys(value).length > 0 : Boolean(value));
  const merged = (state, changes) => Object.fromEntries(Object.entries({ ...state, ...changes }).filter(([, value]) => isFull(value)));
  const membersOf = (card) => (card.role === "loop" ? card.members : [card.id]);
  const without = (state, key, ids) => (state[key] || []).filter((id) => !ids.includes(id));
  const counts = (state, side) => new Map(Object.entries(state[side] || {}));

  function expand(state, card, side) {
    const open = counts(state, side);
    for (const id of membersOf(card)) if (!open.has(id)) open.set(id, window.ownership.fans.FAN);
    return merged(state, { [side]: Object.fromEntries(open), [`closed_${side}`]: without(state, `closed_${side}`, membersOf(card)) });
  }

  function collapse(state, card, side) {
    const open = counts(state, side);
    for (const id of membersOf(card)) open.delete(id);
    const closed = [...without(state, `closed_${side}`, membersOf(card)), ...membersOf(card)];
    return merged(state, { [side]: Object.fromEntries(open), [`closed_${side}`]: closed });
  }

  function openMore(state, card) {
    const { FAN, STEP } = window.ownership.fans;
    const open = counts(state, card.side);
    open.set(card.of, (open.has(card.of) ? open.get(card.of) : FAN) + STEP);
    const closed = `closed_${card.side}`;
    return merged(state, { [card.side]: Object.fromEntries(open), [closed]: without(state, closed, [card.of]) });
  }

  const unfold = (state, loop) => merged(state, { unfolded: [...without(state, "unfolded", [loop.id]), loop.id] });
  const fold = (state, loop) => merged(state, { unfolded: without(state, "unfolded", loop.members.map((id) => `loop: ${id}`)) });
  const withMin = (state, least) => merged(state, { min: least });
  const withSubject = (state, subject) => merged({ min: state.min }, { subject });

  // How many cards a state shows, and whether that is so many that the reader is asked first.
  function checked(parties, stakes, subjects, state, words, measure) {
    const { visible } = scene(parties, stakes, subjects, state, words, measure);
    return { state: { ...state }, visible, needs_confirming: visible > window.ownership.fans.MOST };
  }

  return Object.assign(scene, { scene, expand, collapse, openMore, unfold, fold, withMin, withSubject, checked });
})();
