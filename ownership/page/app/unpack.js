// Unpacks the drawing library and the interface, which a page carries packed: bzip2, because its bytes are the same on
// every machine, written as base64. What calculates shares and verdicts is not packed: it can be read in the page.
window.ownership = window.ownership || {};
window.ownership.unpack = function (text) {
  "use strict";
  const letters = atob(text.trim());
  const packed = new Uint8Array(letters.length);
  for (let n = 0; n < packed.length; n++) packed[n] = letters.charCodeAt(n);
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
  /** The symbol and length of a code of more than QUICK bits, which the next 20 bits begin with. */
  function long(longer, next) {
    for (let wide = QUICK + 1; wide <= 20; wide++) {
      const symbol = longer.get((next >>> (20 - wide)) * 32 + wide);
      if (symbol !== undefined) return (symbol << 5) | wide;
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
    let place = at; // held, bits and at in variables of this loop alone, which is where the time goes
    let next = held;
    let there = bits;
    for (let n = 0; ; n++) {
      if (n % 50 === 0) now = tables[selectors[n / 50]];
      while (there < 20) {
        next = (next << 8) | packed[place++]; // nothing is left: zeros
        there += 8;
      }
      const found = now.quick[(next >>> (there - QUICK)) & 1023] || long(now.longer, (next >>> (there - 20)) & 0xfffff);
      there -= found & 31;
      const symbol = found >>> 5;
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
      if (symbol > 16) front.copyWithin(1, 0, symbol - 1);
      else for (let place = symbol - 1; place > 0; place--) front[place] = front[place - 1];
      front[0] = byte;
      sorted[size++] = byte;
    }
    [at, bits, held] = [place, there, next & ((1 << there) - 1)];
    return unsorted(sorted.subarray(0, size), start);
  }
  /** Undo the sorting of Burrows and Wheeler. */
  function unsorted(sorted, start) {
    const { length } = sorted;
    const places = new Int32Array(257);
    for (let n = 0; n < length; n++) places[sorted[n] + 1] += 1;
    for (let byte = 0; byte < 256; byte++) places[byte + 1] += places[byte];
    const next = new Uint32Array(length); // the place of what follows, and the byte itself: one look at memory for both
    for (let n = 0; n < length; n++) next[places[sorted[n]]++] |= n << 8;
    for (let n = 0; n < length; n++) next[n] |= sorted[n];
    const out = new Uint8Array(length);
    let found = next[next[start] >>> 8];
    for (let n = 0; n < length; n++) {
      out[n] = found & 255;
      found = next[found >>> 8];
    }
    return out;
  }
  /** Four equal bytes are followed by how often the byte comes once more. */
  function longRuns(given) {
    let equal = 0;
    let last = -1;
    let from = 0; // what comes before is copied
    for (let n = 0; n < given.length; n++) {
      const byte = given[n];
      if (equal === 4) {
        put(given.subarray(from, n));
        put(new Uint8Array(byte).fill(last));
        from = n + 1;
        equal = 0;
        last = -1;
      } else {
        equal = byte === last ? equal + 1 : 1;
        last = byte;
      }
    }
    put(given.subarray(from));
  }

  same(number(24), 0x425a68);
  const most = (read(8) - 48) * 100000;
  let out = new Uint8Array(1 << 20);
  let size = 0;
  function put(bytes) {
    if (size + bytes.length > out.length) {
      const wider = new Uint8Array(2 * (size + bytes.length));
      wider.set(out);
      out = wider;
    }
    out.set(bytes, size);
    size += bytes.length;
  }
  for (;;) {
    const mark = number(48);
    if (mark === 0x177245385090) break;
    same(mark, 0x314159265359);
    longRuns(block(most));
  }
  return new TextDecoder().decode(out.subarray(0, size));
};
