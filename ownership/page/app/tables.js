// The answer, the tables and the nested list: the same facts as the chart, written again whenever they change.
window.ownership = window.ownership || {};
window.ownership.tables = (function () {
  "use strict";
  const { byId, element, isolated, button, list, details, source, short } = window.ownership.dom;
  const ROWS = 400;

  function row(head, cells) {
    const made = element("tr");
    const first = isolated("th", head);
    first.scope = "row";
    made.append(first);
    for (const cell of cells) {
      if (cell instanceof Element) made.append(cell);
      else made.append(element("td", cell));
    }
    return made;
  }
  const number = (text) => element("td", text, "num");
  function cell(children) {
    const made = element("td");
    made.append(...children);
    return made;
  }
  function fill(table, items, make, words, empty) {
    const body = byId(table).tBodies[0];
    body.replaceChildren(...items.slice(0, ROWS).map(make));
    if (!items.length && empty) {
      const none = element("td", empty);
      none.colSpan = byId(table).tHead.rows[0].cells.length;
      const only = element("tr");
      only.append(none);
      body.append(only);
    }
    const left = byId(table).closest("section").querySelector(".left");
    left.textContent = items.length > ROWS ? words.count("app.rows_left", items.length - ROWS) : "";
  }
  const sentences = (texts) => texts.map((text) => isolated("p", text, "muted"));
  const unique = (texts) => [...new Set(texts.filter(Boolean))].join("; ");

  let wholly = false; // once somebody has asked for all of an answer, answers are not shortened again
  function answers(texts, words) {
    // A figure and its sign stay together on a line.
    const made = texts.map((text) => isolated("p", text.replaceAll(" %", "\u00a0%"), "answer"));
    const rest = made.slice(2);
    const more = rest.length ? [details(words.count("app.more_answers", rest.length), (box) => box.append(...rest))] : [];
    byId("answer").replaceChildren(...made.slice(0, 2), ...more);
    clamp(words);
  }
  /** A long answer shows its beginning, and the rest at a touch; whoever hears or prints it has all of it. */
  function clamp(words) {
    const cut = [...byId("answer").querySelectorAll("p.answer")].filter((text) => {
      text.classList.toggle("clamped", !wholly);
      const long = text.scrollHeight > text.clientHeight + 2;
      text.classList.toggle("clamped", long);
      return long;
    });
    const all = button(words.say("app.read_all"), () => {
      wholly = true;
      cut.forEach((text) => text.classList.remove("clamped"));
      byId("answer-all").replaceChildren();
      window.dispatchEvent(new Event("resize"));
    }, "go");
    byId("answer-all").replaceChildren(...(cut.length ? [all] : []));
  }
  function cite(evidence, none) {
    const made = element("div");
    made.append(source(evidence, none));
    if (evidence.ref) made.append(", ", element("bdi", short(evidence.ref, 160)));
    return made;
  }

  /** The question, the answer and the day of one state. */
  function head(story, { words, assumed, day }) {
    byId("question").replaceChildren(element("bdi", short(story.title, 150)));
    answers(story.answers, words);
    byId("day").textContent = words.say(assumed ? "app.on_assumptions" : "app.on_records", { day: words.day(day) });
  }
  /** All tables for one state. `app` gives the words, names and the story. */
  function write(story, app) {
    const { words, nameOf } = app;
    const say = (key, values) => words.say(key, values);
    const holders = story.holders || [];
    byId("holders-table").closest("section").hidden = !holders.length;
    fill("holders-table", holders, (h) => {
      const of = isolated("td", short(h.subject, 160));
      return row(short(h.owner, 160), [h.kind, of, number(h.share), number(h.direct), h.controls, h.seen]);
    }, words);

    const stakes = (app.tableStakes || story.stakes).filter((stake) => stake.line !== "more");
    fill("stakes-table", stakes, (s) => {
      const sources = (s.evidence || []).map((e) => cite(e, say("app.no_source")));
      const none = element("div", say(s.line === "undisclosed" ? "app.computed_rest" : "app.no_source"));
      const warnings = (s.warnings || []).map((text) => element("div", text, "warn"));
      const made = row(short(nameOf(s.owner), 160), [
        number(s.share || say("app.no_share")), isolated("td", short(nameOf(s.owned), 160)), app.lineWord(s),
        unique((s.evidence || []).map((e) => e.observed)) || say("app.no_day"), cell([...(sources.length ? sources : [none]), ...warnings]),
      ]);
      made.dataset.stake = s.id;
      return made;
    }, words, say("app.no_stakes"));

    const parties = app.allParties().filter((party) => party.role === "party");
    fill("parties-table", parties, (p) => {
      const flags = (p.flags || []).map((flag) => isolated("div", `${app.mark(flag.level)} ${flag.text}`));
      const notes = (p.notes || []).map((note) => isolated("div", note));
      return row(p.name, [app.kindWord(p.kind), short(p.jurisdiction || "", 40), cell(flags.length ? flags : [say("app.none_found")]), cell(notes)]);
    }, words);

    const warnings = [...(story.loops || []), ...(story.warnings || [])];
    byId("warnings").hidden = !warnings.length;
    byId("warnings").querySelector("ul").replaceChildren(...warnings.map((text) => isolated("li", text)));
    byId("omitted").replaceChildren(...sentences(story.omitted || []));
    if (story.footer) byId("small-print").replaceChildren(...story.footer.map((text) => isolated("p", text)));
  }
  /** The records used and left out; long, so only when somebody opens it. */
  function ledger(lines, app) {
    const say = (key, values) => app.words.say(key, values);
    byId("ledger").hidden = !lines.length;
    const used = lines.filter((line) => line.used).length;
    byId("ledger").querySelector("summary").textContent = say("app.ledger", { used, left: lines.length - used });
    fill("ledger-table", lines, (l) => {
      const why = cell([cite(l.evidence, say("app.no_source"))]);
      if (l.evidence.note) why.append(isolated("div", short(l.evidence.note, 300), "muted"));
      const made = row(short(l.owner, 160), [
        isolated("td", short(l.owned, 160)), l.what, number(l.share), l.observed,
        say(l.used ? "app.is_used" : "app.is_left_out"), isolated("td", l.reason), why,
      ]);
      if (!l.used) made.className = "unused";
      return made;
    }, app.words);
  }

  /** The chart as a nested list: owners above each party, what it owns, the same lines as on the chart. */
  function nestedList(branches, app) {
    const say = (key) => app.words.say(key);
    function item(twig) {
      const made = element("li");
      made.append(button(short(app.cardName(twig.card), 160), () => app.choose(twig.card), "go"));
      if (twig.text) made.append(" ", button(twig.text, () => app.choose(twig.line), "go num"));
      for (const { level, text } of app.cardMarks(twig.card)) made.append(" ", element("span", text, `mark level-${level}`));
      if (twig.again) made.append(" ", element("span", say("app.list_again"), "muted"));
      const plus = app.cardPlus(twig.card);
      for (const { text, action } of twig.again ? [] : plus) made.append(" ", button(text, action, "go plus"));
      if (twig.twigs.length) made.append(list(twig.twigs, item));
      return made;
    }
    byId("list").replaceChildren(...branches.map((branch) => {
      const made = element("div", undefined, "branch");
      const title = element("h3");
      title.append(button(short(app.cardName(branch.card), 160), () => app.choose(branch.card), "go"));
      for (const { level, text } of app.cardMarks(branch.card)) title.append(" ", element("span", text, `mark level-${level}`));
      made.append(title);
      for (const { text, action } of app.cardPlus(branch.card)) made.append(button(text, action, "go plus"));
      if (branch.owners.length) made.append(element("h4", say("app.owners_of")), list(branch.owners, item));
      if (branch.owned.length) made.append(element("h4", say("app.owned_by")), list(branch.owned, item));
      return made;
    }));
  }
  return { head, write, ledger, nestedList };
})();
