// What changed on a day, in a sentence: a stake, a listing, a law.
window.ownership = window.ownership || {};
window.ownership.changes = (function () {
  "use strict";
  const KNOWN = ["starts", "ends", "seen", "stayed", "resumes"];
  function record(table, row) {
    const { columns, rows } = table;
    return Object.fromEntries(columns.map((name, n) => [name, (rows[row] || [])[n]]));
  }
  /** `what`: {kind, rows, rule, change} of the page's days; `app`: data, words, nameOf. */
  return function sentence(what, app) {
    const { data, words, nameOf } = app;
    const name = (id) => words.apart(words.cut(nameOf(id), 70));
    const change = KNOWN.includes(what.change) ? what.change : "changes";
    if (what.kind === "law") {
      const rule = data.rules.find((each) => each.id === what.rule);
      return words.say(`app.day.law.${change}`, { rule: (rule && (rule.title || rule.id)) || what.rule || "" });
    }
    const row = (what.rows || [])[0];
    if (what.kind === "listing") {
      const listing = record(data.records.listings, row);
      const list = words.has(`list.${listing.list}`) ? words.say(`list.${listing.list}`) : listing.list || "";
      return words.say(`app.day.listing.${change}`, { name: name(listing.entity), list: words.apart(list) });
    }
    const interest = record(data.records.interests, row);
    const share = interest.share ? `${interest.share} %` : words.say("app.no_share");
    const more = (what.rows || []).length > 1 ? words.count("app.day.more_records", what.rows.length - 1) : "";
    return words.say(`app.day.interest.${change}`, { owner: name(interest.owner), owned: name(interest.owned), share }) + more;
  };
})();
