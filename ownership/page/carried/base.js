/* The records that a page carries, read once; everything is made when it is first asked for. */
(function () {
  "use strict";
  const ownership = (window.ownership = window.ownership || {});
  const X = ownership.exact;
  const { Table, INTERESTS } = ownership.evidence;

  const ENTITIES = ["id", "name", "names", "kind", "jurisdiction", "identifiers", "total", "total_observed", "note"];

  class Base {
    constructor(data) {
      const records = data.records || {};
      this.data = data;
      this.interests = new Table(records.interests, INTERESTS);
      this.entities = new Table(records.entities, ENTITIES);
      this.listings = new Table(records.listings, ["entity", "list", "program", "start", "end", "named"]);
      this.groups = new Table(records.groups, ["group", "member", "kind", "role", "start", "end"]);
      this.linked = new Table(records.links, ["left", "right", "kind"]);
      // Companies of whose holders one may be missing here: a stated total then says nothing of those who are there.
      this.unread = new Set([...(data.unread || []), ...(data.open || [])]);
      this.lazy = {};
    }

    once(name, make) {
      if (!(name in this.lazy)) this.lazy[name] = make();
      return this.lazy[name];
    }

    get into() {
      return this.once("into", () => this.interests.by("owned"));
    }

    get from() {
      return this.once("from", () => this.interests.by("owner"));
    }

    get ids() {
      return this.once("ids", () => new Map(this.entities.given.rows.map((_, n) => [this.entities.cell(n, "id"), n])));
    }

    entity(id) {
      const place = this.ids.get(id);
      return place === undefined ? null : this.entities.row(place);
    }

    kind(id) {
      const row = this.entity(id);
      return (row && row.kind) || "unknown";
    }

    // Entity -> who may be the same, and whether only the name says so.
    get links() {
      return this.once("links", () => {
        const found = new Map();
        for (let n = 0; n < this.linked.length; n += 1) {
          const { left, right, kind } = this.linked.row(n);
          for (const [one, other] of [[left, right], [right, left]]) {
            found.set(one, [...(found.get(one) || []), [other, kind === "same-name"]]);
          }
        }
        for (const others of found.values()) others.sort((a, b) => X.byText(a[0], b[0]) || a[1] - b[1]);
        return found;
      });
    }

    // Everybody who was ever recorded above an entity, itself included, and who may be the same as one of them.
    above(id) {
      const owners = (one) => (this.into.get(one) || []).map((n) => this.interests.cell(n, "owner"));
      return ownership.chains.closure([id], (one) => [...owners(one), ...(this.links.get(one) || []).map(([other]) => other)]);
    }

    refs(held) {
      const rows = held.cites || held.rows;
      const ref = (n) => `${this.interests.cell(n, "source") || ""}:${this.interests.cell(n, "ref") || ""}`;
      return rows.length ? [...new Set(rows.map(ref))] : ["assumed"];
    }
  }

  ownership.base = Object.freeze({ Base });
})();
