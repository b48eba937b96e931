// The days on which anything changed, one step each: by slider, by buttons, by keys; and what changed on the day.
window.ownership = window.ownership || {};
window.ownership.time = (function () {
  "use strict";
  const { element, isolated, list, details, short } = window.ownership.dom;
  const SHOWN = 4;

  /** The days to stop at, oldest first: those of the data, and the day that was asked for. */
  function stops(days, asked) {
    const found = new Set(days.map((each) => each.day));
    if (asked) found.add(asked);
    return [...found].sort();
  }
  /** Where a day stands among the stops: the last one not after it. */
  function place(all, day) {
    let at = 0;
    all.forEach((stop, n) => {
      if (stop <= day) at = n;
    });
    return at;
  }

  /** `parts` are the elements; `app` has words, days, asked, go(day, dragging), sentence(what) -> text. */
  function slider(parts, app) {
    const all = stops(app.days, app.asked);
    const byDay = new Map(app.days.map((each) => [each.day, each.what]));
    parts.box.hidden = all.length < 2;
    parts.what.hidden = all.length < 2;
    parts.slider.max = String(all.length - 1);
    let dragging = false;
    const go = (n) => {
      const to = Math.max(0, Math.min(all.length - 1, n));
      app.go(all[to], dragging);
    };
    parts.slider.addEventListener("input", () => {
      go(Number(parts.slider.value));
      dragging = true;
    });
    parts.slider.addEventListener("change", () => (dragging = false));
    parts.back.addEventListener("click", () => go(Number(parts.slider.value) - 1));
    parts.on.addEventListener("click", () => go(Number(parts.slider.value) + 1));
    parts.home.addEventListener("click", () => app.go(app.asked, false));

    function changes(day) {
      return (byDay.get(day) || []).map(app.sentence).filter(Boolean);
    }
    function show(day) {
      const at = place(all, day);
      parts.slider.value = String(at);
      parts.slider.setAttribute("aria-valuetext", app.words.day(day));
      parts.back.disabled = at === 0;
      parts.on.disabled = at === all.length - 1;
      parts.home.hidden = day === app.asked;
      const found = changes(day);
      parts.now.textContent = app.words.day(day);
      const head = element("p", app.words.say("app.day_of", { n: at + 1, all: all.length, day: app.words.day(day) }));
      if (!found.length) head.append(` ${app.words.say("app.day_nothing")}`);
      const shown = list(found.slice(0, SHOWN), (text) => isolated("li", short(text, 400)));
      const rest = found.slice(SHOWN);
      const more = rest.length
        ? [details(app.words.count("app.day_more", rest.length), (box) => box.append(list(rest, (text) => isolated("li", short(text, 400)))))]
        : [];
      parts.what.replaceChildren(head, ...(found.length ? [shown] : []), ...more);
      return found;
    }
    return { show, stops: all };
  }
  return { stops, place, slider };
})();
