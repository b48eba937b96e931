/* Numbers a page calculates with: fractions of BigInt, shares as ranges with open ends, and days of the calendar.
   The twin of ownership/shares_text.py and ownership/dates.py. Percent are 0-100; nothing here is rounded. */
(function () {
  "use strict";
  const ownership = (window.ownership = window.ownership || {});

  // ---- fractions: {n, d} with d > 0, reduced only when they grow, so always compared crosswise

  const LONG = 1n << 80n;

  const SMALL = 9007199254740992n;

  function gcd(a, b) {
    let [x, y] = [a < 0n ? -a : a, b];
    while (y && (x >= SMALL || y >= SMALL)) [x, y] = [y, x % y];
    if (!y) return x;
    let [p, q] = [Number(x), Number(y)];
    while (q) [p, q] = [q, p % q];
    return BigInt(p);
  }

  function lowest(f) {
    const common = gcd(f.n, f.d);
    return common > 1n ? { n: f.n / common, d: f.d / common } : f;
  }

  function frac(n, d) {
    const made = { n: BigInt(n), d: d === undefined ? 1n : BigInt(d) };
    return made.d > LONG ? lowest(made) : made;
  }

  const ZERO = frac(0);
  const ONE = frac(1);
  const HUNDRED = frac(100);
  const settle = (n, d) => (d > LONG ? lowest({ n, d }) : { n, d });
  const add = (a, b) => (a.d === b.d ? { n: a.n + b.n, d: a.d } : settle(a.n * b.d + b.n * a.d, a.d * b.d));
  const sub = (a, b) => (a.d === b.d ? { n: a.n - b.n, d: a.d } : settle(a.n * b.d - b.n * a.d, a.d * b.d));
  const mul = (a, b) => settle(a.n * b.n, a.d * b.d);
  const div = (a, b) => (b.n < 0n ? settle(-a.n * b.d, a.d * -b.n) : settle(a.n * b.d, a.d * b.n));
  const less = (a, b) => (a.d === b.d ? a.n < b.n : a.n * b.d < b.n * a.d);
  const equal = (a, b) => (a.d === b.d ? a.n === b.n : a.n * b.d === b.n * a.d);
  const max = (a, b) => (less(a, b) ? b : a);
  const min = (a, b) => (less(b, a) ? b : a);
  const cmp = (a, b) => (less(a, b) ? -1 : equal(a, b) ? 0 : 1);
  const sum = (all) => all.reduce(add, ZERO);

  function bits(n) {
    return n.toString(16).length * 4;
  }

  // The double nearest to a fraction, as Python's float(Fraction).
  function toNumber(f) {
    if (f.n < 0n) return -toNumber({ n: -f.n, d: f.d });
    if (f.n < SMALL && f.d < SMALL) return Number(f.n) / Number(f.d); // both are exact, so the quotient is the nearest
    const { n, d } = lowest(f);
    if (n < SMALL && d < SMALL) return Number(n) / Number(d);
    const shift = 70 - (bits(n) - bits(d));
    const over = shift > 0 ? n << BigInt(shift) : n;
    const under = shift > 0 ? d : d << BigInt(-shift);
    let quotient = over / under;
    if (quotient * under !== over) quotient |= 1n;
    return Number(quotient) * 2 ** -shift;
  }

  // A double as the fraction that it is.
  function ofNumber(x) {
    let value = x;
    let power = 0n;
    while (value % 1) {
      value *= 2;
      power += 1n;
    }
    return settle(BigInt(value), 1n << power);
  }

  // ---- shares: ranges of percent whose ends may be open

  function range(low, high, lowOpen, highOpen) {
    return { low, high, lowOpen: Boolean(lowOpen), highOpen: Boolean(highOpen) };
  }

  const UNKNOWN = range(ZERO, HUNDRED, true, false);
  const NOTHING = range(ZERO, ZERO);
  const isExact = (share) => equal(share.low, share.high);
  const same = (a, b) => equal(a.low, b.low) && equal(a.high, b.high) && a.lowOpen === b.lowOpen && a.highOpen === b.highOpen;

  // A range whose ends are open only where it is one.
  function ends(low, high, lowOpen, highOpen) {
    const wide = less(low, high);
    return range(low, high, lowOpen && wide, highOpen && wide);
  }

  // Whether every value of a share meets a test {threshold, strict}.
  function met(test, share) {
    if (test.strict) return less(test.threshold, share.low) || (share.lowOpen && equal(share.low, test.threshold));
    return !less(share.low, test.threshold);
  }

  // Whether some value of a share meets a test.
  function mayBeMet(test, share) {
    return test.strict || share.highOpen ? less(test.threshold, share.high) : !less(share.high, test.threshold);
  }

  // Two stakes together; the upper end stays within 100 unless the lower one is beyond.
  function plus(a, b) {
    const low = add(a.low, b.low);
    const high = add(a.high, b.high);
    const capped = max(low, min(high, HUNDRED));
    return range(low, capped, a.lowOpen || b.lowOpen, equal(capped, high) && (a.highOpen || b.highOpen));
  }

  const said = new WeakMap();

  // What is told of a share: its ends as numbers, and exactly as [numerator, denominator] in lowest terms.
  function shown(share) {
    if (!share) return null;
    if (!said.has(share)) {
      const [low, high] = [lowest(share.low), lowest(share.high)];
      said.set(share, {
        low: toNumber(low), high: toNumber(high), lowOpen: share.lowOpen, highOpen: share.highOpen,
        lowExact: [low.n, low.d], highExact: [high.n, high.d],
      });
    }
    return said.get(share);
  }

  // The same for what a reader sees of an owner: never over 100.
  function within(share) {
    if (!less(HUNDRED, share.high) && !less(HUNDRED, share.low)) return share;
    return range(min(HUNDRED, share.low), min(HUNDRED, share.high), share.lowOpen, share.highOpen);
  }

  // ---- shares as people and registers write them

  const NUMBER = "\\+?\\d*(?:\\.\\d*)?(?:[eE][+-]?\\d{1,3})?";
  const COUNT = `(?:[1-9]\\d{0,2}(?:[ ,']\\d{3})+|${NUMBER})`;
  const END = "((?:[^()\\[\\],;–-]|(?<=[0-9][eE])-)+?)";
  const whole = (pattern) => new RegExp(`^(?:${pattern})$`);
  const RATIO = whole(`(${COUNT})\\s*/\\s*(${COUNT})`);
  const RANGE = whole(`${END}\\s*(?:[-–]|\\bto\\b)\\s*${END}`);
  const BRACKETS = whole("([(\\[\\]])\\s*([^()\\[\\]]+?)\\s*(?:[-–,;]|\\bto\\b)\\s*([^()\\[\\]]+?)\\s*([)\\]\\[])\\s*%?");
  const ONE_SIDED = whole("(>=|=>|≥|>|<=|=<|≤|<)\\s*(.+)");
  const ONE_NUMBER = whole(`${NUMBER}\\s*%?`);
  const ABSENT = ["", "-", "–", "?", "na", "n/a", "nan", "null", "none", "unknown", "undisclosed", "not stated", "n.a."];
  const known = new Map();

  // A share as a range of percent, null when the text says that it is not known; what cannot be read is an Error.
  function parseShare(text) {
    if (text === null || text === undefined) return null;
    const plain = String(text).trim();
    if (!known.has(plain)) known.set(plain, parsed(plain));
    return known.get(plain);
  }

  function parsed(text) {
    if (text.length > 100) throw new Error(`a share of ${text.length} characters cannot be read`);
    if (ABSENT.includes(text.toLowerCase())) return null;
    const found = interval(text.replace(/\uff05|percent|per cent/g, "%"));
    if (less(found.high, found.low) || (isExact(found) && (found.lowOpen || found.highOpen))) {
      throw new Error(`the share '${text}' runs backwards or is empty`);
    }
    if (less(HUNDRED, found.high)) throw new Error(`the share '${text}' is over 100 %`);
    return found;
  }

  function interval(text) {
    let found = ONE_SIDED.exec(text);
    if (found) {
      const bound = number(found[2]);
      const strict = !/[=≥≤]/.test(found[1]);
      if (/[>≥]/.test(found[1])) return range(bound, HUNDRED, strict, false);
      return range(ZERO, bound, bound.n > 0n, strict);
    }
    found = BRACKETS.exec(text);
    if (found) return range(number(found[2]), number(found[3]), "(]".includes(found[1]), ")[".includes(found[4]));
    found = ONE_NUMBER.test(text) ? null : RANGE.exec(text);
    if (found) return range(number(found[1]), number(found[2]));
    const value = number(text);
    return range(value, value);
  }

  function number(text) {
    const trimmed = text.trim();
    const ratio = RATIO.exec(trimmed);
    if (ratio) {
      const [part, all] = [decimal(ratio[1], trimmed, true), decimal(ratio[2], trimmed, true)];
      if (!all.n) throw new Error(`the share '${trimmed}' divides by nothing`);
      return mul(div(part, all), HUNDRED);
    }
    return decimal(trimmed.replace(/[% ]+$/, "").trim(), trimmed, trimmed.includes("/"));
  }

  const COUNTED = whole(COUNT);
  const NUMBERED = whole(NUMBER);

  function decimal(text, written, counted) {
    if (!(counted ? COUNTED : NUMBERED).test(text.trim()) || !/\d/.test(text)) {
      throw new Error(`the share '${written}' cannot be read`);
    }
    const [mantissa, exponent] = text.replace(/[ ,'+]/g, (c, at) => (c === "+" && at > 0 ? "+" : "")).split(/[eE]/);
    const [before, after] = mantissa.split(".");
    const places = (after || "").length - Number(exponent || 0);
    const digits = BigInt(`${before}${after || ""}`);
    return places >= 0 ? frac(digits, 10n ** BigInt(places)) : frac(digits * 10n ** BigInt(-places), 1n);
  }

  // ---- days: "2019", "2019-05", "2019-05-04" as texts, which compare as days do

  const FORM = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ]\d{2}:\d{2}.*)?)?)?$/;
  const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const leap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const monthLength = (year, month) => (month === 2 && leap(year) ? 29 : LENGTHS[month - 1]);
  const iso = (y, m, d) => `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`;
  const FIRST = "0001-01-01";
  const LAST = "9999-12-31";

  const spans = new Map();

  function span(text) {
    if (!spans.has(text)) spans.set(text, spanOf(text));
    return spans.get(text);
  }

  function spanOf(text) {
    const found = FORM.exec(text.trim());
    if (!found) throw new Error(`'${text}' is not a date; write 2019, 2019-05 or 2019-05-04`);
    const [year, month, day] = found.slice(1).map(Number);
    const wrong = year < 1 || (found[2] && (month < 1 || month > 12));
    if (wrong || (found[3] && (day < 1 || day > monthLength(year, month)))) {
      throw new Error(`'${text}' is not a day of the calendar`);
    }
    if (found[3]) return [iso(year, month, day), iso(year, month, day)];
    if (found[2]) return [iso(year, month, 1), iso(year, month, monthLength(year, month))];
    return [iso(year, 1, 1), iso(year, 12, 31)];
  }

  const earliest = (text) => span(text)[0];
  const latest = (text) => span(text)[1];

  function nextDay(day, steps) {
    let [y, m, d] = day.split("-").map(Number);
    for (let left = Math.abs(steps); left > 0; left -= 1) {
      d += Math.sign(steps);
      if (d < 1 || d > monthLength(y, m)) {
        m += Math.sign(steps);
        if (m < 1 || m > 12) [y, m] = [y + Math.sign(steps), m < 1 ? 12 : 1];
        d = steps < 0 ? monthLength(y, m) : 1;
      }
      if (y < 1) return FIRST;
      if (y > 9999) return LAST;
    }
    return iso(y, m, d);
  }

  // The day that lies so many years, and parts of a year, before another.
  function yearsBefore(day, years) {
    if (years > 9999) return FIRST;
    const whole_ = Math.trunc(years);
    const [y, m, d] = day.split("-").map(Number);
    if (y - whole_ < 1) return FIRST;
    const back = iso(y - whole_, m, Math.min(d, m === 2 ? monthLength(y - whole_, m) : d));
    return nextDay(back, -Math.round((years - whole_) * 365.25));
  }

  // The order of texts that Python has: by code points, not by the units of UTF-16.
  function byText(a, b) {
    if (a === b) return 0;
    const length = Math.min(a.length, b.length);
    for (let at = 0; at < length; at += 1) {
      const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
      if (x !== y) {
        const [p, q] = [x >= 0xd800 && x < 0xe000, y >= 0xd800 && y < 0xe000];
        return p === q ? x - y : p ? 1 : -1;
      }
    }
    return a.length - b.length;
  }

  ownership.exact = Object.freeze({
    ZERO, ONE, HUNDRED, UNKNOWN, NOTHING, FIRST, LAST, frac, lowest, add, sub, mul, div, less, equal, max, min, cmp, sum,
    toNumber, ofNumber, range, ends, isExact, same, met, mayBeMet, plus, shown, within, parseShare, earliest, latest,
    nextDay, yearsBefore, byText,
  });
})();
