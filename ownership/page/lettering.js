// How wide text is, and where it breaks: the twin of lettering.py, with its table, so that all drawings break alike.
(function () {
  "use strict";
  window.ownership = window.ownership || {};
  // Whatever Unicode calls a space: written out, because languages differ in what they call one.
  const SPACES = /[\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;

  window.ownership.lettering = function (letters) {
    const { ascii, classes, unspaced, stacked: highest, most: MOST } = letters;
    const notFirst = new Set(letters.not_first);
    const notLast = new Set(letters.not_last);
    const after = new Set(letters.after);
    const among = (code, ranges) => ranges.some(([first, last]) => first <= code && code <= last);

    const known = [new Int16Array(65536).fill(-1), new Int16Array(65536).fill(-1)];

    function letterWidth(letter, bold) {
      const code = letter.codePointAt(0);
      if (code > 0xffff) return looked(code, bold);
      const table = known[bold ? 1 : 0];
      if (table[code] < 0) table[code] = looked(code, bold);
      return table[code];
    }
    function looked(code, bold) {
      if (code >= 32 && code < 127) return ascii[bold ? 1 : 0][code - 32];
      let low = 0;
      let high = classes.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (classes[middle][0] <= code) low = middle + 1;
        else high = middle;
      }
      return classes[low - 1][1];
    }

    function textWidth(text, size, bold) {
      let sum = 0;
      for (const letter of text) sum += letterWidth(letter, bold);
      return (sum * size) / 1000;
    }

    function leftward(text) {
      for (const letter of text) {
        const code = letter.codePointAt(0);
        if (among(code, letters.leftward)) return true;
        const latin = (code >= 65 && code < 91) || (code >= 97 && code < 123);
        if (latin || (code >= 0xc0 && !(code >= 0x2000 && code < 0x2e80))) return false;
      }
      return false;
    }

    // Single spaces, and no towers of marks.
    function measured(text, longest) {
      const out = [];
      let stacked = 0;
      const plain = text.slice(0, longest).join("").replace(SPACES, " ").replace(/^ | $/g, "");
      for (const letter of plain) {
        stacked = letterWidth(letter, false) === 0 ? stacked + 1 : 0;
        if (stacked <= highest) out.push(letter);
      }
      return out;
    }

    function shortened(found, width, size, bold) {
      let room = (width * 1000) / size - letterWidth("…", bold);
      let end = 0;
      for (const letter of found) {
        room -= letterWidth(letter, bold);
        if (room < 0) break;
        end += 1;
      }
      return found.slice(0, end).join("").replace(/ +$/, "") + "…";
    }

    function fit(text, width, size, bold) {
      const all = Array.from(text);
      const found = measured(all, MOST);
      const whole = found.join("");
      if (all.length <= MOST && textWidth(whole, size, bold) <= width) return whole;
      return shortened(found, width, size, bold);
    }

    // As much of the end of a text as fits, whole words where there are some, after an ellipsis.
    function ending(text, width, size, bold) {
      const found = measured(Array.from(text).slice(-MOST), MOST);
      let room = (width * 1000) / size - letterWidth("…", bold) - letterWidth(" ", bold);
      let start = found.length;
      while (start && letterWidth(found[start - 1], bold) <= room) {
        start -= 1;
        room -= letterWidth(found[start], bold);
      }
      while (start < found.length && letterWidth(found[start], bold) === 0) start += 1;
      const space = found.indexOf(" ", start);
      const near = space >= 0 && space < start + ((found.length - start) >> 1);
      if (start && found[start - 1] !== " " && near) start = space + 1;
      return `… ${found.slice(start).join("").replace(/^ +| +$/g, "")}`;
    }

    // The last place, at most `end`, where a line may break.
    function breakAt(found, start, end, bold) {
      for (let place = end; place > start; place -= 1) {
        if (place >= found.length) continue;
        const before = found[place - 1];
        const next = found[place];
        if (before === " " || next === " ") {
          if (next !== "%" && found[place + 1] !== "%") return place; // a figure and its sign stay together
          continue;
        }
        if (after.has(before)) return place;
        const free = among(before.codePointAt(0), unspaced) || among(next.codePointAt(0), unspaced);
        if (free && !notFirst.has(next) && !notLast.has(before) && letterWidth(next, bold)) return place;
      }
      return null;
    }

    function greedy(found, whole, width, size, bold, most) {
      const lines = [];
      const room = (width * 1000) / size;
      let broken = false;
      let start = 0;
      for (;;) {
        let end = start;
        let used = 0;
        while (end < found.length && used + letterWidth(found[end], bold) <= room) {
          used += letterWidth(found[end], bold);
          end += 1;
        }
        if (end === found.length && whole) return { lines: [...lines, found.slice(start).join("")], whole: true, broken };
        if (lines.length === most - 1 || end === found.length) {
          return { lines: [...lines, shortened(found.slice(start), width, size, bold)], whole: false, broken };
        }
        let cut = breakAt(found, start, end, bold);
        let wide = 0;
        for (let n = start; cut !== null && n < cut; n += 1) wide += letterWidth(found[n], bold);
        // A short word before one that never ends would stand alone: break inside instead.
        if (cut === null || wide < room * 0.3) {
          broken = true;
          cut = Math.max(end, start + 1);
          while (cut > start + 1 && cut < found.length && letterWidth(found[cut], bold) === 0) cut -= 1;
        }
        lines.push(found.slice(start, cut).join("").replace(/^ +| +$/g, ""));
        start = cut;
        while (start < found.length && found[start] === " ") start += 1;
      }
    }

    function wrap(text, width, size, bold, most = 2, longest = MOST, even = true) {
      const all = Array.from(text);
      const letters = measured(all, longest);
      const there = all.length <= longest;
      const found = greedy(letters, there, width, size, bold, most);
      if (!even || found.lines.length !== 2 || !found.whole) return found;
      for (const part of [0.55, 0.65, 0.75, 0.85, 0.95]) {
        const tried = greedy(letters, there, width * part, size, bold, most);
        if (tried.whole && tried.broken <= found.broken && tried.lines.length === 2) return tried;
      }
      return found;
    }

    function cut(text, length) {
      const all = Array.from(text);
      return all.length <= length ? text : all.slice(0, length - 1).join("").trimEnd() + "…";
    }

    return { textWidth, leftward, fit, wrap, ending, cut, MOST };
  };
})();
