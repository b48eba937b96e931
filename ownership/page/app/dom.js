// Elements made by hand: every text from the data reaches the page as text, and stands apart from what is around it.
window.ownership = window.ownership || {};
window.ownership.dom = (function () {
  "use strict";
  const byId = (id) => document.getElementById(id);
  function element(tag, text, className) {
    const made = document.createElement(tag);
    if (text !== undefined && text !== null) made.textContent = text;
    if (className) made.className = className;
    return made;
  }
  /** Text that others wrote: what is written from right to left does not turn the sentence around it. */
  function isolated(tag, text, className) {
    const made = element(tag, undefined, className);
    made.append(element("bdi", text));
    return made;
  }
  function button(text, action, className) {
    const made = isolated("button", text, className);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  }
  function list(items, make, className) {
    const made = element("ul", undefined, className);
    items.forEach((item, n) => made.append(make(item, n)));
    return made;
  }
  function labelled(text, input) {
    const made = element("label", undefined, "field");
    made.append(element("span", text), " ", input);
    return made;
  }
  function options(select, pairs, chosen) {
    const made = pairs.map(([value, text]) => {
      const option = element("option", text);
      option.value = value;
      option.selected = value === chosen;
      return option;
    });
    select.replaceChildren(...made);
    return select;
  }
  function details(text, fill, className) {
    const made = element("details", undefined, className);
    made.append(element("summary", text));
    let filled = false;
    made.addEventListener("toggle", () => {
      if (filled || !made.open) return;
      filled = true;
      fill(made);
    });
    return made;
  }
  /** An address that may be followed: https, no user name, no odd characters. Else nothing. */
  const safe = (url) => (/^https:\/\/[\p{L}\p{N}_.-]+(:\d+)?([/?#][^\s<>"`\\]*)?$/u.test(url || "") ? url : "");
  const short = (text, length) => {
    const letters = text.length > length ? Array.from(text) : [];
    return letters.length > length ? `${letters.slice(0, length - 1).join("").trimEnd()}…` : text;
  };
  /** The source of a record: a link where it has an address that is safe to follow, else its text. */
  function source(evidence, none) {
    const text = evidence.source || evidence.url || none;
    if (!safe(evidence.url)) {
      return isolated("span", short(evidence.url && evidence.source ? `${text} (${evidence.url})` : text, 460));
    }
    const made = isolated("a", short(text, 300));
    made.href = evidence.url;
    made.target = "_blank";
    made.rel = "noreferrer noopener";
    return made;
  }
  /** For finding: letters without accents, in lower case, one space between words. */
  const simple = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/gu, " ").trim().toLowerCase();

  return { byId, element, isolated, button, list, labelled, options, details, safe, short, source, simple };
})();
