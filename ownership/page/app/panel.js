// The panel: everything the records say about one party or one line, the proof in words, and what would change it.
window.ownership = window.ownership || {};
window.ownership.panel = function (panel, app) {
  "use strict";
  const { element, isolated, button, list, details, source, short } = window.ownership.dom;
  const say = (key, values) => app.words.say(key, values);
  const MANY = 25;

  function record(evidence) {
    const item = element("li");
    item.append(isolated("strong", [evidence.what, evidence.share].filter(Boolean).join(", ")));
    const facts = element("div");
    facts.append(source(evidence, say("app.no_source")));
    if (evidence.ref) facts.append(", ", element("bdi", short(evidence.ref, 300)));
    const dates = [evidence.observed || say("app.no_day"), evidence.age, evidence.retrieved && say("app.retrieved", { day: evidence.retrieved })];
    item.append(facts, element("div", dates.filter(Boolean).join("; "), "muted"));
    if (evidence.confidence) item.append(element("div", say("app.confidence", { level: evidence.confidence }), "muted"));
    if (evidence.note) item.append(isolated("div", short(evidence.note, 1000), "muted"));
    return item;
  }
  const heading = (text) => element("h3", text);
  function bounded(items, make) {
    const shown = list(items.slice(0, MANY), make);
    if (items.length <= MANY) return [shown];
    const rest = details(app.words.count("app.more_rows", items.length - MANY), (box) => box.append(list(items.slice(MANY), make)));
    return [shown, rest];
  }
  const strongest = (stake) => -(stake.weight || 0);
  function stakeItem(end) {
    return (stake) => {
      const item = element("li");
      item.append(button(short(app.nameOf(stake[end]), 200), () => app.choose(stake[end]), "go"), " ");
      item.append(button(app.stakeText(stake), () => app.choose(stake.id), "go num"));
      if (stake.effective) item.append(" ", element("span", say("app.in_all", { share: stake.effective }), "muted"));
      return item;
    };
  }

  // ---- the parts ----------------------------------------------------------------------------------------------------
  /** The sentence of the computation, which is English in every language. */
  function statement(text) {
    const line = element("p", app.words.lang === "en" ? undefined : say("proof.english", { text: "" }), "muted");
    const quoted = isolated("span", text);
    quoted.lang = "en";
    line.append(quoted);
    return line;
  }
  /** What each rule says, why, on which records, what was left out, and what would change it. */
  function proofs(party) {
    const found = app.proofs(party.id);
    if (!found.length) return [];
    const parts = [heading(say("app.verdicts"))];
    for (const proof of found) {
      const box = element("div", undefined, `verdict level-${proof.level}`);
      box.append(isolated("div", [app.mark(proof.level), proof.word, "·", proof.title || proof.rule].filter(Boolean).join(" "), "verdict-head"));
      if (proof.text) box.append(isolated("p", proof.text));
      const told = [["app.because", proof.because], ["app.would_change", proof.changes]];
      for (const [key, texts] of told) {
        if ((texts || []).length) box.append(element("p", say(key), "muted"), list(texts, (text) => isolated("li", text)));
      }
      if ((proof.evidence || []).length) {
        box.append(details(app.words.count("app.proof_records", proof.evidence.length), (inner) => inner.append(...bounded(proof.evidence, record))));
      }
      if ((proof.left_out || []).length) {
        const fill = (inner) => inner.append(list(proof.left_out, (text) => isolated("li", text)));
        box.append(details(say("app.left_out", { n: proof.left_out.length }), fill));
      }
      if (proof.record) box.append(statement(proof.record));
      parts.push(box);
    }
    return parts;
  }
  /** Every chain with its product, and what is lost to the unknown: together the share in the headline. */
  function computed(owner, subject) {
    const working = app.working(owner, subject);
    if (!working) return null;
    return details(working.head, (box) => {
      const rest = [working.rest, working.sum, working.lost].filter(Boolean);
      box.append(list([...working.chains, ...rest], (text) => isolated("li", text, "num"), "chains"));
      box.append(element("p", say("app.chains_note"), "muted"));
    }, "working");
  }
  function answerParts(party) {
    const parts = [];
    const asked = app.subjects().includes(party.id);
    if (asked) {
      const ends = app.ends(party.id).slice(0, MANY).map((owner) => computed(owner, party.id));
      if (ends.length) parts.push(heading(say("app.ends", { name: short(party.name, 80) })), element("p", say("app.how"), "muted"), ...ends);
    } else {
      for (const subject of app.subjects()) if (app.holds(party.id, subject)) parts.push(computed(party.id, subject));
      if (parts.length) parts.unshift(heading(say("app.in_all_title")), element("p", say("app.how"), "muted"));
    }
    return parts.filter(Boolean);
  }
  function leftOut(stakes) {
    const pairs = new Set(stakes.map((stake) => `${app.nameOf(stake.owner)}\n${app.nameOf(stake.owned)}`));
    const lines = app.ledger([...new Set(stakes.map((stake) => stake.owned))]);
    const unused = lines.filter((line) => !line.used && pairs.has(`${line.owner}\n${line.owned}`));
    if (!unused.length) return [];
    return [heading(say("app.left_out", { n: unused.length })), ...bounded(unused, (line) => {
      const item = record({ ...line.evidence, what: line.what, share: line.share, observed: line.observed });
      item.prepend(element("div", say("app.left_out_why", { reason: line.reason }), "warn"));
      return item;
    })];
  }

  // ---- a party --------------------------------------------------------------------------------------------------------
  function party(id) {
    const found = app.party(id);
    const parts = [isolated("h2", found.name)];
    for (const flag of found.flags || []) parts.push(isolated("p", `${app.mark(flag.level)} ${flag.text}`, `flag level-${flag.level}`));
    const facts = element("dl");
    const real = found.role === "party" || !found.role;
    const known = [
      [say("app.kind"), real ? app.kindWord(found.kind) : ""], [say("app.jurisdiction"), found.jurisdiction], [say("app.id"), real ? found.id : ""],
      [say("app.other_names"), (found.names || []).join("; ")], ...(found.facts || []),
    ];
    for (const [term, text] of known) if (text) facts.append(element("dt", term), isolated("dd", text));
    parts.push(facts);
    for (const note of found.notes || []) parts.push(isolated("p", note));
    parts.push(actions(found), ...proofs(found), ...answerParts(found));
    const all = app.stakesOf(id);
    const owners = all.filter((stake) => stake.owned === id).sort((a, b) => strongest(a) - strongest(b));
    const owned = all.filter((stake) => stake.owner === id).sort((a, b) => strongest(a) - strongest(b));
    if (owners.length) parts.push(heading(app.words.count("app.held_by", owners.length)), ...bounded(owners, stakeItem("owner")));
    if (owned.length) parts.push(heading(app.words.count("app.holds", owned.length)), ...bounded(owned, stakeItem("owned")));
    if ((found.evidence || []).length) parts.push(heading(say("app.list_records")), ...bounded(found.evidence, record));
    if (real && owners.length) parts.push(...leftOut(owners));
    return parts;
  }
  function actions(found) {
    const box = element("p", undefined, "actions");
    const card = app.card(found.id);
    if (found.role === "party" && !app.subjects().includes(found.id)) {
      box.append(button(say("app.make_subject"), () => app.makeSubject(found.id)));
    }
    if (card) {
      for (const way of ["above", "below"]) {
        if (card[way]) box.append(button(app.words.count(`app.open_${way}`, card[way]), () => app.toggle(card, way, true)));
        if (card[`open_${way}`]) box.append(button(say(`app.close_${way}`), () => app.toggle(card, way, false)));
      }
      if (card.role === "more") box.append(button(say("app.open_more"), () => app.activate(card)));
      if (card.role === "loop") box.append(button(say("app.unfold"), () => app.activate(card)));
    }
    if (found.role === "party" && app.assume) {
      const listed = (found.flags || []).some((flag) => flag.level === "listed");
      box.append(button(say(listed ? "app.if_unlisted" : "app.if_listed"), () => app.assume.list(found.id, !listed)));
    }
    return box;
  }

  // ---- a card that stands for several ---------------------------------------------------------------------------------
  function several(card) {
    const parts = [isolated("h2", card.name || card.text)];
    if (card.text && card.text !== card.name) parts.push(isolated("p", card.text));
    parts.push(actions({ ...card, role: card.role }));
    const members = (card.members || []).map((id) => app.party(id)).filter(Boolean);
    parts.push(...bounded(members, (each) => {
      const item = element("li");
      item.append(button(short(each.name, 160), () => app.choose(each.id), "go"));
      return item;
    }));
    return parts;
  }

  // ---- a line: one or several stakes --------------------------------------------------------------------------------
  function line(stakes, back) {
    const first = stakes[0];
    const parts = [isolated("h2", stakes.map(app.stakeText).join(" + "))];
    const between = element("p");
    between.append(button(short(app.nameOf(first.owner), 200), () => app.choose(first.owner), "go"), ` ${say("app.in")} `);
    between.append(button(short(app.nameOf(first.owned), 200), () => app.choose(first.owned), "go"));
    parts.push(between);
    if (back) parts.push(element("p", say("app.closes_loop")));
    for (const stake of stakes) {
      parts.push(element("p", app.lineWord(stake)));
      if (stake.effective) parts.push(element("p", say("app.in_all", { share: stake.effective }), "muted"));
      for (const warning of stake.warnings || []) parts.push(isolated("p", warning, "warn"));
      const evidence = stake.evidence || [];
      const none = stake.line === "undisclosed" ? "app.computed_rest" : "app.no_source";
      parts.push(heading(say("app.records")), ...(evidence.length ? bounded(evidence, record) : [element("p", say(none))]));
      if (app.assume && app.assume.form) parts.push(...app.assume.form(stake));
    }
    return [...parts, ...leftOut(stakes)];
  }

  function show(parts) {
    const close = button("×", () => app.closePanel(), "close");
    close.setAttribute("aria-label", say("app.close"));
    panel.replaceChildren(close, ...parts);
    panel.hidden = false;
    panel.scrollTop = 0;
  }
  return {
    party: (id) => show(party(id)),
    several: (card) => show(several(card)),
    line: (stakes, back) => show(line(stakes, back)),
    hide: () => {
      panel.hidden = true;
    },
  };
};
