// The page itself: holds the state, and shows every state in the chart, the list, the panel, the tables and the address.
window.ownership = window.ownership || {};
window.ownership.page = function () {
  "use strict";
  const own = window.ownership;
  const { byId, element, short } = own.dom;
  const data = { ...own.given, ...JSON.parse(byId("data").textContent) };
  const root = document.documentElement;
  const narrow = window.matchMedia("(max-width: 760px)");
  const first = own.address.opening(data.asked);
  const picture = own.picture(data);
  const subjects = data.asked.subjects;
  const box = byId("chart");
  let words = own.words(data.words[root.lang] || data.words.en, root.lang);
  let state = first;
  let now = null; // {known, scene, places, marks, lit}
  let panelOpen = false;
  root.classList.add("js");

  const said = own.said({ data, words: () => words, state: () => state, now: () => now });
  const { say, party, card, nameOf, stakeText, cardOf, lineOf, stakesOfLine, recordText, cardMarks, describe } = said;
  const status = (text) => (byId("status").textContent = text);
  const subject = () => state.scene.subject || subjects[0];
  const dark = () => (root.dataset.theme ? root.dataset.theme === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches);
  const shade = () => (dark() ? "dark" : "light");
  const assumed = () => own.address.changed(state.changes);

  // ---- the parts ------------------------------------------------------------------------------------------------------
  const extra = data.nodes.filter((node) => !(data.cards || []).includes(node.id));
  const extraEdges = data.edges.filter((edge) => !(data.lines || []).includes(edge.id));
  const chart = own.chart(box, {
    nodes: extra, edges: extraEdges, options: data.options || {},
    paint: (ctx) => now && own.paint(ctx, now.marks, data.style.fonts),
    hits: (x, y) => (now ? own.paint.hits(now.marks, x, y, chart.scale()) : null),
    smallest: data.style.first_scale, edgesBox: byId("edges"),
    tap, hover: (what) => (what.line ? said.lineTip(what.line) : said.cardTip(what)),
  });
  const drawnCard = (id) => card(id) || now.scene.cards.find((each) => each.party === id) || null;
  const shared = {
    data,
    get words() {
      return words;
    },
    ...said, card: cardOf, world: () => now.known.world, subjects: () => subjects,
    choose: (id) => choose(id, true), makeSubject, toggle, activate, closePanel,
    stakesOf: (id) => now.known.touching.get(id) || [],
    ledger: (ids) => (now.known.story.ledger ? now.known.story.ledger(ids) : []),
  };
  const whatif = own.whatif.sheet({ banner: byId("assumed"), sheet: byId("whatif") }, {
    get words() {
      return words;
    },
    nameOf, stakeText, recordText, changes: () => state.changes, none: own.address.noChanges,
    change: (changes) => change({ changes }, { say: say(own.address.changed(changes) ? "app.recalculated" : "app.reset_done") }),
    parties: () => Object.values(now.known.story.parties).filter((each) => each.role === "party").slice(0, 2500),
    stakes: () => now.known.story.stakes.filter((stake) => ["owns", "votes"].includes(stake.line) && stake.owner !== stake.owned).slice(0, 2500),
    chosenParty: () => (party(state.node) ? state.node : subject()),
    close: () => controls.showWhatif(false),
    list: (id, listed) => {
      const recorded = picture.known({ ...state, changes: own.address.noChanges() }, words).story.parties[id];
      const wasListed = recorded.flags.some((flag) => flag.level === "listed");
      change({ changes: own.whatif.withListing(state.changes, id, listed, wasListed) }, { say: say("app.recalculated") });
    },
  });
  const panel = own.panel(byId("panel"), { ...shared, get words() { return words; }, assume: whatif });
  const time = own.time.slider(
    {
      box: byId("time"), slider: byId("day-slider"), back: byId("day-back"), on: byId("day-on"),
      home: byId("day-asked"), what: byId("day-what"), now: byId("day-now"),
    },
    {
      get words() {
        return words;
      },
      days: data.days, asked: first.day,
      go: (day, dragging) => change({ day }, { replace: dragging, day: true }),
      sentence: (what) => own.changes(what, { data, words, nameOf }),
    },
  );
  const hits = own.find.index(() => {
    const { columns, rows } = data.records.entities;
    const at = (name) => columns.indexOf(name);
    const several = (text) => String(text || "").split(/[|;]/).map((part) => part.trim());
    return rows.map((row) => {
      const others = ["names", "identifiers"].flatMap((name) => (at(name) < 0 ? [] : several(row[at(name)])));
      const texts = [row[at("name")] || row[at("id")], row[at("id")], ...others];
      return { id: row[at("id")], name: words.clean(texts[0]), texts: texts.map((text) => words.clean(text)).filter(Boolean) };
    });
  });
  const finder = own.find.field(byId("search"), byId("found"), {
    hits,
    where: (id) => (drawnCard(id) ? "" : say("app.not_drawn")),
    counted: (n, most) => {
      const more = n > most ? ` ${say("app.first_shown", { n: most })}` : "";
      status(n === null ? "" : n ? words.count("app.n_found", n) + more : say("app.nothing_found"));
    },
    found: (id, q) => {
      if (drawnCard(id)) change({ node: id, q }, { open: true, reveal: true, say: describe(drawnCard(id).id) });
      else makeSubject(id, q);
    },
    chart: () => box.focus({ preventScroll: true }),
  });
  const history = own.history({ write: (next) => own.address.write(next, first), changed: back });

  function back(text) {
    apply(own.address.read(text, first), { fromAddress: true });
    controls.stepped();
    status(state.node && cardOf(state.node) ? describe(cardOf(state.node).id) : say("app.stepped", { day: words.day(state.day) }));
  }

  // ---- from one state to the next ---------------------------------------------------------------------------------------
  /** Show another state; `how`: replace (no new step back), keep {card: place}, say, open (the panel), reveal, start. */
  function change(patch, how = {}) {
    const next = { ...state, ...patch };
    const previous = state;
    const before = own.address.write(state, first);
    try {
      apply(next, how);
    } catch (error) {
      // Never half of one state and half of another: the one before is shown again, and the reader is told.
      state = previous;
      status(say("app.failed"));
      throw error;
    }
    if (own.address.write(state, first) !== before) history.put(state, how.replace);
    controls.stepped(history);
  }
  function apply(next, how = {}) {
    const before = now && { key: now.known.key, scene: JSON.stringify(state.scene), subject: subject() };
    state = valid(next);
    const known = picture.known(state, words);
    const redrawn = !before || before.key !== known.key || before.scene !== JSON.stringify(state.scene);
    if (redrawn) {
      const keep = how.keep || kept();
      now = { known, ...picture.drawn(known, state, words, keep) };
      now.cards = new Map(now.scene.cards.map((each) => [each.id, each]));
      now.walk = null;
    }
    now.paths = state.paths ? picture.carrying(known, now.scene, least()) : null;
    now.lit = now.paths && now.paths.lit;
    mark();
    if (redrawn) {
      chart.show(now.scene.cards, now.scene.lines, now.places);
      write(!before || before.key !== known.key);
      stale = Boolean(before);
    }
    if (!before || how.start || before.subject !== subject() || (how.fromAddress && state.node)) controls.fit(start);
    if (!now.cards.has(subject()) && before) controls.fit(start);
    if (how.open || (how.fromAddress && state.node)) panelOpen = true;
    details(how);
    if (how.reveal || how.fromAddress) revealChosen();
    chart.redraw();
    controls.reflect(state, now);
    if (how.say) status(how.say);
    else if (how.day) status([say("app.day_is", { day: words.day(state.day) }), ...now.known.story.answers.slice(0, 1)].join(" "));
    else if (now.paths && how.paths) status(pathsSaid(now.paths));
  }
  function pathsSaid({ lit, reached, owners, ends, heaviest }) {
    if (!lit) return say("app.paths_none");
    if (reached) return say("app.paths_lit", { least: least(), n: owners, of: ends });
    return say("app.paths_heaviest", { least: least(), share: words.share(heaviest) });
  }
  const least = () => state.scene.min || 25;
  /** Only a state that this page can show, whatever the address says. */
  function valid(next) {
    const day = time.stops.includes(next.day) ? next.day : time.stops[own.time.place(time.stops, next.day)] || first.day;
    const basis = [...byId("basis").options].some((option) => option.value === next.basis) ? next.basis : first.basis;
    const rule = data.rules.some((each) => each.id === next.rule) ? next.rule : "";
    const scene = { ...next.scene };
    if (scene.subject && !known(scene.subject)) delete scene.subject;
    if (subjects.includes(scene.subject) && subjects.length === 1) delete scene.subject;
    return { ...next, day, basis, rule, scene, changes: { ...own.address.noChanges(), ...next.changes } };
  }
  const entities = new Set(data.records.entities.rows.map((row) => row[data.records.entities.columns.indexOf("id")]));
  const known = (id) => entities.has(id) || subjects.includes(id);
  /** The card that must not move when the picture changes: the chosen one, else the subject. */
  function kept() {
    if (!now) return undefined;
    for (const id of [state.node, subject()]) if (now.places.positions[id]) return { [id]: now.places.positions[id] };
    return undefined;
  }
  function mark() {
    const node = state.node && (card(state.node) || lineOf(state.node) || cardOf(state.node));
    now.marks = picture.marked(now.known, now, words, { shade: shade(), chosen: node ? node.id : "", lit: now.lit });
  }
  const start = () => chart.start(now.places.positions[subject()] ? subject() : now.scene.cards[0] && now.scene.cards[0].id);

  // ---- words around the chart ---------------------------------------------------------------------------------------------
  let stale = false; // whether the picture for paper is older than the one on the screen
  function write(everything) {
    const { story } = now.known;
    if (everything) {
      own.tables.head(story, { words, day: state.day, assumed: assumed() });
      if (seen) writeTables();
      time.show(state.day);
    }
    const ties = now.scene.lines.map((line) => ({ id: line.id, owner: line.owner, owned: line.owned, text: line.text, weight: line.weight }));
    const roots = subjects.filter((id) => card(id));
    own.tables.nestedList(own.nested(state.scene.subject && card(state.scene.subject) ? [state.scene.subject] : roots, ties), {
      words, choose: (id) => choose(id, true), cardName: (id) => (card(id) ? card(id).name || nameOf(id) : nameOf(id)), cardMarks, cardPlus,
    });
    whatif.banner();
    if (!byId("whatif").hidden) whatif.show();
    legend();
    const { hidden } = now.scene;
    byId("min-hidden").textContent = state.scene.min ? words.count("app.hidden", (hidden && hidden.below_min) || 0, { least: state.scene.min }) : "";
    box.setAttribute("aria-label", say("app.chart_label", { cards: now.scene.cards.length, lines: now.scene.lines.length }));
  }
  let seen = false; // whether the chart has been drawn: until then the tables stay as Python wrote them
  function writeTables() {
    own.tables.write(now.known.story, { ...shared, words, allParties: () => Object.values(now.known.story.parties) });
    ledgerWritten = false;
    if (byId("ledger").querySelector("details").open) writeLedger();
  }
  let ledgerWritten = true;
  function writeLedger() {
    if (ledgerWritten) return;
    ledgerWritten = true;
    own.tables.ledger(shared.ledger(subjects.concat(now.scene.cards.map((each) => each.party).filter(Boolean))), { words });
  }
  byId("ledger").querySelector("details").addEventListener("toggle", writeLedger);
  function legend() {
    byId("legend").replaceChildren(...picture.legend(now.known, now, words, shade()).map((entry) => {
      const item = element("li");
      const swatch = own.svg.element(document, entry, { lang: words.lang, fonts: data.style.fonts });
      swatch.setAttribute("aria-hidden", "true");
      item.append(swatch, element("span", entry.text));
      return item;
    }));
  }

  function cardPlus(id) {
    const found = card(id);
    if (!found) return [];
    if (found.role === "more" || found.role === "loop") {
      return [{ text: say(found.role === "more" ? "app.open_more" : "app.unfold"), action: () => activate(found) }];
    }
    const ways = ["above", "below"].filter((way) => found[way]);
    return ways.map((way) => ({ text: words.count(`app.plus_${way}`, found[way]), action: () => toggle(found, way, true) }));
  }

  // ---- doing things ----------------------------------------------------------------------------------------------------
  function tap(what, event) {
    if (!what) return change({ node: "" }, {});
    if (what.plus_above) return toggle(card(what.plus_above), "above");
    if (what.plus_below) return toggle(card(what.plus_below), "below");
    const found = what.card && card(what.card);
    if (found && found.role === "more") return activate(found);
    if (found && found.role === "loop" && event && event.detail === 2) return activate(found);
    return choose(what.card || what.line, true);
  }
  function choose(id, open) {
    if (!id) return change({ node: "" });
    if (open) panelOpen = true;
    change({ node: id }, { reveal: true });
    if (cardOf(id)) status(describe(cardOf(id).id));
    else if (stakesOfLine(id).length) status(said.lineTip(id).split("\n").slice(0, 2).join(", "));
  }
  function details(how) {
    if (how.open || how.fromAddress) controls.showWhatif(false);
    else if (!byId("whatif").hidden) return panel.hide();
    const id = state.node;
    const found = id && card(id);
    if (id && panelOpen && party(id)) panel.party(id);
    else if (id && panelOpen && found) (found.party && party(found.party) ? panel.party(found.party) : panel.several(found));
    else if (id && panelOpen && stakesOfLine(id).length) panel.line(stakesOfLine(id), (now.places.back || []).includes((lineOf(id) || {}).id));
    else {
      panelOpen = false;
      panel.hide();
    }
    return undefined;
  }
  function closePanel() {
    panelOpen = false;
    panel.hide();
    (controls.tab() === "chart" ? box : byId("list-tab")).focus({ preventScroll: true });
  }
  function revealChosen() {
    const target = state.node && (cardOf(state.node) || card((lineOf(state.node) || {}).owned));
    const covered = narrow.matches || byId("panel").hidden ? 0 : byId("panel").offsetWidth;
    if (target) chart.reveal(target.id, covered);
  }
  /** Change the scene, and hold the card where it is; over 200 cards are shown only when somebody says so. */
  function rescene(scene, held) {
    const checked = picture.checked(now.known, scene, words);
    // A badge or an "and n more" may be gone afterwards: what stands in its place is held where it was.
    const at = now.places.positions[held.id];
    const keep = at && Object.fromEntries([held.id, ...(held.members || []), held.of].filter(Boolean).map((id) => [id, at]));
    const count = now.scene.cards.length;
    const go = () => change({ scene }, { keep, say: undefined });
    function after() {
      const cards = now.scene.cards.length;
      const more = cards === count ? "" : ` (${cards > count ? "+" : "−"}${Math.abs(cards - count)})`;
      status(words.count("app.cards_now", cards) + more);
    }
    const both = () => {
      go();
      after();
    };
    if (checked && checked.needs_confirming) return controls.ask(words.count("app.confirm_many", checked.visible), both);
    return both();
  }
  function toggle(found, way, open) {
    const wanted = open === undefined ? !found[`open_${way}`] : open;
    const direction = way === "above" ? "up" : "down";
    rescene(own.scene[wanted ? "expand" : "collapse"](state.scene, found, direction), found);
  }
  function activate(found) {
    if (found.role === "more") return rescene(own.scene.openMore(state.scene, found), found);
    if (found.role === "loop") return rescene(own.scene.unfold(state.scene, found), found);
    return null;
  }
  function makeSubject(id, q) {
    const scene = own.scene.withSubject(state.scene, id);
    const spoken = say("app.subject_now", { name: short(nameOf(id), 120) });
    change({ node: id, q: q === undefined ? state.q : q, scene }, { start: true, open: true, say: spoken });
  }
  function setWords(lang) {
    words = own.words(data.words[lang], lang);
    root.lang = lang;
    now.known = { ...now.known, key: "" };
    apply(state, {});
  }

  // ---- keys ---------------------------------------------------------------------------------------------------------------
  own.keys.listen(box, {
    current: () => (state.node && cardOf(state.node) ? cardOf(state.node).id : ""),
    subject: () => (card(subject()) ? subject() : now.scene.cards[0].id),
    walker: () => (now.walk = now.walk || own.keys.walker(now.scene.cards, now.scene.lines)),
    walk: (id, row) => {
      change({ node: id }, { replace: true, reveal: true });
      status([describe(id), row.length > 1 ? say("app.nth", { n: row.indexOf(id) + 1, of: row.length }) : ""].filter(Boolean).join("; "));
    },
    open: (id) => {
      const found = card(id);
      if (found.role === "more" || found.role === "loop") return activate(found);
      if (!found.above && !found.below) return choose(id, true);
      const above = found.above ? own.scene.expand(state.scene, found, "up") : state.scene;
      return rescene(found.below ? own.scene.expand(above, found, "down") : above, found);
    },
    close: (id) => {
      const found = id && card(id);
      if (found && found.open_above) toggle(found, "above", false);
      else if (found && found.open_below) toggle(found, "below", false);
    },
    details: (id) => {
      choose(id, true);
      byId("panel").focus({ preventScroll: true });
    },
    home: () => {
      change({ node: subject() }, { reveal: true });
      start();
      status(describe(subject()));
    },
    zoom: (by) => chart.zoom(by), whole: () => chart.whole(), say: (key) => status(say(key)),
    leave: () => {
      if (panelOpen) return closePanel();
      if (state.node) return change({ node: "" }, { say: say("app.nothing_chosen") });
      return box.blur();
    },
  });

  const controls = own.controls({
    data, first, chart, history, whatif, narrow, start, shared, setWords, status, finder, closePanel, dark, assumed,
    recordText, words: () => words, state: () => state, now: () => now, change, picture,
    shaded: () => {
      mark();
      legend();
      chart.redraw();
    },
    stale: () => stale, fresh: () => (stale = false),
  });
  apply(own.address.read(history.initial(), first), { fromAddress: true });
  history.put(state, true);
  controls.opened();
  window.ownershipChart = {
    ready: false, network: chart.network, apply: (next) => {
      const { min, up, down, closed_up: closedUp, closed_down: closedDown, unfolded, subject: asked, ...rest } = next;
      const parts = { min, up, down, closed_up: closedUp, closed_down: closedDown, unfolded, subject: asked };
      const given = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
      const scene = { ...state.scene, ...(next.scene || {}), ...given };
      change({ ...rest, scene }, {});
    },
    choose: (id) => choose(id, true), state: () => ({ ...state.scene, ...state }), scene: () => now.scene, layout: () => now.places,
    story: () => now.known.story, world: () => now.known.world, marks: () => now.marks, lit: () => now.lit,
    scale: chart.scale, toScreen: chart.toScreen, hit: ([x, y]) => own.paint.hits(now.marks, x, y, chart.scale()),
  };
  function wake() {
    if (!seen) writeTables();
    root.classList.add("seen");
    seen = window.ownershipChart.ready = true;
  }
  window.requestAnimationFrame(() => {
    performance.mark("chart"); // the frame in which it is seen first
    window.setTimeout(wake);
  });
  window.setTimeout(wake, 400); // a tab behind others has no frames
};
if (window.vis && document.getElementById("data")) window.ownership.page();
