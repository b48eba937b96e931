// Undo and redo are the history of the browser; where a page may not write it (a frame in a notebook), our own.
window.ownership = window.ownership || {};
window.ownership.history = function (app) {
  "use strict";
  // app: write(state) -> text, changed(text): somebody went back, forward, or wrote another address
  const own = [];
  let at = -1;
  let last = -1;
  let native = true;
  const written = (text) => `#${text}`;

  function put(state, replace) {
    const text = app.write(state);
    if (replace && at >= 0) own[at] = text;
    else {
      own.length = at + 1;
      own.push(text);
      at += 1;
      last = at;
    }
    if (!native) return;
    try {
      // The same address without a fragment cannot be written as one: "#" stands for the first view.
      window.history[replace || at === 0 ? "replaceState" : "pushState"]({ at }, "", written(text));
    } catch (error) {
      native = false;
    }
  }
  function step(by) {
    const to = at + by;
    if (to < 0 || to > last) return;
    if (native) window.history.go(by);
    else {
      at = to;
      app.changed(own[at]);
    }
  }
  window.addEventListener("popstate", (event) => {
    if (!native) return;
    const told = event.state && Number.isInteger(event.state.at) ? event.state.at : null;
    if (told === null) {
      // Somebody wrote another address by hand: a step of its own.
      own.length = at + 1;
      at += 1;
      last = at;
      own.push(text());
      try {
        window.history.replaceState({ at }, "");
      } catch (error) {
        native = false;
      }
    } else at = told;
    last = Math.max(last, at);
    app.changed(text());
  });
  function text() {
    try {
      return window.location.hash.replace(/^#/, "");
    } catch (error) {
      return "";
    }
  }
  return {
    put, step, initial: text, back: () => step(-1), forward: () => step(1), canBack: () => at > 0, canForward: () => at < last,
    /** The address of a state: of the file itself, also where it may not be written. */
    link: (state) => {
      const base = window.location.href.split("#")[0];
      return `${base.startsWith("about:") ? "" : base}${written(app.write(state))}`;
    },
  };
};
