// A record as a reader wants it cited: what it says, when it was last seen and how long ago, where it stands;
// and why a filing names no owner. The twin of ownership/page/said/citing.py and absences.py.
window.ownership = window.ownership || {};
window.ownership.cite = (() => {
  "use strict";

  // Groups of reasons that make a card, the one that says most first; "none" says that there is nobody to name.
  const GROUPS = ["unnamed", "unknown", "exempt"];
  // What BODS calls parties that are there and not named: the word that the reader leaves in the note.
  const PARTIES = { anonymousEntity: "unnamed", anonymousPerson: "unnamed", unknownEntity: "unknown", unknownPerson: "unknown" };

  // The rows of one table of the page as objects, each made when it is looked at; a cell without a value is null.
  const tableOf = (given) => {
    const columns = given ? given.columns : [];
    const rows = given ? given.rows : [];
    const made = new Array(rows.length);
    const row = (n) => {
      if (!made[n]) {
        made[n] = {};
        columns.forEach((name, place) => {
          made[n][name] = rows[n][place] ?? null;
        });
      }
      return made[n];
    };
    return { length: rows.length, row, each: () => rows.map((_, n) => row(n)) };
  };

  const dayNumber = (text) => Math.round(Date.UTC(...text.split("-").map((part, n) => Number(part) - (n === 1 ? 1 : 0))) / 864e5);

  const cite = (tables, day, words) => {
    const { earliest, latest, parseShare } = window.ownership.exact;
    const { clean, say } = words;
    const sources = new Map(tables.sources.each().map((row) => [row.id, row]));

    const firstDay = (text) => {
      try {
        return text ? earliest(text) : null;
      } catch {
        return null;
      }
    };

    // An unreadable day hides nothing.
    const holds = (row) => {
      try {
        return !(row.start && earliest(row.start) > day) && !(row.end && latest(row.end) < day);
      } catch {
        return true;
      }
    };

    const age = (text) => {
      const first = firstDay(text);
      if (!first) return "";
      const days = dayNumber(day) - dayNumber(first);
      if (days <= 0) return say(days ? "age.later" : "age.same");
      if (days < 45) return words.count("age.days", days);
      if (days < 365) return words.count("age.months", Math.floor((days * 48) / 1461));
      const tenths = Math.floor((days * 40 + 730) / 1461);
      return say("age.years", { years: `${Math.floor(tenths / 10)}.${tenths % 10}`.replace(/\.0$/, "") });
    };

    const seen = (row) => {
      const parts = ["observed", "start", "end"].filter((key) => row[key]).map((key) => say(`seen.${key}`, { day: clean(row[key]) }));
      return parts.join(say("seen.join")) || say("seen.undated");
    };

    const evidence = (row, what = "", share = "") => {
      const source = sources.get(row.source || "") || {};
      return {
        what: clean(what), share, observed: seen(row), source: clean(source.title || row.source), url: clean(source.url),
        ref: clean(row.ref), confidence: row.confidence ? words.code("confidence", row.confidence) : "", note: clean(row.note),
        age: age(row.observed || row.start), retrieved: clean(source.retrieved),
      };
    };

    // The share that a record states; what contradicts itself is shown as it stands.
    const stated = (row) => {
      try {
        return row.share ? words.share(window.ownership.exact.shown(parseShare(row.share))) : say("stake.no_figure");
      } catch {
        return clean(row.share);
      }
    };

    const kind = (code, summary = false) => {
      const [name, ofClass = ""] = code.split(" class:");
      const key = `type.${name}`;
      const spaced = () => clean(name).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();
      let text = words.has(key) ? say(key) : spaced();
      if (ofClass) text = say("story.type_class", { type: text, name: clean(ofClass) });
      return summary ? say("story.type_summary", { type: text }) : text;
    };

    const what = (text, directness) => {
      const known = ["direct", "indirect"].includes(directness) ? directness : directness ? "unknown" : "direct";
      return say("story.what", { kind: text, directness: say(`directness.${known}`) });
    };

    // The day that a record speaks of, as seen from the day asked.
    const said = (row) => {
      try {
        if (row.observed && earliest(row.observed) <= day) return clean(row.observed);
      } catch {
        return "";
      }
      return clean(row.start);
    };

    const groupOf = (code) => {
      const known = [...GROUPS, "none"].find((group) => words.has(`reason.${group}.${code}`));
      return known || (code.toLowerCase().includes("exempt") ? "exempt" : "unsorted");
    };

    const reason = (code) => {
      const group = groupOf(code);
      const key = `reason.${group}.${code}`;
      return { group, code: clean(code), text: words.has(key) ? say(key) : clean(code) };
    };

    // Entity -> the reasons filed for naming no owner that hold on the day, each with its first day.
    const filed = () => {
      const found = new Map();
      for (const row of tables.absences.each()) {
        if (!holds(row)) continue;
        const each = { reason: reason(clean(row.reason || "unknown")), since: clean(row.start) };
        const mine = found.get(row.entity) || [];
        if (!mine.some((other) => other.reason.code === each.reason.code && other.since === each.since)) mine.push(each);
        found.set(row.entity, mine);
      }
      return found;
    };

    const filings = (reasons) =>
      reasons.map(({ reason: { text }, since }) =>
        since ? say("party.filed_since", { reason: text, day: since }) : say("party.filed", { reason: text }));

    return { sources, firstDay, holds, age, seen, evidence, stated, kind, what, said, reason, filed, filings };
  };

  // An entity that stands for somebody who is not named is no party like others.
  const roleOf = (row) => {
    const note = String(row.note || "");
    if (note.startsWith("Placeholder") && (row.kind || "unknown") === "unknown") return "unnamed";
    const said = row.name ? undefined : note.split("; ").find((part) => Object.hasOwn(PARTIES, part));
    return said === undefined ? "party" : PARTIES[said];
  };

  const strongest = (reasons) => GROUPS.find((group) => reasons.some((each) => each.reason.group === group)) || null;

  return Object.assign(cite, { tableOf, roleOf, strongest, GROUPS });
})();
