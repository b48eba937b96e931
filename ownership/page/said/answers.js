// The answer in words, chains counted and multiplied, and loops by name. The twin of ownership/page/said/words.py and workings.py.
window.ownership = window.ownership || {};
window.ownership.answers = (() => {
  "use strict";

  // Holders named in an answer; chains counted one by one; steps of the search in loops; links named.
  const NAMED = 3;
  const MOST = 1000;
  const STEPS = 20000;
  const LINKS = 12;

  const sorted = (texts) => [...texts].sort(window.ownership.exact.byText);

  const shareOf = (words, row, prefix = "share") =>
    words.bounds(row[`${prefix}_min`], row[`${prefix}_max`], Boolean(row[`${prefix}_min_open`]), Boolean(row[`${prefix}_max_open`]));

  const short = (words, name) => words.apart(words.cut(words.clean(name), 90));

  const question = (words, names) => {
    const shown = names.slice(0, names.length === 3 ? 3 : 2).map((name) => words.apart(words.cut(words.clean(name), 80)));
    if (names.length > shown.length) shown.push(words.count("story.more", names.length - shown.length));
    return words.say("story.question", { names: words.series(shown) });
  };

  const byText = (a, b) => window.ownership.exact.byText(a, b);
  const heaviest = (a, b) => b.share_min - a.share_min || b.share_max - a.share_max || byText(a.owner, b.owner);

  // Ends of the chains first, then what is not known, then everybody on the way, each by size.
  const ordered = (rows) => {
    const rank = (row) => (row.owner ? (row.ultimate ? 0 : 1) : 0.5);
    return [...rows].sort((a, b) =>
      rank(a) - rank(b) || b.share_min - a.share_min || b.share_max - a.share_max ||
      byText(a.owner || "", b.owner || "") || byText(a.kind, b.kind));
  };

  // The sentences about one company; `chains` is owner -> {n, more}, `seen` owner -> day of the direct record.
  const answer = (words, company, rows, { brief = false, chains = new Map(), seen = new Map() } = {}) => {
    const { say } = words;
    const name = words.apart(words.cut(words.clean(company), 90));
    const ends = rows.filter((row) => row.owner && row.ultimate).sort(heaviest);
    const of = (row) => short(words, row.owner_name);
    const amount = (row) => (row.share_min <= 0 && row.share_max >= 100 ? say("answer.open_share") : shareOf(words, row));
    // What an owner holds, and along how many chains.
    const through = (row) => {
      const { n, more, summed } = chains.get(row.owner) || { n: 0 };
      if (!n) return amount(row);
      const sums = summed ? words.count("answer.summed", summed) : "";
      return words.count(more ? "answer.through_many" : "answer.through", n, { share: amount(row), summed: sums });
    };
    const held = (row) => say("answer.with", { holder: of(row), share: through(row) });
    const named = (row) => {
      const kind = words.has(`kind.${row.kind}`) ? row.kind : "unknown";
      return say("answer.named", { name: of(row), kind: say(`kind.${kind}`) });
    };
    const some = (parts, most) =>
      words.series(parts.length > most ? [...parts.slice(0, most), words.count("story.more", parts.length - most)] : parts);
    const known = ends.filter((row) => row.share_min > 0);

    const holders = () => {
      if (!ends.length) return say("answer.nobody", { name });
      if (!known.length) {
        const bounded = ends.filter((row) => row.share_max < 100).sort(heaviest);
        const first = [...bounded, ...ends.filter((row) => row.share_max >= 100)].slice(0, 2);
        const listed = first.map((row) => say("answer.listed", { holder: named(row), share: amount(row) })).join(say("answer.listed_join"));
        const more = ends.length > first.length ? words.count("answer.and_more", ends.length - first.length) : "";
        return say("answer.untraced", { name, listed, more });
      }
      const open = rows.filter((row) => !row.owner).reduce((sum, row) => sum + row.share_max, 0);
      const word = 100 - open >= 50 ? "ultimate" : "identified";
      const ahead = ends.slice(1).every((row) => ends[0].share_min >= row.share_max);
      const further = known.slice(1, NAMED).map(held);
      if (known.length > NAMED) further.push(words.count("story.more", known.length - NAMED));
      const unsure = ends.length - known.length;
      return say(`answer.${ahead ? "largest" : "among"}_${word}`, {
        name, holder: named(known[0]), share: through(known[0]),
        then: further.length ? say("answer.then", { holders: words.series(further) }) : "",
        left: unsure ? words.count("answer.left_open", unsure) : "",
      });
    };
    // A part of any size is not given as a figure.
    const rest = (row) => {
      const key = row.kind === "ring" ? "answer.ring" : "answer.rest";
      if (row.share_max >= 100 && row.share_min <= 0) return say(`${key}_unknown`);
      return say(key, { share: shareOf(words, row) });
    };
    const direct = () => {
      const there = rows.filter((row) => row.owner && row.direct_max && row.direct_min > 0);
      if (there.length) {
        const order = (a, b) => b.direct_min - a.direct_min || b.direct_max - a.direct_max || byText(a.owner, b.owner);
        const largest = [...there].sort(order)[0];
        const day = seen.get(largest.owner);
        return [say("answer.direct", {
          holder: of(largest), share: shareOf(words, largest, "direct"), seen: day ? say("answer.seen", { day: words.clean(day) }) : "",
        })];
      }
      const beside = rows.filter((row) => row.owner && row.direct_max !== null).map(of);
      return beside.length ? [say("answer.beside", { holders: some(beside, NAMED) })] : [];
    };
    const control = () => {
      const deciding = ends.filter((row) => ["certain", "possible"].includes(row.controls)).slice(0, 4);
      const parts = deciding.map((row) => say("answer.control_of", { holder: of(row), controls: say(`controls.${row.controls}`) }));
      return parts.length ? [say("answer.control", { holders: words.series(parts) })] : [];
    };
    const inBrief = () =>
      known.length ? say("answer.brief", { name, holders: some(known.map(held), NAMED) }) : say("answer.brief_none", { name });
    const open = rows.filter((row) => !row.owner && row.share_max > 0);
    const parts = brief ? [inBrief(), ...open.map(rest), ...direct()] : [holders(), ...open.map(rest), ...direct(), ...control()];
    // A name such as "Co., Ltd." brings its own full stop.
    return parts.map((text) => (text.endsWith("..") ? text.slice(0, -1) : text)).join(say("story.space"));
  };

  // Strongly connected components (Tarjan), without recursion.
  const components = (nodes, steps) => {
    const index = new Map();
    const low = new Map();
    const stack = [];
    const onStack = new Set();
    const found = [];
    const open = (node, work) => {
      index.set(node, index.size);
      low.set(node, index.get(node));
      stack.push(node);
      onStack.add(node);
      work.push({ node, steps: steps(node), at: 0 });
    };
    for (const root of nodes) {
      if (index.has(root)) continue;
      const work = [];
      open(root, work);
      while (work.length) {
        const here = work[work.length - 1];
        if (here.at < here.steps.length) {
          const child = here.steps[here.at++];
          if (!index.has(child)) open(child, work);
          else if (onStack.has(child)) low.set(here.node, Math.min(low.get(here.node), index.get(child)));
          continue;
        }
        work.pop();
        if (work.length) {
          const above = work[work.length - 1].node;
          low.set(above, Math.min(low.get(above), low.get(here.node)));
        }
        if (low.get(here.node) === index.get(here.node)) {
          const group = [];
          let member;
          do {
            member = stack.pop();
            onStack.delete(member);
            group.push(member);
          } while (member !== here.node);
          found.push(sorted(group));
        }
      }
    }
    return found;
  };

  const held = (world, id) => (world.column(id) ? world.column(id).held : []);

  // Everybody above an entity -> who holds it directly: [owner, number of records, those of them that sum up others].
  const ownersAbove = (world, entity) => {
    const sums = new Map();
    for (const line of world.lines()) {
      if (line.line !== "summary" || !(line.share.high > 0) || line.owner === line.owned) continue;
      sums.set(line.owned, [...(sums.get(line.owned) || []), line.owner]);
    }
    const up = new Map();
    const edge = [entity];
    while (edge.length) {
      const here = edge.pop();
      if (up.has(here)) continue;
      const links = new Map();
      for (const h of held(world, here)) if (h.narrowed.high > 0 && h.owner !== here) links.set(h.owner, [1, 0]);
      for (const owner of sums.get(here) || []) {
        const [number, summed] = links.get(owner) || [0, 0];
        links.set(owner, [number + 1, summed + 1]);
      }
      up.set(here, sorted(links.keys()).map((owner) => [owner, ...links.get(owner)]));
      edge.push(...links.keys());
    }
    return up;
  };

  const counts = (every, plain, cutOff) =>
    new Map([...every].map(([owner, n]) => {
      const number = Math.min(MOST, n);
      return [owner, { n: number, more: cutOff || n > MOST, summed: number - Math.min(MOST, plain.get(owner)) }];
    }));

  // Owner -> {n, more, summed}: the chains to an entity, as many as world.paths would find, but counted, not listed.
  const countChains = (world, entity) => {
    const up = ownersAbove(world, entity);
    const steps = (node) => up.get(node).map(([owner]) => owner);
    if (components(sorted(up.keys()), steps).some((group) => group.length > 1)) return walked(up, entity);
    // Every company comes before its owners.
    const waiting = new Map([...up.keys()].map((id) => [id, 0]));
    for (const id of up.keys()) for (const owner of steps(id)) waiting.set(owner, waiting.get(owner) + 1);
    const every = new Map([[entity, 1]]);
    const plain = new Map([[entity, 1]]);
    const next = [entity];
    const put = (map, owner, more) => map.set(owner, Math.min(MOST + 1, (map.get(owner) || 0) + more));
    while (next.length) {
      const here = next.pop();
      for (const [owner, links, summed] of up.get(here)) {
        put(every, owner, every.get(here) * links);
        put(plain, owner, plain.get(here) * (links - summed));
        waiting.set(owner, waiting.get(owner) - 1);
        if (!waiting.get(owner)) next.push(owner);
      }
    }
    every.delete(entity);
    return counts(every, plain, false);
  };

  // In loops chains are walked, upwards from the entity, until the search has taken so many steps.
  const walked = (up, entity) => {
    const every = new Map();
    const plain = new Map();
    const there = new Set([entity]);
    const stack = [{ id: entity, owners: up.get(entity), at: 0, every: 1, plain: 1 }];
    let steps = 0;
    while (stack.length && steps < STEPS) {
      const here = stack[stack.length - 1];
      if (here.at >= here.owners.length) {
        there.delete(stack.pop().id);
        continue;
      }
      const [owner, links, summed] = here.owners[here.at++];
      if (there.has(owner)) continue;
      steps += 1;
      const found = { id: owner, owners: up.get(owner), at: 0, every: here.every * links, plain: here.plain * (links - summed) };
      every.set(owner, (every.get(owner) || 0) + found.every);
      plain.set(owner, (plain.get(owner) || 0) + found.plain);
      there.add(owner);
      stack.push(found);
    }
    return counts(every, plain, stack.length > 0);
  };

  // How the effective share of an owner was computed: a line for every chain, what they leave over, the sum, what is not known.
  const working = (words, world, names, subject, row, undisclosed) => {
    const { say } = words;
    const of = (id) => short(words, names(id));
    const write = (share) => words.bounds(share.low, share.high, share.lowOpen, share.highOpen);
    const paths = world.paths(row.owner, subject);
    const chains = paths.map((path) => {
      const steps = path.shares.map((share, n) => say("working.step", { name: of(path.ids[n]), share: write(share) }));
      const line = [...steps, of(path.ids[path.ids.length - 1])].join(" ");
      return say(path.indirect ? "working.chain_summed" : "working.chain", { path: line, product: write(path.product) });
    });
    const products = paths.map((path) => [path.product.low, path.product.high]);
    const left = paths.lost;
    if (left && left.high > 0) products.push([left.low, left.high]);
    const low = products.reduce((sum, each) => sum + each[0], 0);
    const high = products.reduce((sum, each) => sum + each[1], 0);
    const apart = Math.abs(low - row.share_min) > 1e-6 || Math.abs(high - row.share_max) > 1e-6;
    const share = shareOf(words, row);
    const sum = paths.some((path) => path.indirect) ? "working.summed" : apart ? "working.bounds" : "working.sum";
    return {
      subject: names(subject), owner: row.owner,
      head: say("working.head", { owner: of(row.owner), subject: of(subject), share }), chains,
      rest: left && left.high > 0 ? say("working.rest", { share: write(left) }) : "",
      sum: say(sum, { share }),
      lost: undisclosed ? say("working.unknown", { share: shareOf(words, undisclosed), subject: of(subject) }) : "",
      products, low: row.share_min, high: row.share_max, of: subject,
    };
  };

  // Every group of parties that hold each other in a circle, and everybody who holds own shares, in words.
  const loops = (words, world, names, ids) => {
    const { say } = words;
    const of = (id) => short(words, names(id));
    const every = sorted(ids);
    const there = new Set(every);
    const up = new Map(every.map((id) => [id, held(world, id).filter((h) => there.has(h.owner) && h.owner !== id && h.share.high > 0)]));
    const groups = components(every, (id) => sorted(up.get(id).map((h) => h.owner))).filter((group) => group.length > 1);
    const found = groups.sort((a, b) => byText(a[0], b[0])).map((group) => {
      const members = new Set(group);
      const links = group.flatMap((id) => up.get(id).filter((h) => members.has(h.owner)));
      links.sort((a, b) => byText(a.owner, b.owner) || byText(a.owned, b.owned));
      const link = (h) => say("loop.link", { owner: of(h.owner), owned: of(h.owned), share: words.share(h.share) });
      const parts = links.slice(0, LINKS).map(link);
      if (links.length > LINKS) parts.push(words.count("loop.more", links.length - LINKS));
      const named = group.slice(0, LINKS).map(of);
      if (group.length > LINKS) named.push(words.count("story.more", group.length - LINKS));
      return say("loop.hold", { names: words.series(named), links: parts.join(say("seen.join")) });
    });
    for (const id of every) {
      const column = world.column(id);
      if (column && column.own) found.push(say("loop.self", { name: of(id), share: words.share(column.own) }));
    }
    return found;
  };

  return { shareOf, short, question, ordered, answer, components, countChains, working, loops };
})();
