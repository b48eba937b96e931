// Unpacks the drawing library and the interface, which a page carries packed: bzip2, because its bytes are the same on
// every machine, written as base64. What calculates shares and verdicts is not packed: it can be read in the page.
window.ownership = window.ownership || {};
window.ownership.unpack = function (text) {
  "use strict";
  const packed = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
  let at = 0; // the next byte
  let held = 0; // bits taken from bytes and not read yet
  let bits = 0; // how many of them
  function read(count) {
    while (bits < count) {
      if (at >= packed.length) throw new Error("the packed scripts end too early");
      held = ((held << 8) | packed[at++]) >>> 0;
      bits += 8;
    }
    bits -= count;
    const value = count === 0 ? 0 : (held >>> bits) & ((1 << count) - 1);
    held &= (1 << bits) - 1;
    return value;
  }
  const number = (wide) => read(8) * 2 ** (wide - 8) + (wide > 8 ? number(wide - 8) : 0);
  const same = (value, wanted) => {
    if (value !== wanted) throw new Error("the packed scripts are damaged");
  };

  /** Have at least 20 bits at hand, or all that are left and zeros. */
  function fill() {
    while (bits < 20) {
      held = ((held << 8) | (at < packed.length ? packed[at] : 0)) >>> 0;
      at += 1;
      bits += 8;
    }
  }

  /** Read the code lengths of one table: `quick` has symbol and length of every code of at most QUICK bits. */
  const QUICK = 10;
  function table(symbols) {
    const lengths = [];
    let length = read(5);
    for (let n = 0; n < symbols; n++) {
      while (read(1)) length += read(1) ? -1 : 1;
      lengths.push(length);
    }
    const quick = new Int32Array(1 << QUICK);
    const longer = new Map(); // length and code of all others -> symbol
    let code = 0;
    for (let wide = 1; wide <= 20; wide++) {
      for (let symbol = 0; symbol < symbols; symbol++) {
        if (lengths[symbol] !== wide) continue;
        if (wide <= QUICK) quick.fill((symbol << 5) | wide, code << (QUICK - wide), (code + 1) << (QUICK - wide));
        else longer.set(code * 32 + wide, symbol);
        code += 1;
      }
      code <<= 1;
    }
    return { quick, longer };
  }
  function decode({ quick, longer }) {
    fill();
    const found = quick[held >>> (bits - QUICK)];
    if (found) {
      bits -= found & 31;
      held &= (1 << bits) - 1;
      return found >>> 5;
    }
    for (let wide = QUICK + 1; wide <= 20; wide++) {
      const symbol = longer.get((held >>> (bits - wide)) * 32 + wide);
      if (symbol === undefined) continue;
      bits -= wide;
      held &= (1 << bits) - 1;
      return symbol;
    }
    throw new Error("the packed scripts are damaged");
  }

  /** Read one block: Huffman codes, move to front, runs; what comes out is sorted by what follows each byte. */
  function block(most) {
    number(32); // the checksum: the hash of the whole is in the policy of the page
    same(read(1), 0);
    const start = number(24);
    const rows = read(16);
    const used = [];
    for (let high = 0; high < 16; high++) {
      if (!(rows & (0x8000 >> high))) continue;
      const row = read(16);
      for (let low = 0; low < 16; low++) if (row & (0x8000 >> low)) used.push(16 * high + low);
    }
    const front = Uint8Array.from(used);
    const groups = read(3);
    const chosen = Array.from({ length: groups }, (_, n) => n);
    const selectors = Array.from({ length: read(15) }, () => {
      let place = 0;
      while (read(1)) place += 1;
      chosen.unshift(...chosen.splice(place, 1));
      return chosen[0];
    });
    const tables = Array.from({ length: groups }, () => table(used.length + 2));
    const sorted = new Uint8Array(most);
    const end = used.length + 1;
    let size = 0;
    let run = 0;
    let weight = 1;
    let now = null;
    for (let n = 0; ; n++) {
      if (n % 50 === 0) now = tables[selectors[n / 50]];
      const symbol = decode(now);
      if (symbol < 2) {
        run += weight << symbol;
        weight <<= 1;
        continue;
      }
      if (run) sorted.fill(front[0], size, (size += run));
      run = 0;
      weight = 1;
      if (symbol === end) break;
      const byte = front[symbol - 1];
      for (let place = symbol - 1; place > 0; place--) front[place] = front[place - 1];
      front[0] = byte;
      sorted[size++] = byte;
    }
    return unsorted(sorted.subarray(0, size), start);
  }
  /** Undo the sorting of Burrows and Wheeler. */
  function unsorted(sorted, start) {
    const places = new Int32Array(257);
    for (const byte of sorted) places[byte + 1] += 1;
    for (let byte = 0; byte < 256; byte++) places[byte + 1] += places[byte];
    const next = new Int32Array(sorted.length);
    for (let n = 0; n < sorted.length; n++) next[places[sorted[n]]++] = n;
    const out = new Uint8Array(sorted.length);
    let place = next[start];
    for (let n = 0; n < sorted.length; n++) {
      out[n] = sorted[place];
      place = next[place];
    }
    return out;
  }
  /** Four equal bytes are followed by how often the byte comes once more. */
  function longRuns(given) {
    let equal = 0;
    let last = -1;
    for (const byte of given) {
      const long = equal === 4;
      if (size + 255 > out.length) {
        const wider = new Uint8Array(2 * out.length);
        wider.set(out);
        out = wider;
      }
      if (long) out.fill(last, size, (size += byte));
      else out[size++] = byte;
      equal = long ? 0 : byte === last ? equal + 1 : 1;
      last = long ? -1 : byte;
    }
  }

  same(number(24), 0x425a68);
  const most = (read(8) - 48) * 100000;
  let out = new Uint8Array(1 << 20);
  let size = 0;
  for (;;) {
    const mark = number(48);
    if (mark === 0x177245385090) break;
    same(mark, 0x314159265359);
    longRuns(block(most));
  }
  return new TextDecoder().decode(out.subarray(0, size));
};
