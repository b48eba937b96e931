// What if: change a share, list or unlist a party, leave out a record. Never mixed up with what the records say.
window.ownership = window.ownership || {};
window.ownership.whatif = (function () {
  "use strict";
  const { element, isolated, button, labelled, short } = window.ownership.dom;
  const NUMBER = "\\d+(?:\\.\\d+)?";
  const RANGE = `${NUMBER}\\s*(?:-|–)\\s*${NUMBER}|[[(]\\s*${NUMBER}\\s*,\\s*${NUMBER}\\s*[\\])]`;
  const SHARE = new RegExp(`^(?:(?:>=?|<=?)\\s*${NUMBER}|${RANGE}|${NUMBER}|\\d+\\s*/\\s*\\d+)?$`);

  /** A share as somebody types it, checked and written as records write it; null when it means nothing. */
  function share(text) {
    const plain = text.trim().replace(/,(?=\d{1,2}\s*%?$)/, ".").replace("–", "-").replace(/\s*%$/, "").trim();
    if (!SHARE.test(plain)) return null;
    const numbers = (plain.includes("/") ? [] : plain.match(/\d+(?:\.\d+)?/g) || []).map(Number);
    if (numbers.some((n) => n > 100) || (numbers.length === 2 && numbers[0] > numbers[1])) return null;
    const [top, bottom] = plain.includes("/") ? plain.split("/").map(Number) : [0, 1];
    return !bottom || top > bottom ? null : plain;
  }
  const same = (one, other) => one.owner === other.owner && one.owned === other.owned;
  const without = (items, item) => items.filter((each) => each !== item);

  /** The changes with one more, or one less; what is there is never changed in place. */
  const withShare = (changes, change) => ({ ...changes, shares: [...changes.shares.filter((each) => !same(each, change)), change] });
  const withListing = (changes, id, listed, wasListed) => {
    const next = { ...changes, listed: without(changes.listed, id), unlisted: without(changes.unlisted, id) };
    if (listed && !wasListed) next.listed = [...next.listed, id];
    if (!listed && wasListed) next.unlisted = [...next.unlisted, id];
    return next;
  };
  const withRecord = (changes, row, dropped) => ({
    ...changes,
    dropped: dropped ? [...without(changes.dropped, row), row].sort((a, b) => a - b) : without(changes.dropped, row),
  });
  /** One entry for each change: what it says, and the changes without it. */
  function entries(changes, app) {
    const { words, nameOf } = app;
    const name = (id) => short(nameOf(id), 80);
    return [
      ...changes.shares.map((each) => ({
        text: words.say("app.assumed_share", {
          owner: name(each.owner), owned: name(each.owned), share: each.share ? `${each.share} %` : words.say("share.unknown"),
        }),
        rest: { ...changes, shares: changes.shares.filter((other) => other !== each) },
      })),
      ...changes.listed.map((id) => ({
        text: words.say("app.assumed_listed", { name: name(id) }),
        rest: { ...changes, listed: without(changes.listed, id) },
      })),
      ...changes.unlisted.map((id) => ({
        text: words.say("app.assumed_unlisted", { name: name(id) }),
        rest: { ...changes, unlisted: without(changes.unlisted, id) },
      })),
      ...changes.dropped.map((row) => ({
        text: words.say("app.assumed_dropped", { record: app.recordText(row) }),
        rest: withRecord(changes, row, false),
      })),
    ];
  }

  /** The banner, the sheet and the small forms in the panel. `app`: words, changes(), change(changes), nameOf, parties() ... */
  function sheet(parts, app) {
    const say = (key, values) => app.words.say(key, values);
    function banner() {
      const changes = app.changes();
      const all = entries(changes, app);
      parts.banner.hidden = !all.length;
      if (!all.length) return parts.banner.replaceChildren();
      const head = element("p");
      head.append(element("strong", `⚠ ${say("app.assumed")}`), ` ${app.words.count("app.assumed_n", all.length)}`);
      const reset = button(say("app.reset"), () => app.change(app.none()));
      return parts.banner.replaceChildren(head, chips(all), reset);
    }
    function chips(all) {
      const made = element("ul", undefined, "chips");
      for (const entry of all) {
        const item = element("li");
        const remove = button("×", () => app.change(entry.rest), "remove");
        remove.setAttribute("aria-label", say("app.assumed_remove", { what: entry.text }));
        item.append(isolated("span", entry.text), remove);
        made.append(item);
      }
      return made;
    }
    function choice(id, pairs, chosen) {
      const select = element("select");
      select.id = id;
      return window.ownership.dom.options(select, pairs, chosen);
    }
    function field(value) {
      const input = element("input");
      input.type = "text";
      input.inputMode = "text";
      input.autocomplete = "off";
      input.placeholder = say("app.share_hint");
      input.value = value || "";
      return input;
    }
    function shareForm(id, owner, owned, now) {
      const form = element("form", undefined, "assume");
      const input = field(now);
      if (id) input.id = id;
      const wrong = element("p", "", "warn");
      wrong.hidden = true;
      wrong.setAttribute("role", "alert");
      const apply = element("button", say("app.apply"));
      apply.type = "submit";
      form.append(labelled(say("app.if_share"), input), apply, wrong);
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const ends = [owner(), owned()];
        const found = share(input.value);
        wrong.hidden = found !== null && Boolean(ends[0] && ends[1]);
        wrong.textContent = say(found === null ? "app.share_wrong" : "app.party_wrong");
        if (wrong.hidden) app.change(withShare(app.changes(), { owner: ends[0], owned: ends[1], share: found }));
      });
      return form;
    }
    function dropButton(row, drop) {
      const text = say(drop ? "app.if_dropped" : "app.if_kept", { record: app.recordText(row) });
      return button(text, () => app.change(withRecord(app.changes(), row, drop)), "wide-button whatif-drop");
    }
    /** In the panel of a line: another share, and each record to be left out. */
    function form(stake) {
      if (!["owns", "votes"].includes(stake.line) || !stake.owner || !stake.owned) return [];
      const made = [shareForm("", () => stake.owner, () => stake.owned, "")];
      for (const row of stake.rows || []) {
        const dropped = app.changes().dropped.includes(row);
        made.push(dropButton(row, !dropped));
      }
      return made;
    }
    /** The sheet itself: everything in one place, without a mouse or the chart. */
    function show() {
      const parties = app.parties().map(({ id, name }) => [id, short(name, 70)]);
      const between = ({ owner, owned }) => `${short(app.nameOf(owner), 40)} → ${short(app.nameOf(owned), 40)}`;
      const stakes = app.stakes().map((stake) => [stake.id, `${between(stake)}: ${app.stakeText(stake)}`]);
      const byId = new Map(app.stakes().map((stake) => [stake.id, stake]));
      const which = choice("whatif-stake", stakes, "");
      const who = choice("whatif-party", parties, app.chosenParty());
      const close = button("×", app.close, "close");
      close.setAttribute("aria-label", say("app.close"));
      const all = entries(app.changes(), app);
      const stake = () => byId.get(which.value);
      const listing = element("p", undefined, "actions");
      for (const listed of [true, false]) {
        const made = button(say(listed ? "app.if_listed" : "app.if_unlisted"), () => who.value && app.list(who.value, listed));
        made.id = listed ? "whatif-list" : "whatif-unlist";
        listing.append(made);
      }
      const drops = element("div");
      const records = () => drops.replaceChildren(...((stake() && stake().rows) || []).map((row) => dropButton(row, true)));
      which.addEventListener("change", records);
      records();
      const form = shareForm("whatif-share", () => stake() && stake().owner, () => stake() && stake().owned, "");
      const reset = button(say("app.reset"), () => app.change(app.none()));
      reset.id = "whatif-reset";
      reset.disabled = !all.length;
      parts.sheet.replaceChildren(
        close, element("h2", say("app.whatif_title")), element("p", say("app.whatif_note"), "warn"),
        ...(stakes.length ? [element("h3", say("app.whatif_stake")), labelled(say("app.whatif_which"), which), form, drops] : []),
        element("h3", say("app.whatif_party")), labelled(say("app.whatif_who"), who), listing,
        element("h3", say("app.assumed_list")), all.length ? chips(all) : element("p", say("app.assumed_none"), "muted"), reset,
      );
    }
    return { banner, show, form, list: app.list };
  }
  return { share, withShare, withListing, withRecord, entries, sheet };
})();
