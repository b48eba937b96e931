/* What a rule says of everybody on a day: listed, certain, possible, or excluded on these records. The rules are data in
   the page; a rule that is not `supported` is never guessed. The twin of rules/reaching/_asked.py, _seeds.py, _groups.py. */
(function () {
  "use strict";
  const ownership = (window.ownership = window.ownership || {});
  const X = ownership.exact;
  const { RANK, reach, Several } = ownership.reaching;

  const ENDS = ["person", "state", "body"];
  const NOTE = "a block of shares that several hold jointly; it counts once";
  const CONDITION = {
    threshold: "50", strict: false, links: "cascade", measure: "ownership", majority: "50", majority_strict: true,
    link_measure: null, declared: "no", declared_types: [], owners: [], unknown_kind: "possible", pooled: null, together: null,
    not_in: [], only_in: [], through_not_in: [], own: true, surely: true, name: "", outcome: "",
  };
  const RULE = {
    family: "exposure", pooled: "all", unsettled: false, together: [], joint_whole: false, not_in: [], only_in: [], periods: [],
    outcome: "caught", reads: { yes: [], perhaps: [] },
  };

  function percent(text) {
    const [n, d] = String(text).split("/");
    return X.frac(BigInt(n), BigInt(d || 1));
  }

  function conditionOf(given) {
    const c = { ...CONDITION, ...given };
    const several = (value) => (Array.isArray(value) ? value : [value]);
    c.measures = several(c.measure);
    c.linkMeasures = c.link_measure === null ? c.measures : several(c.link_measure);
    c.test = { threshold: percent(c.threshold), strict: c.strict };
    c.linkTest = c.links === "cascade" ? c.test : { threshold: percent(c.majority), strict: c.majority_strict };
    c.linkKey = c.links === "cascade" ? [c.threshold, c.strict] : [c.majority, c.majority_strict];
    return c;
  }

  // The state of a rule on a day; one without periods is always in force.
  function inForce(rule, day) {
    const periods = rule.periods || [];
    const period = periods.find((p) => p.start <= day && (!p.end || day <= p.end));
    return period ? period.state : periods.length ? "no" : "yes";
  }

  // A rule as it stood on a day: with the threshold and the adding up of that period.
  function on(given, day) {
    const rule = { ...RULE, ...given };
    const period = rule.periods.find((p) => p.start <= day && (!p.end || day <= p.end)) || {};
    const own = (period.conditions && period.conditions.length ? period.conditions : rule.conditions).map((c) => ({ ...c }));
    if (period.threshold !== undefined) own[0].threshold = period.threshold;
    if (period.strict !== undefined) own[0].strict = period.strict;
    return {
      ...rule, conditions: own.map(conditionOf), pooled: period.pooled || rule.pooled, unsettled: period.unsettled ?? rule.unsettled,
      not_in: [...rule.not_in, ...(period.not_in || [])], state: inForce(rule, day),
    };
  }

  // Whether a jurisdiction as recorded is none of some countries, or one of others.
  function lies(base, jurisdiction, notIn, onlyIn) {
    const text = jurisdiction || "";
    const places = base.data.places || {};
    const where = Object.hasOwn(places, text) ? places[text] : text.split("/").map((part) => part.trim()).filter(Boolean);
    if (!where.length) return onlyIn.length ? "perhaps" : "in";
    const reached = where.map((one) => !notIn.includes(one) && (!onlyIn.length || onlyIn.includes(one)));
    return reached.every(Boolean) ? "in" : reached.some(Boolean) ? "perhaps" : "out";
  }

  const stands = (row, day) => (!row.start || X.earliest(row.start) <= day) && (!row.end || X.latest(row.end) >= day);

  // Who is listed under a rule on the day: id -> rows of the listings, for certain and possibly (the former included).
  function seedsOf(world, rule) {
    const { base, day, changes } = world;
    const asked = base.data.asked || {};
    const off = new Set(changes.unlisted || []);
    const found = { certain: new Map(), possible: new Map(), taken: new Set() };
    const put = (map, id, row) => map.set(id, [...(map.get(id) || []), ...(row === null ? [] : [row])]);
    for (const id of [...(asked.listed || []), ...(changes.listed || [])]) {
      if (off.has(id)) continue;
      found.taken.add(id);
      put(found.certain, id, null);
      put(found.possible, id, null);
    }
    const sure = new Set(rule.reads.yes);
    for (const row of [...rule.reads.yes, ...rule.reads.perhaps].sort((a, b) => a - b)) {
      const said = base.listings.row(row);
      const alias = said.named === "alias";
      if (!stands(said, day) || off.has(said.entity) || (alias && asked.alias_listings === "ignore")) continue;
      put(found.possible, said.entity, row);
      if (!sure.has(row) || said.named === "perhaps" || (alias && asked.alias_listings !== "count")) continue;
      put(found.certain, said.entity, row);
    }
    return found;
  }

  // Parties that are declared to be together on the day: party -> groups {name, kind, members, nominees, nominators}.
  function groupsOf(world) {
    const { base, day } = world;
    const made = new Map();
    for (let n = 0; n < base.groups.length; n += 1) {
      const row = base.groups.row(n);
      if (!stands(row, day)) continue;
      const kind = row.kind || "concert";
      const key = JSON.stringify([row.group, kind]);
      if (!made.has(key)) made.set(key, { name: row.group, kind, members: new Set(), nominees: new Set(), nominators: new Set() });
      const group = made.get(key);
      group.members.add(row.member);
      if (row.role === "nominee") group.nominees.add(row.member);
      if (row.role === "nominator") group.nominators.add(row.member);
    }
    const together = (base.data.asked || {}).together || [];
    const assumed = together.map((members, n) =>
      ({ name: `number ${n + 1}`, kind: "assumed", members: new Set(members), nominees: new Set(), nominators: new Set() }));
    const found = new Map();
    for (const group of [...[...made.values()].filter((each) => each.members.size > 1), ...assumed]) {
      for (const party of group.members) found.set(party, [...(found.get(party) || []), group]);
    }
    return found;
  }

  // Whose stakes count as those of a party in a group: for certain, and possibly.
  function beside(group, party) {
    const others = [...group.members].filter((one) => one !== party);
    if (group.kind !== "nominee") return [others, others];
    if (group.nominators.has(party)) return [[...group.nominees].filter((one) => one !== party), others];
    return group.nominees.has(party) ? [[], []] : [[], others];
  }

  // Whether a nominee holds for one party alone: of several, nobody records which holding is whose.
  function ofOneNominator(groups, nominee) {
    const mine = (groups.get(nominee) || []).filter((group) => group.nominees.has(nominee));
    return new Set(mine.flatMap((group) => [...group.nominators])).size === 1;
  }

  function countedTogether(groups, party, kinds) {
    const [sure, maybe] = [new Set([party]), new Set([party])];
    const mine = (groups.get(party) || []).filter((group) => kinds.includes(group.kind));
    for (const group of mine) {
      const [certainly, perhaps] = beside(group, party);
      for (const one of certainly) if (group.kind !== "nominee" || ofOneNominator(groups, one)) sure.add(one);
      for (const one of perhaps) maybe.add(one);
    }
    if (mine.some((group) => group.nominees.has(party))) sure.delete(party); // which stakes are its own is not recorded
    return [sure, maybe];
  }

  // ---- one rule asked of everybody listed

  class Asked {
    constructor(world, given) {
      this.world = world;
      this.base = world.base;
      this.rule = on(given, world.day);
      this.seeds = seedsOf(world, this.rule);
      this.groups = world.once("groups", () => groupsOf(world));
      this.undisclosed = (this.base.data.asked || {}).remainder === "listed";
      this.look = world.on("ownership");
      this.looks = world.once("looks", () => looksOf(world));
      this.reaches = this.rule.conditions.map((condition) => this.reach(condition));
      this.bests = new Map();
      this.statuses = new Map();
    }

    reach(condition) {
      const [sure, maybe] = this.ofKind(condition, new Set(this.seeds.certain.keys()), new Set(this.seeds.possible.keys()));
      const sets = new Map();
      for (const party of [...maybe].sort(X.byText)) {
        const [certainly, perhaps] = this.acting(party, condition);
        const pair = [sure.has(party) ? certainly : new Set(), perhaps];
        sets.set(JSON.stringify(pair.map((each) => [...each].sort())), pair);
      }
      let pairs = [...sets.values()];
      if ((condition.pooled || this.rule.pooled) === "all" || !maybe.size) {
        pairs = [[0, 1].map((part) => new Set(pairs.flatMap((pair) => [...pair[part]])))];
      }
      return reach(this.looks, condition, pairs, this.undisclosed, this.rule.unsettled);
    }

    // Whose stakes count as those of a party, itself included.
    acting(party, condition) {
      const kinds = condition.together === null ? this.rule.together : condition.together;
      const assumed = (condition.pooled || this.rule.pooled) === "together" && kinds.length;
      const [sure, maybe] = countedTogether(this.groups, party, assumed ? [...kinds, "assumed"] : kinds);
      if (!this.rule.joint_whole) return [sure, maybe];
      const blocks = [...ownership.reaching.heldBy(this.look, maybe)].filter((id) => ownership.evidence.isBlock(id));
      return [new Set([...sure, ...blocks]), new Set([...maybe, ...blocks])];
    }

    ofKind(condition, sure, maybe) {
      const { owners, unknown_kind: unknown } = condition;
      if (!owners.length) return [sure, maybe];
      const of = (set, more) => new Set([...set].filter((id) => [...owners, ...more].includes(this.base.kind(id))));
      return [of(sure, unknown === "certain" ? ["unknown"] : []), of(maybe, unknown === "no" ? [] : ["unknown"])];
    }

    where(id) {
      const row = this.base.entity(id);
      return row ? row.jurisdiction : null;
    }

    // What one condition makes of an entity, the countries that it is about considered.
    of(each, id) {
      const { not_in: out, only_in: only } = each.condition;
      if (!out.length && !only.length) return each.status(id);
      const where = lies(this.base, this.where(id), out, only);
      const status = where === "out" ? "excluded" : each.status(id);
      return where === "perhaps" && status === "certain" ? "possible" : status;
    }

    // The condition that gives the strongest answer, the first of several, and that answer.
    best(id) {
      if (!this.bests.has(id)) {
        let found = null;
        for (const each of this.reaches) {
          const status = this.of(each, id);
          if (!found || RANK[status] > RANK[found[1]]) found = [each, status];
        }
        this.bests.set(id, found);
      }
      return this.bests.get(id);
    }

    status(id) {
      if (!this.statuses.has(id)) this.statuses.set(id, this.decided(id));
      return this.statuses.get(id);
    }

    decided(id) {
      const { certain, possible } = this.seeds;
      if (certain.has(id)) return "listed";
      const scope = this.scope(id);
      if (scope === "out") return possible.has(id) ? "possible" : "excluded";
      let known = possible.has(id) ? "possible" : "excluded";
      if (this.undisclosed && known === "excluded" && this.unrecorded(id)) known = "possible";
      const [, best] = this.best(id);
      const status = RANK[best] > RANK[known] ? best : known;
      return scope === "perhaps" && status === "certain" ? "possible" : status;
    }

    scope(id) {
      const where = this.where(id);
      const { only_in: only, not_in: out, family } = this.rule;
      if (!(where || "").replace(/[ /]/g, "")) return only.length && family === "exposure" ? "perhaps" : "in";
      return lies(this.base, where, out, only);
    }

    unrecorded(id) {
      return !this.look.column(id) && !ENDS.includes(this.base.kind(id));
    }

    // Whether what nobody is recorded for could make it possible.
    decides(id) {
      if (this.scope(id) === "out" || this.reaches.every((each) => each.condition.links === "none")) return false;
      return this.unrecorded(id) || this.reaches.some((each) => each.beyond(id));
    }

    // The set of owners behind the strongest answer.
    deciding(id) {
      const [found] = this.best(id);
      return found instanceof Several ? found.best(id) || found.together : found;
    }

    verdict(id) {
      const status = this.status(id);
      const [each] = this.best(id);
      let share = each.share(id);
      if (this.undisclosed && this.unrecorded(id)) share = X.range(share.low, X.HUNDRED, share.lowOpen, false);
      const because = this.deciding(id).counts(id).map(([held, stake]) => ({
        owner: held.owner, share: X.shown(X.within(stake)), rows: held.rows, warnings: held.warnings, type: held.type,
        observedMin: held.observedMin, observedMax: held.observedMax,
      }));
      because.sort((a, b) => b.share.low - a.share.low || b.share.high - a.share.high || X.byText(a.owner, b.owner));
      const asked = this;
      const pool = status === "possible" && !this.seeds.possible.has(id) ? this.looks.poolOf(this) : null;
      return {
        status, share: X.shown(X.within(share)), because, listed_by: this.seeds.possible.get(id) || [],
        taken: this.seeds.taken.has(id), same: pool ? this.look.links(id).map(([other]) => other).filter((o) => pool.has(o)) : [],
        in_force: this.rule.state, scope: this.scope(id), condition: this.rule.conditions.indexOf(each.condition),
        outcome: ["listed", "certain"].includes(status) && ["yes", "unconfirmed"].includes(this.rule.state)
          ? each.condition.outcome || this.rule.outcome : "",
        whole: this.world.isWhole(id),
        get decides() {
          return status === "excluded" && asked.decides(id);
        },
      };
    }
  }

  // The holdings of the day by every measure, and what rules share of what was worked out about them.
  function looksOf(world) {
    const known = new Map();
    const look = world.on("ownership");
    const once = (key, make) => {
      if (!known.has(key)) known.set(key, make());
      return known.get(key);
    };
    return {
      once,
      on: (measure) => world.on(measure),
      declared: (id) => look.declared(id),
      declaredBy: (holders) => [...holders].flatMap((owner) => look.declares(owner)),
      passes: (out) => (out.length ? once(`passes ${JSON.stringify(out)}`, () => passing(world.base, out)) : null),
      poolOf: (asked) => once(`pool ${asked.rule.id}`, () => new Set(asked.reaches.flatMap((each) => [...each.pool]))),
    };
  }

  const passing = (base, out) =>
    new Set([...base.ids.keys()].filter((id) => lies(base, base.entity(id).jurisdiction, out, []) !== "out"));

  function asked(world, id) {
    const rule = (world.base.data.rules || []).find((each) => each.id === id);
    return rule && rule.supported ? world.once(`asked ${id}`, () => new Asked(world, rule)) : null;
  }

  // Entity -> verdict, each made when it is asked for; joint blocks have none.
  class Verdicts {
    constructor(question) {
      this.question = question;
      this.known = new Map();
    }

    has(id) {
      const row = this.question.base.entity(id);
      return row !== null && !(ownership.evidence.isBlock(id) && row.note === NOTE);
    }

    get(id) {
      if (!this.known.has(id) && this.has(id)) this.known.set(id, this.question.verdict(id));
      return this.known.get(id);
    }

    keys() {
      return [...this.question.base.ids.keys()].filter((id) => this.has(id)).sort(X.byText);
    }

    // Whoever is listed, reached or possible, or in whom something counts; the others are excluded.
    near() {
      const { seeds, reaches } = this.question;
      const found = new Set([...seeds.possible.keys(), ...reaches.flatMap((each) => [...each.touched(), ...each.maybe])]);
      for (const id of [...found]) for (const [other] of this.question.look.links(id)) found.add(other);
      const every = this.question.undisclosed ? this.keys() : [...found].filter((id) => this.has(id)).sort(X.byText);
      return every.filter((id) => this.get(id).status !== "excluded" || this.get(id).because.length);
    }

    [Symbol.iterator]() {
      return this.keys().map((id) => [id, this.get(id)])[Symbol.iterator]();
    }
  }

  ownership.verdicts = Object.freeze({
    asked, inForce, lies,
    of(world, rule) {
      const question = asked(world, rule);
      return question && new Verdicts(question);
    },
  });
})();
