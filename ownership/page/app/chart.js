// The chart on the screen: a vis network of pyvis that holds the cards at their places, and our marks painted in it.
window.ownership = window.ownership || {};
window.ownership.chart = function (box, given) {
  "use strict";
  // given: {nodes, edges, options} of pyvis, paint(ctx), hits(x, y) -> what is there, tap(what, event), hover(what) -> text
  /** One party asked about: shares on the lines can be read. Several: their names can, and more is in sight. */
  const smallest = () => (given.several ? 0.62 : given.smallest);
  const LARGEST = 1.15;
  const touch = window.matchMedia("(pointer: coarse)").matches;
  const EDGE = 24;
  const TOP = touch ? 52 : 36; // the hints of what lies outside stand in this band
  let bounds = { left: 0, top: 0, right: 1, bottom: 1 };
  let boxes = new Map(); // card id -> [left, top, right, bottom]

  const nodes = new vis.DataSet(given.nodes);
  const edges = new vis.DataSet(given.edges);
  const options = { ...given.options, autoResize: true, physics: { enabled: false }, layout: { randomSeed: 1, improvedLayout: false } };
  options.configure = { enabled: false };
  options.interaction = {
    ...(options.interaction || {}),
    dragNodes: false, hover: false, zoomView: touch, selectConnectedEdges: false, hideEdgesOnDrag: false, hideNodesOnDrag: false, keyboard: false,
  };
  const network = new vis.Network(box, { nodes, edges }, options);
  box.querySelector(".vis-network").removeAttribute("tabindex"); // the chart is one stop, and it is our box
  network.on("beforeDrawing", (ctx) => given.paint(ctx));
  network.on("click", ({ event }) => given.tap(at(event.srcEvent), event.srcEvent));

  // vis keeps its nodes in plain objects: an id such as "constructor" would meet what every object has.
  const named = (id) => (id in {} ? ` ${id}` : id);
  /** Put the cards of a picture into the network in place of those before. */
  function show(cards, lines, places) {
    boxes = new Map();
    const wanted = cards.map((card) => {
      const [x, y] = places.positions[card.id];
      const [width, height] = places.sizes[card.id];
      boxes.set(card.id, [x - width / 2, y - height / 2, x + width / 2, y + height / 2]);
      const nodeDimensions = { width, height };
      // Painted with everything else in beforeDrawing: lines, cards and shares keep one order.
      const ctxRenderer = () => ({ drawNode() {}, nodeDimensions });
      return { id: named(card.id), x, y, fixed: true, physics: false, shape: "custom", label: undefined, ctxRenderer };
    });
    const all = [...boxes.values()];
    bounds = {
      left: Math.min(...all.map((b) => b[0])), top: Math.min(...all.map((b) => b[1])),
      right: Math.max(...all.map((b) => b[2])), bottom: Math.max(...all.map((b) => b[3])),
    };
    for (const { points } of Object.values(places.routes || {})) {
      for (const [x, y] of points) {
        bounds.left = Math.min(bounds.left, x);
        bounds.right = Math.max(bounds.right, x);
        bounds.top = Math.min(bounds.top, y);
        bounds.bottom = Math.max(bounds.bottom, y);
      }
    }
    replace(nodes, wanted, drawnNodes);
    replace(edges, lines.map(edge), drawnEdges);
  }
  const edge = ({ id, owner, owned }) => ({ id: named(id), from: named(owner), to: named(owned), hidden: true, physics: false, smooth: false });
  const drawnNodes = new Set();
  const drawnEdges = new Set();
  function replace(set, items, drawn) {
    const ids = new Set(items.map((item) => item.id));
    const gone = [...drawn].filter((id) => !ids.has(id));
    if (gone.length) set.remove(gone);
    drawn.clear();
    ids.forEach((id) => drawn.add(id));
    set.update(items);
  }

  // ---- where one looks ----------------------------------------------------------------------------------------------
  const room = () => [box.clientWidth, box.clientHeight];
  const size = () => [bounds.right - bounds.left, bounds.bottom - bounds.top];
  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));
  function fitting() {
    const [width, height] = size();
    return Math.min(room()[0] / (width + 2 * EDGE), room()[1] / (height + EDGE + TOP));
  }
  /** How high the chart must be at least to show every row that can be read, and would like to be, in pixels. */
  function wantedHeights(width) {
    const [wide, high] = size();
    const across = clamp(width / (wide + 2 * EDGE), smallest(), LARGEST);
    return [high * smallest() + EDGE + TOP, high * across + EDGE + TOP];
  }
  /** The first look: as large as can be read; what does not fit is cut between rows, never through a card above. */
  function start(subject) {
    const scale = clamp(fitting(), smallest(), LARGEST);
    const [width, height] = room().map((pixels) => pixels / scale);
    const seen = boxes.get(subject) || [bounds.left, bounds.top, bounds.right, bounds.bottom];
    const top = along(bounds.top, bounds.bottom, height, TOP / scale, EDGE / scale, firstRow(seen, height, scale));
    // The subject in the middle, or a little beside it when that shows the rows in sight whole.
    const rows = [...boxes.values()].filter((b) => b[1] >= top && b[3] <= top + height);
    const tight = 10 / scale;
    const [least, most] = [Math.max(...rows.map((b) => b[2])) + tight - width, Math.min(...rows.map((b) => b[0])) - tight];
    const middle = (seen[0] + seen[2] - width) / 2;
    const left = rows.length && least <= most ? clamp(middle, least, most) : middle;
    const x = along(bounds.left, bounds.right, width, EDGE / scale, EDGE / scale, left) + width / 2;
    const y = top + height / 2;
    network.moveTo({ position: { x, y }, scale });
  }
  /** Where a look begins on one axis: in the middle where all fits, else where it is wanted; nothing empty beside a cut. */
  function along(from, to, length, before, after, wanted) {
    const spare = length - (to - from) - before - after;
    if (spare >= 0) return from - before - spare / 2;
    return clamp(wanted, from - before, to + after - length);
  }
  /** The highest row to begin with so that the subject is in sight, near the lower edge: owners stand above. */
  function firstRow(seen, height, scale) {
    const tight = 10 / scale;
    if (bounds.top - tight + height >= seen[3] + tight) return bounds.top - Math.min(TOP / scale, height - (seen[3] - bounds.top) - tight);
    const tops = [...new Set([...boxes.values()].map((b) => b[1]))].sort((a, b) => a - b);
    const row = tops.find((top) => top - TOP / scale + height >= seen[3] + tight);
    return (row ?? seen[1]) - TOP / scale;
  }
  function whole() {
    const scale = Math.min(LARGEST, fitting());
    const y = (bounds.top + bounds.bottom - (TOP - EDGE) / scale) / 2;
    network.moveTo({ position: { x: (bounds.left + bounds.right) / 2, y }, scale });
  }
  function zoom(by, pointer) {
    const before = network.getScale();
    const scale = clamp(before * by, 0.08, 3);
    const view = network.getViewPosition();
    const position = pointer
      ? { x: pointer.x + ((view.x - pointer.x) * before) / scale, y: pointer.y + ((view.y - pointer.y) * before) / scale }
      : view;
    network.moveTo({ position, scale });
  }
  /** Move as little as needed to have a card in sight, beside what lies over the chart. */
  function reveal(id, covered = 0) {
    const card = boxes.get(id);
    if (!card) return;
    const scale = Math.max(network.getScale(), 0.4);
    const view = network.getViewPosition();
    const [width, height] = room().map((pixels) => pixels / scale);
    const edge = (2 * EDGE) / scale; // away from the buttons at the edges
    const inside = (low, high, from, to, middle) => {
      if (high - low > to - from) return middle + (low + high) / 2 - (from + to) / 2;
      if (low < from) return middle - (from - low);
      return high > to ? middle + (high - to) : middle;
    };
    const right = view.x + width / 2 - covered / scale - edge;
    const x = inside(card[0], card[2], view.x - width / 2 + edge, right, view.x);
    const y = inside(card[1], card[3], view.y - height / 2 + edge, view.y + height / 2 - edge, view.y);
    network.moveTo({ position: { x, y }, scale });
  }
  function visible(id) {
    const card = boxes.get(id);
    if (!card) return false;
    const from = network.canvasToDOM({ x: card[0], y: card[1] });
    const to = network.canvasToDOM({ x: card[2], y: card[3] });
    return from.x >= 0 && from.y >= 0 && to.x <= room()[0] && to.y <= room()[1];
  }

  // ---- what lies outside: how many cards on each side, and a way there --------------------------------------------------
  const sides = { left: "◀", up: "▲", down: "▼", right: "▶" };
  const signs = {};
  for (const side of Object.keys(sides)) {
    const sign = document.createElement("button");
    sign.type = "button";
    sign.tabIndex = -1; // by keyboard the arrows lead there
    sign.className = "edge";
    sign.hidden = true;
    sign.addEventListener("click", () => {
      const scale = network.getScale();
      const { x, y } = network.getViewPosition();
      const [dx, dy] = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] }[side];
      const [width, height] = room().map((pixels) => (pixels * 0.7) / scale);
      network.moveTo({ position: { x: x + dx * width, y: y + dy * height }, scale });
    });
    signs[side] = sign;
    given.edgesBox.append(sign);
  }
  network.on("afterDrawing", () => {
    const scale = network.getScale();
    const { x, y } = network.getViewPosition();
    const [width, height] = room().map((pixels) => pixels / scale / 2);
    const outside = { up: 0, left: 0, right: 0, down: 0 };
    for (const [left, top, right, bottom] of boxes.values()) {
      const [cx, cy] = [(left + right) / 2, (top + bottom) / 2];
      if (cy < y - height) outside.up += 1;
      else if (cy > y + height) outside.down += 1;
      else if (cx < x - width) outside.left += 1;
      else if (cx > x + width) outside.right += 1;
    }
    for (const side of Object.keys(sides)) {
      const text = outside[side] ? `${sides[side]} ${outside[side]}` : "";
      if (signs[side].textContent === text) continue;
      signs[side].textContent = text;
      signs[side].hidden = !text;
    }
  });

  // ---- what the pointer is at ---------------------------------------------------------------------------------------
  function at(event) {
    const frame = box.getBoundingClientRect();
    const point = event.changedTouches ? event.changedTouches[0] : event;
    const { x, y } = network.DOMtoCanvas({ x: point.clientX - frame.left, y: point.clientY - frame.top });
    return given.hits(x, y);
  }
  const tip = document.createElement("div");
  tip.id = "tip";
  tip.hidden = true;
  box.append(tip);
  box.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch") return;
    const what = event.buttons ? null : at(event);
    const text = what ? given.hover(what) : "";
    tip.hidden = !text;
    box.classList.toggle("over", Boolean(what));
    if (!text) return;
    tip.textContent = text;
    const frame = box.getBoundingClientRect();
    const x = event.clientX - frame.left;
    const y = event.clientY - frame.top;
    // Set through CSSOM: the policy of the page forbids style attributes, not this.
    tip.style.left = `${Math.max(4, Math.min(x + 14, box.clientWidth - tip.offsetWidth - 6))}px`;
    tip.style.top = `${y + 18 + tip.offsetHeight > box.clientHeight ? Math.max(4, y - tip.offsetHeight - 8) : y + 18}px`;
  });
  box.addEventListener("pointerleave", () => (tip.hidden = true));
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // without Ctrl the page scrolls
    event.preventDefault();
    const frame = box.getBoundingClientRect();
    const pointer = network.DOMtoCanvas({ x: event.clientX - frame.left, y: event.clientY - frame.top });
    zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, pointer);
  }, { passive: false });

  return {
    network, show, start, whole, zoom, reveal, visible, wantedHeights,
    redraw: () => network.redraw(),
    scale: () => network.getScale(),
    look: () => ({ position: network.getViewPosition(), scale: network.getScale() }),
    move: (look) => network.moveTo(look),
    toScreen: ([x, y]) => {
      const frame = box.getBoundingClientRect();
      const dom = network.canvasToDOM({ x, y });
      return [dom.x + frame.left, dom.y + frame.top];
    },
  };
};
