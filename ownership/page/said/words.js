// The words of the page in one language: templates from its table, and what fills them.
// The twin of ownership/page/languages.py: the same text for the same values, digit for digit.
window.ownership = window.ownership || {};
window.ownership.words = (() => {
  "use strict";

  const big = (n) => BigInt(n);

  // A number as a decimal of twelve significant digits, exactly: floats such as 40.459999999999994 are 40.46.
  const decimal = (value) => {
    const [digits, power = "0"] = value.toPrecision(12).split("e");
    const [whole, part = ""] = digits.split(".");
    const shift = Number(power) - part.length;
    const top = big(whole + part);
    return shift >= 0 ? [top * 10n ** big(shift), 1n] : [top, 10n ** big(-shift)];
  };

  // A fraction in units of some decimal: the nearest, half to even, or the next one below (-1) or above (1).
  const rounded = ([top, bottom], places, way = 0) => {
    const scaled = top * 10n ** big(places);
    const floor = scaled / bottom;
    const rest = scaled - floor * bottom;
    if (way !== 0) return way > 0 && rest > 0n ? floor + 1n : floor;
    return rest * 2n > bottom || (rest * 2n === bottom && floor % 2n === 1n) ? floor + 1n : floor;
  };

  const compare = (a, b) => {
    const left = a[0] * b[1];
    const right = b[0] * a[1];
    return left < right ? -1 : left > right ? 1 : 0;
  };

  const ZERO = [0n, 1n];
  const HUNDRED = [100n, 1n];

  // With two decimals at most, more where two would move it onto a multiple of five, which a law may ask for.
  const digits = (value, say, way = 0) => {
    for (const places of [2, 4, 6, 9, 12]) {
      const unit = 10n ** big(places);
      const found = rounded(value, places, way);
      if (found % (unit * 5n) !== 0n || found * value[1] === value[0] * unit) {
        const text = found.toString().padStart(places + 1, "0");
        return `${text.slice(0, -places)}.${text.slice(-places)}`.replace(/0+$/, "").replace(/\.$/, "");
      }
    }
    const whole = rounded(value, 0);
    return say(compare(value, [whole, 1n]) > 0 ? "share.end_over" : "share.end_under", { end: whole.toString() });
  };

  const DIRECTIONS = new Set([0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0xfeff]);

  // Text that cannot steer what stands beside it: no control characters, no direction overrides.
  const clean = (text) => {
    if (text === null || text === undefined) return "";
    let out = "";
    for (const letter of String(text)) {
      const code = letter.codePointAt(0);
      if ((code >= 9 && code <= 13) || code === 0x85 || code === 0x2028 || code === 0x2029) out += " ";
      else if (code >= 0xd800 && code < 0xe000) out += "\ufffd";
      else if (!DIRECTIONS.has(code) && code >= 32 && !(code >= 127 && code < 160)) out += letter;
    }
    return out.trim();
  };

  const cut = (text, length) => {
    const letters = Array.from(text);
    return letters.length <= length ? text : `${letters.slice(0, length - 1).join("").trimEnd()}…`;
  };

  const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

  // A name written from right to left must not turn the sentence around it.
  const apart = (name) => (RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name);

  // Where something is supposed, or only a part of the records is there, templates that begin with "whatif." or "partly."
  // come first: what follows from an assumption, or from a part, is not said of the records.
  const words = (table, lang, { supposed = false, partly = false } = {}) => {
    const modes = [`${supposed ? "whatif." : ""}${partly ? "partly." : ""}`, supposed ? "whatif." : ""].filter(Boolean);
    const has = (key) => Object.prototype.hasOwnProperty.call(table, key);
    const say = (plain, values = {}) => {
      const key = (modes.find((mode) => has(mode + plain)) || "") + plain;
      if (!has(key)) throw new Error(`no words for ${key}`);
      return table[key].replace(/\{(\w+)\}/g, (_, name) => {
        if (!Object.prototype.hasOwnProperty.call(values, name)) throw new Error(`${key}: nothing for {${name}}`);
        return String(values[name]);
      });
    };
    const number = (n) => String(n).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
    const count = (key, n, values = {}) => say(`${key}.${n === 1 ? "one" : "other"}`, { ...values, n: number(n) });
    const series = (parts) =>
      parts.length < 2
        ? parts.join("")
        : parts.slice(0, -1).join(say("story.series.join")) + say("story.series.last") + parts[parts.length - 1];
    const day = (text) => {
      const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
      if (!found || Number(found[2]) < 1 || Number(found[2]) > 12) return clean(text);
      const month = say(`story.month.${Number(found[2])}`);
      return say("story.day", { day: Number(found[3]), month, year: Number(found[1]) });
    };
    // lowExact and highExact are [numerator, denominator] as BigInt; without them the number is taken as twelve digits.
    const share = (interval) => {
      if (!interval) return say("share.unknown");
      const low = interval.lowExact || decimal(interval.low);
      const high = interval.highExact || decimal(interval.high);
      if (compare(low, ZERO) === 0 && compare(high, HUNDRED) >= 0) return say("share.unknown");
      if (compare(low, HUNDRED) > 0) return say("share.contradictory");
      const top = compare(high, HUNDRED) > 0 ? HUNDRED : high;
      if (compare(low, top) >= 0) return say("share.exact", { low: digits(low, say) });
      const from = digits(low, say, -1);
      const to = digits(top, say, 1);
      if (compare(low, ZERO) === 0) return say(interval.highOpen ? "share.under" : "share.up_to", { high: to });
      if (compare(top, HUNDRED) >= 0 && !interval.highOpen) {
        return say(interval.lowOpen ? "share.over" : "share.at_least", { low: from });
      }
      const start = interval.lowOpen ? say("share.end_over", { end: from }) : from;
      return say(interval.highOpen ? "share.range_under" : "share.range", { low: start, high: to });
    };
    const bounds = (low, high, lowOpen = false, highOpen = false) => {
      if (low === null || low === undefined || high === null || high === undefined) return "";
      if (low === 0 && high >= 100) return say("share.range", { low: "0", high: "100" });
      if (high <= 0) return say("share.none");
      const ends = [decimal(low), decimal(high)];
      const apartEnds = compare(ends[0], ends[1]) < 0;
      return share({ lowExact: ends[0], highExact: ends[1], lowOpen: lowOpen && apartEnds, highOpen: highOpen && apartEnds });
    };
    const code = (section, text) => {
      const at = text.indexOf(":");
      const name = at < 0 ? text : text.slice(0, at);
      const key = `${section}.${name}`;
      return clean((has(key) ? table[key] : name.replace(/_/g, " ")) + (at < 0 ? "" : text.slice(at)));
    };
    const figure = (value, way = 0) => digits(value, say, way);
    return { lang, has, say, figure, decimal, number, count, series, day, share, bounds, code, clean, cut, apart };
  };
  words.clean = clean;
  words.cut = cut;
  words.apart = apart;
  return words;
})();
