// The row above the chart and what hangs on it: tabs, menus, rule and basis, theme, language, saving, help, questions.
window.ownership = window.ownership || {};
window.ownership.controls = function (app) {
  "use strict";
  const own = window.ownership;
  const { byId, element, button, list, options } = own.dom;
  const { data, first, chart, history, narrow } = app;
  const root = document.documentElement;
  const box = byId("chart");
  const say = (key, values) => app.words().say(key, values);
  const on = (id, action, event = "click") => byId(id).addEventListener(event, action);

  // ---- chart and list ---------------------------------------------------------------------------------------------------
  const tabs = { chart: byId("chart-tab"), list: byId("list-tab") };
  const panes = { chart: byId("chart-pane"), list: byId("list-pane") };
  const tab = () => app.state().tab || (narrow.matches ? "list" : "chart");
  for (const name of Object.keys(panes)) panes[name].setAttribute("role", "tabpanel");
  function showTab() {
    for (const name of Object.keys(tabs)) {
      const active = name === tab();
      tabs[name].setAttribute("aria-selected", String(active));
      tabs[name].tabIndex = active ? 0 : -1;
      panes[name].hidden = !active;
    }
    root.classList.toggle("on-list", tab() === "list");
  }
  for (const name of Object.keys(tabs)) {
    tabs[name].addEventListener("click", () => app.change({ tab: name }));
    tabs[name].addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      const other = name === "chart" ? "list" : "chart";
      app.change({ tab: other });
      tabs[other].focus();
      event.preventDefault();
    });
  }
  narrow.addEventListener("change", () => {
    showTab();
    fit(app.start);
  });

  // ---- how high the chart is ------------------------------------------------------------------------------------------
  let waiting = null; // a look that waits until the chart has a size
  let width = 0;
  function height() {
    const above = box.getBoundingClientRect().top + window.scrollY;
    // The answer above stays in sight, and so do the days below; a phone scrolls.
    const room = narrow.matches ? window.innerHeight * 0.62 : Math.max(430, window.innerHeight - above - 56);
    const [least, wanted] = chart.wantedHeights(box.clientWidth);
    const high = Math.min(room, Math.max(least, wanted));
    box.style.height = `${Math.round(Math.max(280, high))}px`;
  }
  function fit(look) {
    if (!box.clientWidth) {
      waiting = look;
      return;
    }
    waiting = null;
    height();
    chart.network.setSize("100%", "100%");
    look();
  }
  new ResizeObserver(() => {
    if (!box.clientWidth || (box.clientWidth === width && !waiting)) return;
    width = box.clientWidth;
    window.requestAnimationFrame(() => fit(waiting || app.start));
  }).observe(box);

  // ---- rule, basis, filter, paths --------------------------------------------------------------------------------------
  function names() {
    const rules = data.rules.map((rule) => [rule.id, rule.title || rule.id]);
    options(byId("rule"), [["", say(rules.length ? "app.rule_all" : "app.rule_none")], ...rules], app.state().rule);
    byId("rule").disabled = !rules.length;
  }
  on("rule", () => app.change({ rule: byId("rule").value }, { say: ruleSaid() }), "change");
  const ruleSaid = () => (byId("rule").value ? say("app.rule_now", { rule: byId("rule").value }) : say("app.rule_all_now"));
  on("basis", () => app.change({ basis: byId("basis").value }, { day: true }), "change");
  let sliding = false;
  on("min", () => {
    const scene = own.scene.withMin(app.state().scene, Number(byId("min").value));
    app.change({ scene }, { replace: sliding });
    sliding = true;
    app.status(byId("min-hidden").textContent || say("app.hidden_none"));
  }, "input");
  on("min", () => (sliding = false), "change");
  on("paths", () => app.change({ paths: !app.state().paths }, { paths: true }));
  on("zoom-in", () => chart.zoom(1.25));
  on("zoom-out", () => chart.zoom(1 / 1.25));
  on("whole", () => chart.whole());
  on("home", () => {
    app.change({ scene: {}, node: "" }, { say: say("app.home_now"), start: true });
    app.start();
  });
  on("undo", () => history.back());
  on("redo", () => history.forward());

  // ---- menus ------------------------------------------------------------------------------------------------------------
  const pops = [...document.querySelectorAll("details.pop")];
  const closePops = (except) => pops.forEach((pop) => {
    if (pop !== except) pop.open = false;
  });
  pops.forEach((pop) => pop.addEventListener("toggle", () => pop.open && closePops(pop)));
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Element && !event.target.closest("details.pop") && !narrow.matches) closePops();
  });
  const menu = byId("menu-button");
  function showMenu(open) {
    menu.setAttribute("aria-expanded", String(open));
    byId("more-tools").classList.toggle("open", open);
  }
  menu.addEventListener("click", () => showMenu(menu.getAttribute("aria-expanded") !== "true"));
  function showWhatif(open) {
    const sheet = byId("whatif");
    if (open === !sheet.hidden) return;
    sheet.hidden = !open;
    byId("whatif-button").setAttribute("aria-expanded", String(open));
    if (!open) return;
    byId("panel").hidden = true;
    showMenu(false);
    app.whatif.show();
    sheet.focus({ preventScroll: true });
  }
  on("whatif-button", () => showWhatif(byId("whatif").hidden));

  // ---- light, dark, languages -------------------------------------------------------------------------------------------
  function remembered(name, value) {
    try {
      if (value === undefined) return window.localStorage.getItem(`ownership-${name}`) || "";
      window.localStorage.setItem(`ownership-${name}`, value);
    } catch (error) {
      // A page in a frame may not remember anything: it follows the system then.
    }
    return "";
  }
  function theme(value) {
    if (value === "light" || value === "dark") root.dataset.theme = value;
    else delete root.dataset.theme;
    byId("theme").value = root.dataset.theme || "system";
    app.shaded();
  }
  on("theme", () => {
    theme(byId("theme").value);
    remembered("theme", byId("theme").value);
  }, "change");
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => app.shaded());
  function relabel() {
    for (const each of document.querySelectorAll("[data-t]")) each.textContent = say(each.dataset.t);
    for (const each of document.querySelectorAll("[data-label]")) each.setAttribute("aria-label", say(each.dataset.label));
    for (const each of document.querySelectorAll("[data-hint]")) each.title = say(each.dataset.hint);
    byId("search").placeholder = say("app.search_hint");
    box.setAttribute("aria-roledescription", say("app.chart_role"));
    names();
    help();
  }
  on("language", () => {
    app.setWords(byId("language").value);
    relabel();
    app.status(say("app.language_now"));
  }, "change");

  // ---- questions and help -----------------------------------------------------------------------------------------------
  const confirm = element("dialog");
  confirm.id = "confirm";
  document.body.append(confirm);
  function ask(text, action) {
    const yes = button(say("app.confirm_yes"), () => {
      confirm.close();
      action();
    });
    yes.id = "confirm-yes";
    const no = button(say("app.confirm_no"), () => confirm.close());
    no.id = "confirm-no";
    const question = element("p", text);
    question.id = "confirm-text";
    confirm.setAttribute("aria-labelledby", question.id);
    const row = element("p", undefined, "actions");
    row.append(yes, no);
    confirm.replaceChildren(question, row);
    confirm.showModal();
  }
  function help() {
    const dialog = byId("help");
    const title = element("h2", say("app.help_title"));
    title.id = "help-title";
    const keys = ["arrows", "enter", "space", "delete", "home", "zoom", "search", "escape", "question"];
    const table = element("dl", undefined, "keys");
    for (const key of keys) table.append(element("dt", say(`app.key.${key}`)), element("dd", say(`app.key.${key}.does`)));
    const close = button(say("app.close"), () => dialog.close());
    const notes = ["app.help_share", "app.help_plus", "app.help_paths", "app.help_marks", "app.help_wheel"];
    dialog.replaceChildren(title, element("p", say("app.help_text")), table, list(notes, (key) => element("li", say(key))), close);
  }
  on("help-button", () => byId("help").showModal());
  own.keys.everywhere({
    search: () => {
      byId("search").focus();
      byId("search").select();
    },
    help: () => byId("help").showModal(),
    escape: () => {
      const pop = pops.find((each) => each.open);
      if (pop) {
        pop.open = false;
        return pop.querySelector("summary").focus();
      }
      if (!byId("whatif").hidden) {
        showWhatif(false);
        return byId("whatif-button").focus();
      }
      if (!byId("panel").hidden) return app.closePanel();
      return showMenu(false);
    },
  });

  const takeaway = own.takeaway(app, { on, say, closePops, showMenu });

  // ---- shown again after every change --------------------------------------------------------------------------------------
  function reflect(state, now) {
    byId("rule").value = state.rule;
    byId("basis").value = state.basis;
    const min = state.scene.min || 0;
    byId("min").value = String(min);
    byId("min-value").textContent = `${min} %`;
    byId("min").setAttribute("aria-valuetext", `${min} %`);
    byId("paths").setAttribute("aria-pressed", String(state.paths));
    root.classList.toggle("assumed", app.assumed());
    showTab();
    if (now && takeaway) takeaway.reflect();
  }
  function stepped() {
    byId("undo").disabled = !history.canBack();
    byId("redo").disabled = !history.canForward();
  }
  function opened() {
    relabel();
    theme(remembered("theme"));
    stepped();
    const { q } = app.state();
    if (q) {
      byId("search").value = q;
      if (!app.state().node) app.finder.show();
    }
  }
  return { fit, ask, showWhatif, reflect, stepped, opened, tab };
};
