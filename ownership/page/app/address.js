// What is on screen, written into the address of the page and read back: links, reloading, Back and Forward.
window.ownership = window.ownership || {};
window.ownership.address = (function () {
  "use strict";
  const LISTS = ["shares", "listed", "unlisted", "dropped"];
  const SCENE = ["up", "down", "closed_up", "closed_down", "unfolded"];
  const plain = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const full = (value) => (Array.isArray(value) ? value.length > 0 : plain(value) ? Object.keys(value).length > 0 : Boolean(value));
  const noChanges = () => ({ shares: [], listed: [], unlisted: [], dropped: [] });

  /** The first view of a page: nothing chosen, the day, basis and rules that were asked for. */
  function opening(asked) {
    const day = asked.as_of || "";
    return { node: "", q: "", day, basis: asked.basis || "ownership", rule: "", paths: false, tab: "", scene: {}, changes: noChanges() };
  }

  /** A state as the part of an address behind "#"; only what differs from the first view. */
  function write(state, first) {
    const parts = [];
    const put = (name, value) => parts.push(`${name}=${encodeURIComponent(value).replace(/%20/g, "+").replace(/%2C/g, ",").replace(/%3A/g, ":")}`);
    const scene = state.scene || {};
    if (state.node) put("node", state.node);
    if (scene.subject && scene.subject !== state.node) put("subject", scene.subject);
    else if (scene.subject) put("subject", "");
    if (scene.min) put("min", scene.min);
    for (const name of ["q", "day", "basis", "rule", "tab"]) if ((state[name] || "") !== (first[name] || "")) put(name, state[name]);
    if (state.paths) put("paths", 1);
    const opened = {};
    for (const name of Object.keys(scene)) if (name !== "min" && name !== "subject" && full(scene[name])) opened[name] = scene[name];
    if (full(opened)) put("view", JSON.stringify(opened));
    const changes = {};
    for (const name of LISTS) if (full(state.changes[name])) changes[name] = state.changes[name];
    if (full(changes)) put("assume", JSON.stringify(changes));
    return parts.join("&");
  }

  function parse(text, fallback) {
    try {
      return JSON.parse(text);
    } catch (error) {
      return fallback;
    }
  }
  const texts = (value) => (Array.isArray(value) ? value.filter((each) => typeof each === "string") : []);

  /** Only what a state may hold, whatever somebody wrote into the address. */
  function opened(value) {
    const found = {};
    if (!plain(value)) return found;
    for (const name of Object.keys(value)) {
      if (name === "__proto__" || name === "min" || name === "subject") continue;
      if (Array.isArray(value[name])) found[name] = texts(value[name]);
      else if (plain(value[name]) && SCENE.includes(name)) {
        found[name] = Object.fromEntries(Object.entries(value[name]).filter(([, n]) => Number.isInteger(n) && n >= 0 && n <= 100000));
      }
    }
    return found;
  }
  function assumed(value) {
    const found = noChanges();
    if (!plain(value)) return found;
    for (const name of ["listed", "unlisted"]) found[name] = texts(value[name]);
    if (Array.isArray(value.dropped)) found.dropped = value.dropped.filter((n) => Number.isInteger(n) && n >= 0);
    if (Array.isArray(value.shares)) {
      found.shares = value.shares
        .filter((each) => plain(each) && ["owner", "owned", "share"].every((key) => typeof each[key] === "string"))
        .map(({ owner, owned, share }) => ({ owner, owned, share }));
    }
    return found;
  }

  /** A state from the part of an address behind "#"; what it does not say is as in the first view. */
  function read(hash, first) {
    const state = { ...first, scene: {}, changes: noChanges() };
    for (const part of hash.replace(/^#/, "").split("&")) {
      const at = part.indexOf("=");
      if (at < 1) continue;
      const name = part.slice(0, at);
      let value = part.slice(at + 1).replace(/\+/g, " ");
      try {
        value = decodeURIComponent(value);
      } catch (error) {
        continue; // a broken %: leave it out
      }
      if (["node", "q", "day", "basis", "rule", "tab"].includes(name)) state[name] = value;
      else if (name === "paths") state.paths = value === "1";
      else if (name === "min") state.scene.min = Math.max(0, Math.min(100, Number(value) || 0));
      else if (name === "subject") state.scene.subject = value;
      else if (name === "view") Object.assign(state.scene, opened(parse(value, {})));
      else if (name === "assume") state.changes = assumed(parse(value, {}));
    }
    if (state.scene.subject === "") state.scene.subject = state.node;
    if (!state.scene.min) delete state.scene.min;
    if (!state.scene.subject) delete state.scene.subject;
    return state;
  }
  const changed = (changes) => LISTS.some((name) => full(changes[name]));

  return { opening, read, write, changed, noChanges };
})();
