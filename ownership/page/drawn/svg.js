// A picture as SVG, as text for a file or as elements for the page: text stays text. The twin of svg.py.
(function () {
  "use strict";
  window.ownership = window.ownership || {};
  const SPACE = "http://www.w3.org/2000/svg";
  // What XML 1.0 cannot carry at all.
  const NO_XML = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]/gu;

  const legal = (text) => text.replace(NO_XML, "\ufffd");
  const escape = (text) =>
    legal(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  const attributes = (said) => Object.entries(said).map(([name, value]) => ` ${name}="${escape(value)}"`).join("");
  const number = (value) => window.ownership.shapes.number(value);

  function headOf(picture, { lang = "en", fonts = "sans-serif" }) {
    const place = [picture.left, picture.top, picture.width, picture.height].map(number).join(" ");
    return { width: number(picture.width), height: number(picture.height), viewBox: place, role: "img", lang, "font-family": fonts };
  }
  function groupAttributes(mark) {
    const said = { [`data-${mark.role}`]: mark.id };
    if (mark.role === "card") {
      said["data-role"] = mark.as;
      if (mark.what) said["data-kind"] = mark.what;
    } else if (mark.role === "line") {
      said["data-line-kind"] = mark.as;
      if (mark.back) said["data-back"] = "1";
    }
    return said;
  }
  function pathAttributes(mark) {
    const said = { d: mark.d, fill: mark.fill || "none" };
    if (mark.stroke) Object.assign(said, { stroke: mark.stroke, "stroke-width": number(mark.width) });
    if (mark.dash) said["stroke-dasharray"] = mark.dash.join(" ");
    if (mark.opacity !== undefined) said.opacity = number(mark.opacity);
    return said;
  }
  function textAttributes(mark) {
    const said = { x: number(mark.x), y: number(mark.y), "font-size": String(mark.size) };
    if (mark.weight !== 400) said["font-weight"] = String(mark.weight);
    said.fill = mark.fill;
    if (mark.anchor !== "start") said["text-anchor"] = mark.anchor;
    if (mark.dir) Object.assign(said, { direction: "rtl", "unicode-bidi": "embed" });
    if (mark.opacity !== undefined) said.opacity = number(mark.opacity);
    return said;
  }

  function written(mark) {
    if (mark.kind === "end") return "</g>";
    if (mark.kind === "group") {
      return `<g${attributes(groupAttributes(mark))}>${mark.title ? `<title>${escape(mark.title)}</title>` : ""}`;
    }
    if (mark.kind === "path") return `<path${attributes(pathAttributes(mark))}/>`;
    return `<text${attributes(textAttributes(mark))}>${escape(mark.text)}</text>`;
  }

  // options: title, desc, lang, fonts
  function svg(picture, options = {}) {
    const out = [`<svg${attributes({ xmlns: SPACE, ...headOf(picture, options) })}>`];
    if (options.title) out.push(`<title>${escape(options.title)}</title>`);
    if (options.desc) out.push(`<desc>${escape(options.desc)}</desc>`);
    return [...out, ...picture.marks.map(written), "</svg>", ""].join("\n");
  }

  svg.element = function (document, picture, options = {}) {
    function make(tag, said, text) {
      const made = document.createElementNS(SPACE, tag);
      for (const [name, value] of Object.entries(said)) made.setAttribute(name, legal(value));
      if (text !== undefined) made.textContent = text;
      return made;
    }
    const root = make("svg", headOf(picture, options));
    if (options.title) root.append(make("title", {}, options.title));
    if (options.desc) root.append(make("desc", {}, options.desc));
    if (!options.title) {
      root.removeAttribute("role"); // a swatch beside its words is no picture of its own
      root.setAttribute("aria-hidden", "true");
    }
    let here = root;
    for (const mark of picture.marks) {
      if (mark.kind === "end") here = here.parentNode;
      else if (mark.kind === "group") {
        const group = make("g", groupAttributes(mark));
        if (mark.title) group.append(make("title", {}, mark.title));
        here.append(group);
        here = group;
      } else if (mark.kind === "path") here.append(make("path", pathAttributes(mark)));
      else here.append(make("text", textAttributes(mark), mark.text));
    }
    return root;
  };

  window.ownership.svg = svg;
})();
