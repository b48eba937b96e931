// The page: moves the chart, finds parties, shows records. Every text from the data reaches the page as text.
(function () {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const parties = new Map(Object.entries(data.parties));
  const stakes = new Map(Object.entries(data.stakes));
  const drawn = [...stakes.values()].filter((s) => s.points);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const state = { shade: dark.matches ? 1 : 0, chosen: null }; // chosen: {party: id} or {stake: id}
  const { card, lines, stakeAt } = window.ownershipPainter(data, drawn, state);
  document.documentElement.classList.add("js");

  // ---- text ---------------------------------------------------------------------------------------------------
  function element(tag, text, className) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }
  function isolated(tag, text, className) {
    const made = element(tag, undefined, className);
    made.append(element("bdi", text));
    return made;
  }
  const nameOf = (id) => (parties.has(id) ? parties.get(id).name : data.names[id] || id);
  const short = (text, length) => (text.length > length ? text.slice(0, length - 1) + "…" : text);

  // ---- the network (vis, from pyvis) ----------------------------------------------------------------------------
  const box = byId("chart");
  const size = { width: data.size[0], height: data.size[1] };
  const narrow = window.matchMedia("(max-width: 760px)").matches;
  const wanted = size.height * Math.max(0.62, Math.min(1.15, box.clientWidth / (size.width + 48))) + 48;
  box.style.height = `${Math.round(Math.max(300, Math.min(wanted, window.innerHeight * (narrow ? 0.6 : 0.85))))}px`;
  const touch = window.matchMedia("(pointer: coarse)").matches;
  const nodes = data.nodes.map((node) => {
    const party = parties.get(node.id);
    if (!party) return node; // added by hand through pyvis
    return { id: node.id, x: node.x, y: node.y, fixed: true, physics: false, shape: "custom", ctxRenderer: ({ ctx, x, y }) => ({ drawNode: () => card(ctx, party, x, y, state.chosen && state.chosen.party === node.id), nodeDimensions: { width: party.size[0], height: party.size[1] } }) };
  });
  const edges = data.edges.map((edge) => (stakes.has(edge.id) ? { id: edge.id, from: edge.from, to: edge.to, hidden: true, physics: false } : edge));
  const options = { ...data.options, layout: { randomSeed: 1, improvedLayout: false }, configure: { enabled: false } };
  options.interaction = { ...(options.interaction || {}), dragNodes: false, hover: false, zoomView: touch, selectConnectedEdges: false, hideEdgesOnDrag: false, hideNodesOnDrag: false };
  const network = new vis.Network(box, { nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges) }, options);
  network.on("beforeDrawing", lines);
  dark.addEventListener("change", () => {
    state.shade = dark.matches ? 1 : 0;
    network.redraw();
  });

  function start() {
    const room = [box.clientWidth, box.clientHeight];
    const fit = Math.min(room[0] / (size.width + 48), room[1] / (size.height + 48));
    const scale = Math.max(0.62, Math.min(1.15, fit));
    const first = parties.get(data.subjects[0]);
    const at = [size.width / 2, size.height / 2];
    if (fit < scale && first) {
      // It does not fit: keep the subject in sight, and no empty space beside the chart.
      [0, 1].forEach((k) => {
        const half = room[k] / scale / 2 - 24;
        const whole = k ? size.height : size.width;
        at[k] = whole <= 2 * half ? whole / 2 : Math.max(half, Math.min(whole - half, first.at[k] - (k ? half * 0.4 : 0)));
        // Owners stand above: begin at the top when the subject is still in sight.
        if (k && whole > 2 * half && first.at[1] + first.size[1] / 2 < 2 * half) at[1] = half;
      });
    }
    network.moveTo({ position: { x: at[0], y: at[1] }, scale });
  }
  function whole() {
    const scale = Math.min(1.15, box.clientWidth / (size.width + 48), box.clientHeight / (size.height + 48));
    network.moveTo({ position: { x: size.width / 2, y: size.height / 2 }, scale });
  }
  function zoom(by, pointer) {
    const scale = Math.max(0.08, Math.min(3, network.getScale() * by));
    const view = network.getViewPosition();
    const to = pointer ? { x: pointer.x + ((view.x - pointer.x) * network.getScale()) / scale, y: pointer.y + ((view.y - pointer.y) * network.getScale()) / scale } : view;
    network.moveTo({ position: to, scale });
  }
  function reveal(id) {
    const [x, y] = parties.get(id).at;
    const scale = Math.max(network.getScale(), 0.8);
    const covered = narrow || panel.hidden ? 0 : panel.offsetWidth / 2 / scale; // the panel lies over the chart
    network.moveTo({ position: { x: x + covered, y }, scale });
  }

  // ---- the panel --------------------------------------------------------------------------------------------------
  const panel = byId("panel");
  function link(evidence) {
    const text = evidence.source || evidence.url || "no source given";
    if (!/^https:\/\/[\w.-]+(:\d+)?([/?#]|$)/.test(evidence.url)) return isolated("span", evidence.url && evidence.source ? `${text} (${evidence.url})` : text);
    const made = isolated("a", short(text, 300));
    made.href = evidence.url;
    made.target = "_blank";
    made.rel = "noreferrer noopener";
    return made;
  }
  function record(evidence) {
    const item = element("li");
    item.append(isolated("strong", [evidence.what, evidence.share].filter(Boolean).join(", ")), element("br"), link(evidence));
    if (evidence.ref) item.append(", ", element("bdi", evidence.ref));
    item.append(element("br"), evidence.observed || "no day given");
    if (evidence.confidence) item.append(`; confidence ${evidence.confidence}`);
    if (evidence.note) item.append(element("br"), isolated("em", evidence.note));
    return item;
  }
  function list(items, make) {
    const made = element("ul");
    items.forEach((item) => made.append(make(item)));
    return made;
  }
  function go(text, action) {
    const made = isolated("button", text, "go");
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  }
  function stakeLine(other) {
    return (stake) => {
      const item = element("li");
      item.append(go(short(nameOf(stake[other]), 200), () => choose({ stake: stake.id })), ` ${stake.text || "interest"}`);
      if (!stake.points) item.append(" (not drawn)");
      return item;
    };
  }
  function showParty(party) {
    panel.replaceChildren(isolated("h2", party.name));
    for (const flag of party.flags) panel.append(isolated("p", `${data.levels[flag.level].mark} ${flag.text}`, "flag"));
    const facts = element("dl");
    const known = [["Kind", party.role === "party" ? party.word : ""], ["Jurisdiction", party.jurisdiction], ["Identifier", party.role === "party" ? party.id : ""], ["Other names", party.names.join("; ")], ...party.facts];
    for (const [term, text] of known) if (text) facts.append(element("dt", term), isolated("dd", text));
    panel.append(facts);
    for (const note of party.notes) panel.append(isolated("p", note));
    const owners = [...stakes.values()].filter((s) => s.owned === party.id);
    const owned = [...stakes.values()].filter((s) => s.owner === party.id);
    if (owners.length) panel.append(element("h3", `Held by (${owners.length})`), list(owners, stakeLine("owner")));
    if (owned.length) panel.append(element("h3", `Holds (${owned.length})`), list(owned, stakeLine("owned")));
    if (party.evidence.length) panel.append(element("h3", "Records of lists"), list(party.evidence, record));
  }
  function showStake(stake) {
    panel.replaceChildren(element("h2", stake.text || "interest"));
    const between = element("p");
    between.append(go(short(nameOf(stake.owner), 200), () => choose({ party: stake.owner })), " in ", go(short(nameOf(stake.owned), 200), () => choose({ party: stake.owned })));
    panel.append(between, element("p", stake.kind));
    if (stake.back) panel.append(element("p", "This line closes a loop: these companies hold each other."));
    for (const warning of stake.warnings) panel.append(isolated("p", `⚠ ${warning}`));
    panel.append(element("h3", "Records"));
    panel.append(stake.evidence.length ? list(stake.evidence, record) : element("p", stake.line === "undisclosed" ? "What the recorded holders leave open. No record names these holders; they may be several." : "No source is given."));
  }
  function choose(what) {
    if (what && what.party && !parties.has(what.party)) what = null;
    state.chosen = what;
    panel.hidden = !what;
    if (!what) return network.redraw();
    if (what.party) showParty(parties.get(what.party));
    else showStake(stakes.get(what.stake));
    const close = element("button", "×", "close");
    close.type = "button";
    close.setAttribute("aria-label", "Close details");
    close.addEventListener("click", () => {
      choose(null);
      box.focus({ preventScroll: true });
    });
    panel.prepend(close);
    panel.scrollTop = 0;
    return network.redraw();
  }
  function at(event) {
    const frame = box.getBoundingClientRect();
    const dom = { x: event.clientX - frame.left, y: event.clientY - frame.top };
    const canvas = network.DOMtoCanvas(dom);
    const party = network.getNodeAt(dom);
    if (party !== undefined) return parties.has(String(party)) ? { party: String(party) } : null;
    const stake = stakeAt(canvas.x, canvas.y, 9 / network.getScale());
    return stake ? { stake } : null;
  }
  network.on("click", ({ event }) => choose(at(event.srcEvent)));

  // ---- pointer, keys, search ----------------------------------------------------------------------------------------
  const tip = element("div");
  tip.id = "tip";
  tip.hidden = true;
  box.append(tip);
  box.addEventListener("mousemove", (event) => {
    const what = at(event);
    tip.hidden = !what;
    box.style.cursor = what ? "pointer" : "grab";
    if (!what) return;
    tip.textContent = what.party ? tipParty(parties.get(what.party)) : tipStake(stakes.get(what.stake));
    const frame = box.getBoundingClientRect();
    const x = event.clientX - frame.left;
    const y = event.clientY - frame.top;
    tip.style.left = `${Math.max(4, Math.min(x + 14, box.clientWidth - tip.offsetWidth - 6))}px`;
    tip.style.top = `${y + 18 + tip.offsetHeight > box.clientHeight ? Math.max(4, y - tip.offsetHeight - 8) : y + 18}px`;
  });
  box.addEventListener("mouseleave", () => (tip.hidden = true));
  function tipParty(party) {
    return [short(party.name, 160), ...party.flags.slice(0, 4).map((f) => short(`${data.levels[f.level].mark} ${f.text}`, 200))].join("\n");
  }
  function tipStake(stake) {
    const sources = stake.evidence.slice(0, 3).map((e) => short([e.source || "no source given", e.observed].filter(Boolean).join(", "), 160));
    return [`${short(nameOf(stake.owner), 80)} → ${short(nameOf(stake.owned), 80)}: ${stake.text || "interest"}`, stake.kind, ...sources, ...stake.warnings.map((w) => `⚠ ${w}`)].join("\n");
  }
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // without Ctrl the page scrolls
    event.preventDefault();
    const frame = box.getBoundingClientRect();
    zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, network.DOMtoCanvas({ x: event.clientX - frame.left, y: event.clientY - frame.top }));
  }, { passive: false });
  box.addEventListener("keydown", (event) => {
    const step = 80 / network.getScale();
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    const keys = { "+": () => zoom(1.2), "=": () => zoom(1.2), "-": () => zoom(1 / 1.2), 0: start, Home: start, Escape: () => choose(null) };
    if (moves[event.key]) {
      const view = network.getViewPosition();
      network.moveTo({ position: { x: view.x + moves[event.key][0], y: view.y + moves[event.key][1] } });
    } else if (keys[event.key] && !event.ctrlKey && !event.metaKey) keys[event.key]();
    else return;
    event.preventDefault();
  });
  byId("zoom-in").addEventListener("click", () => zoom(1.25));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.25));
  byId("whole").addEventListener("click", whole);
  byId("home").addEventListener("click", start);

  const say = (text) => (byId("status").textContent = text);
  const simple = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const index = Object.keys(data.names).map((id) => ({ id, text: simple([nameOf(id), id, ...(parties.has(id) ? parties.get(id).names : [])].join("\n")) }));
  const inTable = new Set([...stakes.values()].flatMap((s) => [s.owner, s.owned]));
  const undrawn = (id) => (inTable.has(id) ? "not drawn; see the table" : "not drawn; counted in “and … more”");
  function find() {
    const asked = simple(byId("search").value.trim());
    const list = byId("found");
    list.replaceChildren();
    if (!asked) return say("");
    const hits = index.filter((entry) => entry.text.includes(asked));
    for (const { id } of hits.slice(0, 12)) {
      const item = element("li");
      item.append(go(short(nameOf(id), 120) + (parties.has(id) ? "" : ` (${undrawn(id)})`), () => open(id)));
      list.append(item);
    }
    return say(hits.length === 0 ? "Nothing found on this page." : hits.length > 12 ? `${hits.length} found; the first 12 are shown.` : `${hits.length} found.`);
  }
  function open(id) {
    byId("found").replaceChildren();
    say(`${short(nameOf(id), 120)}: ${parties.has(id) ? "selected" : undrawn(id)}.`);
    if (!parties.has(id)) return byId("stakes").scrollIntoView();
    choose({ party: id });
    return reveal(id);
  }
  byId("search").addEventListener("input", find);
  byId("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter") byId("found").querySelector("button")?.click();
  });

  // ---- paper: the same drawing in light colours, made once, shown only in print -----------------------------------
  function forPrint() {
    const paper = byId("print-chart");
    const scale = Math.min(2, 6000 / (size.width + 40), 6000 / (size.height + 40));
    paper.width = Math.max(1, (size.width + 40) * scale);
    paper.height = Math.max(1, (size.height + 40) * scale);
    const ctx = paper.getContext("2d");
    const before = { ...state };
    Object.assign(state, { shade: 0, chosen: null });
    ctx.scale(scale, scale);
    ctx.translate(20, 20);
    lines(ctx);
    parties.forEach((party) => card(ctx, party, ...party.at, false));
    Object.assign(state, before);
  }
  forPrint();
  start();
  new ResizeObserver(() => window.requestAnimationFrame(start)).observe(box);
  window.ownershipChart = { network, choose, ready: true };
})();
