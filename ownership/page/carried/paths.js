/* The heaviest chains of holdings from an owner to an entity, and what the chains shown leave over: the twin of
   algorithms/chains.py. A search that always goes on with what can still be heaviest; never a list of all chains. */
(function () {
  "use strict";
  const ownership = (window.ownership = window.ownership || {});
  const X = ownership.exact;
  const { components } = ownership.kernel;

  const MOST = 50;
  //: Parts of chains that are looked at before the rest is left to the sum.
  const PATIENCE = 20000;

  // The holdings between an owner and an entity; who holds the owner is left out.
  function linksOf(look, owner, entity) {
    const above = look.chains.above(entity);
    const between = above.has(owner) ? look.chains.below([owner], above) : new Set();
    const links = [];
    const put = (one, share, order) => {
      if (share.high.n > 0n) links.push({ from: one.owner, to: one.owned, share: X.within(share), order, held: one });
    };
    for (const owned of [...between].sort(X.byText)) {
      if (owned === owner) continue;
      const column = look.column(owned);
      for (const one of column ? column.held : []) {
        if (between.has(one.owner) && one.owner !== owned) put(one, column.among([one.owner]), 0);
      }
      look.into(owned).forEach((one, at) => between.has(one.owner) && one.owner !== owned && put(one, one.share, at + 1));
    }
    return links;
  }

  const product = (shares) => shares.reduce((so, share) => X.div(X.mul(so, share), X.HUNDRED), X.HUNDRED);

  // What a chain is worth: its stakes are in different companies and vary freely.
  function worth(links) {
    const parts = links.map((link) => link.share);
    const [low, high] = [product(parts.map((p) => p.low)), product(parts.map((p) => p.high))];
    const none = parts.filter((p) => p.low.n === 0n);
    const lowOpen = none.length ? none.every((p) => p.lowOpen) : parts.some((p) => p.lowOpen);
    return X.ends(low, high, lowOpen, parts.some((p) => p.highOpen));
  }

  // Heavier first: the product of upper ends, then of lower ends, then the shorter, then ids.
  function order(a, b) {
    const heavier = X.cmp(b.worth.high, a.worth.high) || X.cmp(b.worth.low, a.worth.low) || a.links.length - b.links.length;
    return heavier || X.byText(a.ids.join("\u0000"), b.ids.join("\u0000"));
  }

  // A heap of [key, what], the largest key first; what came first goes first.
  class Heap {
    constructor() {
      this.items = [];
      this.count = 0;
    }

    before(a, b) {
      return a.key > b.key || (a.key === b.key && a.at < b.at);
    }

    push(key, what) {
      const { items } = this;
      items.push({ key, what, at: (this.count += 1) });
      for (let n = items.length - 1; n > 0; ) {
        const up = (n - 1) >> 1;
        if (!this.before(items[n], items[up])) break;
        [items[n], items[up]] = [items[up], items[n]];
        n = up;
      }
    }

    pop() {
      const { items } = this;
      const first = items[0];
      const last = items.pop();
      if (items.length) {
        items[0] = last;
        for (let n = 0; ; ) {
          let best = n;
          for (const child of [2 * n + 1, 2 * n + 2]) {
            if (child < items.length && this.before(items[child], items[best])) best = child;
          }
          if (best === n) break;
          [items[n], items[best]] = [items[best], items[n]];
          n = best;
        }
      }
      return first;
    }
  }

  // Entity -> the largest product of upper ends on a way from it to the target, by logarithm.
  function ahead(links, target) {
    const into = new Map();
    for (const link of links) into.set(link.to, [...(into.get(link.to) || []), link]);
    const best = new Map();
    const heap = new Heap();
    heap.push(0, target);
    while (heap.items.length) {
      const { key, what } = heap.pop();
      if (best.has(what)) continue;
      best.set(what, key);
      for (const link of into.get(what) || []) if (!best.has(link.from)) heap.push(key + link.log, link.from);
    }
    return best;
  }

  function search(links, owner, subject) {
    for (const link of links) link.log = Math.log(X.toNumber(link.share.high) / 100);
    const best = ahead(links, subject);
    const out = new Map();
    for (const link of links) out.set(link.from, [...(out.get(link.from) || []), link]);
    const heap = new Heap();
    if (best.has(owner)) heap.push(best.get(owner), { at: owner, log: 0, links: [], seen: new Set([owner]) });
    const found = [];
    let looked = 0;
    while (heap.items.length && looked < PATIENCE) {
      const { key, what } = heap.pop();
      if (found.length >= MOST && key < found[MOST - 1].key - 1e-9) {
        heap.push(key, what);
        break;
      }
      looked += 1;
      if (what.at === subject) {
        found.push({ key, links: what.links });
        continue;
      }
      for (const link of out.get(what.at) || []) {
        if (what.seen.has(link.to) || !best.has(link.to)) continue;
        const log = what.log + link.log;
        const seen = new Set(what.seen).add(link.to);
        heap.push(log + best.get(link.to), { at: link.to, log, links: [...what.links, link], seen });
      }
    }
    return { found, more: heap.items.length > 0 };
  }

  // What the effective interest has beside the chains shown, in every world that fits the records.
  function left(effective, shown) {
    const plain = shown.filter((path) => path.links.every((link) => !link.order)).map((path) => path.worth);
    const every = shown.map((path) => path.worth);
    const added = X.sum(plain.map((w) => w.low));
    const least = every.reduce((so, w) => X.max(so, w.low), added);
    const most = X.sum(every.map((w) => w.high));
    const low = X.max(X.ZERO, X.sub(effective.low, most));
    const high = X.max(X.ZERO, X.sub(effective.high, least));
    const lowOpen = low.n > 0n && (effective.lowOpen || every.some((w) => w.highOpen));
    const highOpen = effective.highOpen || (X.equal(least, added) && plain.some((w) => w.lowOpen));
    return X.ends(low, high, lowOpen, highOpen);
  }

  // At most fifty chains, heaviest first; `more`: whether there are others; `lost`: what is not on those shown.
  ownership.paths = function paths(look, owner, subject) {
    const links = linksOf(look, owner, subject);
    const { found, more } = search(links.filter((link) => link.from !== subject), owner, subject);
    const every = found.map((each) => {
      const ids = [owner, ...each.links.map((link) => link.to)];
      return { ids, links: each.links, worth: worth(each.links) };
    });
    const shown = every.sort(order).slice(0, MOST);
    const steps = new Map();
    for (const link of links) steps.set(link.from, [...(steps.get(link.from) || []), link.to]);
    const looped = components([...steps.keys()].sort(X.byText), (id) => steps.get(id) || []).some((group) => group.length > 1);
    const rest = more || every.length > MOST;
    const summed = links.some((link) => link.order);
    const above = look.chains.above(subject);
    const effective = look.chains.bounds(new Set([owner]), { within: above }).get(subject) || X.NOTHING;
    const lost = shown.length && !looped && !summed && !rest ? X.NOTHING : left(effective, shown);
    const answer = shown.map((path) => ({
      ids: path.ids, shares: path.links.map((link) => X.shown(link.share)), product: X.shown(path.worth),
      rows: path.links.map((link) => link.held.rows), indirect: path.links.some((link) => link.order > 0),
    }));
    return Object.assign(answer, { more: rest, lost: X.shown(lost) });
  };
})();
