// Finding a party by any of its names or its id, in any script, whether or not it is drawn.
window.ownership = window.ownership || {};
window.ownership.find = (function () {
  "use strict";
  const { simple, element, isolated, short } = window.ownership.dom;
  const SHOWN = 12;

  /** `entries`: [{id, name, texts}]; returns asked -> [{id, name, by}], those that begin so first. */
  function index(entries) {
    let prepared = null;
    return function hits(asked) {
      const wanted = simple(asked.trim());
      if (!wanted) return [];
      prepared = prepared || entries().map((entry) => ({ ...entry, plain: entry.texts.map(simple) }));
      const found = [];
      for (const { id, name, texts, plain } of prepared) {
        let best = null;
        for (let n = 0; n < plain.length; n++) {
          const where = plain[n].indexOf(wanted);
          if (where < 0) continue;
          const rank = (plain[n] === wanted ? 0 : where === 0 ? 1 : 2) + (n ? 0.5 : 0);
          if (!best || rank < best.rank) best = { rank, by: n ? texts[n] : "" };
        }
        if (best) found.push({ id, name, by: best.by, rank: best.rank });
      }
      return found.sort((a, b) => a.rank - b.rank || a.name.length - b.name.length || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    };
  }

  /** The field and the list under it, after the pattern of a combobox: arrows choose, Enter opens, Escape closes. */
  function field(input, list, app) {
    let hits = [];
    let active = -1;
    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };
    function mark(n) {
      active = n;
      [...list.children].forEach((item, k) => item.setAttribute("aria-selected", String(k === n)));
      if (n < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", `found-${n}`);
        list.children[n].scrollIntoView({ block: "nearest" });
      }
    }
    function take(n) {
      const hit = hits[n];
      if (!hit) return;
      close();
      app.found(hit.id, input.value.trim());
    }
    function show() {
      const asked = input.value;
      hits = app.hits(asked);
      list.replaceChildren(...hits.slice(0, SHOWN).map((hit, n) => {
        const item = element("li");
        item.id = `found-${n}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.append(isolated("span", short(hit.name, 120)));
        const more = [hit.by && short(hit.by, 120), app.where(hit.id)].filter(Boolean).join("; ");
        if (more) item.append(" ", isolated("span", more, "muted"));
        item.addEventListener("pointerdown", (event) => event.preventDefault());
        item.addEventListener("click", () => take(n));
        return item;
      }));
      active = -1;
      list.hidden = !hits.length;
      input.setAttribute("aria-expanded", String(Boolean(hits.length)));
      input.removeAttribute("aria-activedescendant");
      app.counted(asked.trim() ? hits.length : null, SHOWN);
    }
    input.addEventListener("input", show);
    input.addEventListener("focus", () => {
      if (input.value.trim() && list.hidden) show();
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const count = Math.min(SHOWN, hits.length);
      if (event.key === "Enter") take(Math.max(0, active));
      else if (event.key === "Escape" && !list.hidden) close();
      else if (event.key === "Escape") {
        input.value = "";
        app.counted(null, SHOWN);
        app.chart();
      } else if (event.key === "ArrowDown" && count) mark((active + 1) % count);
      else if (event.key === "ArrowUp" && count) mark((active <= 0 ? count : active) - 1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    return { show, close };
  }
  return { index, field };
})();
