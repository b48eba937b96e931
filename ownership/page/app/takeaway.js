// The buttons of saving: each says, too, when what is shown rests on assumptions and not on the records.
window.ownership = window.ownership || {};
window.ownership.takeaway = function (app, page) {
  "use strict";
  const own = window.ownership;
  const { byId, short } = own.dom;
  const { save } = own;
  const { data } = app;
  const { on, say } = page;

  const known = () => app.now().known;
  function assumptions() {
    const how = { words: app.words(), nameOf: app.shared.nameOf, recordText: app.recordText };
    return app.assumed() ? own.whatif.entries(app.state().changes, how).map((each) => each.text) : [];
  }
  const title = () => (app.assumed() ? `${say("app.assumed")} ${known().story.title}` : known().story.title);
  /** What must stand on everything that leaves the page: the day, the assumptions, the sources, what it is not. */
  function small() {
    const { scene } = app.now();
    const stakes = scene.lines.flatMap((line) => (line.stakes || []).map((id) => known().stakes.get(id)));
    const parties = scene.cards.map((card) => known().story.parties[card.party]);
    const evidence = [...stakes, ...parties].flatMap((each) => (each && each.evidence) || []);
    const sources = [...new Set(evidence.map((each) => each.source))].filter(Boolean);
    const named = sources.slice(0, 6).map((text) => short(text, 120)).join("; ");
    return [
      ...assumptions().map((text) => `${say("app.assumed")} ${text}`),
      say(app.assumed() ? "app.on_assumptions" : "app.on_records", { day: app.words().day(app.state().day) }),
      sources.length ? say("app.sources", { sources: named + (sources.length > 6 ? " …" : "") }) : "",
      say("app.not_proof"),
    ].filter(Boolean);
  }
  function picture(shade, onPaper) {
    const { story } = known();
    // On paper title and answer stand above the picture already.
    const heading = onPaper ? [] : [title(), ...story.answers.slice(0, 1)];
    return app.picture.sheet(known(), app.now(), app.words(), {
      shade, chosen: "", lit: app.now().lit, legend: true, title: heading, footer: small(),
    });
  }
  const texts = () => ({ title: title(), desc: known().story.answers.join(" "), lang: app.words().lang, fonts: data.style.fonts });
  const svg = (shade) => own.svg(picture(shade), texts());
  const name = (ending) => save.fileName(title(), ending);

  // ---- what is shown, as rows -------------------------------------------------------------------------------------------------
  const HEAD = ["owner_id", "owner", "owned_id", "owned", "share", "kind", "observed", "source", "url", "ref", "day", "basis", "assumption"];
  function rows() {
    const { day, basis } = app.state();
    const assumed = assumptions().join("; ");
    return app.now().scene.lines.flatMap((line) => (line.stakes || []).map((id) => known().stakes.get(id)).filter(Boolean).flatMap((stake) => {
      const evidence = stake.evidence && stake.evidence.length ? stake.evidence : [{}];
      return evidence.map((e) => [
        stake.owner, app.shared.nameOf(stake.owner), stake.owned, app.shared.nameOf(stake.owned), stake.share, app.shared.lineWord(stake),
        e.observed || "", e.source || "", e.url || "", e.ref || "", day, basis, assumed,
      ]);
    }));
  }
  function asJson() {
    const { scene } = app.now();
    const { day, basis, rule, changes } = app.state();
    const { story, stakes } = known();
    const parties = scene.cards.map((card) => story.parties[card.party]).filter(Boolean);
    return JSON.stringify({
      title: title(), answers: story.answers, day, basis, rule, hash: data.hash, version: data.version,
      not_the_records: app.assumed(), assumptions: app.assumed() ? { said: assumptions(), ...changes } : null,
      parties: parties.map(({ id, name: called, kind, jurisdiction, flags }) => ({ id, name: called, kind, jurisdiction, flags })),
      stakes: scene.lines.flatMap((line) => (line.stakes || []).map((id) => stakes.get(id)).filter(Boolean)),
      holders: story.holders, warnings: story.warnings,
    }, null, 1);
  }
  function citation() {
    const day = app.words().day(app.state().day);
    const parts = [title(), ...known().story.answers.slice(0, 1), say(app.assumed() ? "app.on_assumptions" : "app.on_records", { day })];
    const made = `ownership-graph ${data.version || ""}`.trim();
    const assumed = assumptions().map((text) => `${say("app.assumed")} ${text}`);
    const whole = [...parts, ...assumed, `${made}, sha256:${data.hash || ""}`, app.history.link(app.state())];
    return whole.filter(Boolean).join(" · ");
  }
  async function copy(text) {
    const done = await save.copy(text);
    const field = byId("copied");
    field.hidden = done;
    field.value = done ? "" : text;
    if (!done) field.select();
    app.status(done ? say("app.copied", { text: short(text, 300) }) : say("app.copy_refused"));
  }
  const failed = () => app.status(say("app.save_failed"));
  const done = (file) => app.status(say("app.saved", { file }));
  function keep(ending, content, type) {
    try {
      save.download(name(ending), content, type);
      done(name(ending));
    } catch (error) {
      failed();
    }
    page.closePops();
  }
  async function pixels(scale) {
    const drawn = picture(app.dark() ? "dark" : "light");
    try {
      keep("png", await save.png(own.svg(drawn, texts()), drawn.width, drawn.height, scale), "image/png");
    } catch (error) {
      failed();
    }
  }
  on("save-svg", () => keep("svg", svg(app.dark() ? "dark" : "light"), "image/svg+xml"));
  on("save-png", () => pixels(2));
  on("save-png-4x", () => pixels(4));
  on("save-csv", () => keep("csv", save.csv([HEAD, ...rows()]), "text/csv;charset=utf-8"));
  on("save-json", () => keep("json", asJson(), "application/json"));
  on("copy-link", () => copy(app.history.link(app.state())));
  on("copy-citation", () => copy(citation()));
  on("print", () => {
    page.closePops();
    paper();
    try {
      window.print();
    } catch (error) {
      failed();
    }
  });

  // ---- paper: the picture that is printed is the one that is on the screen, in light colours ----------------------------------
  function paper() {
    byId("ledger").querySelector("details").open = true;
    if (!app.stale()) return;
    byId("still").replaceChildren(own.svg.element(document, picture("light", true), texts()));
    app.fresh();
  }
  window.addEventListener("beforeprint", paper);
  window.matchMedia("print").addEventListener("change", (event) => event.matches && paper());
  function reflect() {
    byId("copied").hidden = true;
  }
  return { reflect, svg, citation, rows };
};
