// Outlines, small pictures and the two things that are drawn, paths and texts: the twin of shapes.py and primitives.py.
(function () {
  "use strict";
  window.ownership = window.ownership || {};
  const CORNER = 14;
  const ROOM = { box: 11, round: 13, pill: 20, hexagon: 19, octagon: 13, cut: 13, plaque: 14, bars: 17, sheet: 16 };

  function number(value) {
    return String(Math.floor(value * 100 + 0.5) / 100 || 0); // never "-0"
  }
  const pair = ([x, y]) => `${number(x)} ${number(y)}`;
  const corners = (points) => `M${points.map(pair).join("L")}Z`;
  const strokes = (...lines) => lines.map((line) => `M${line.map(pair).join("L")}`).join("");

  function curve(points) {
    const texts = points.map(pair);
    let d = `M${texts[0]}`;
    for (let n = 1; n < texts.length; n += 3) d += `C${texts.slice(n, n + 3).join(" ")}`;
    return d;
  }

  function circle(x, y, radius) {
    const r = number(radius);
    const whole = number(2 * radius);
    return `M${number(x - radius)} ${number(y)}a${r} ${r} 0 1 1 ${whole} 0a${r} ${r} 0 1 1 -${whole} 0Z`;
  }

  function rounded([x, y, width, height], radius, inward) {
    const r = number(radius);
    const arc = `a${r} ${r} 0 0 ${inward ? 0 : 1} `;
    const across = number(width - 2 * radius);
    const down = number(height - 2 * radius);
    return (
      `M${number(x + radius)} ${number(y)}h${across}${arc}${r} ${r}v${down}${arc}-${r} ${r}` +
      `h-${across}${arc}-${r} -${r}v-${down}${arc}${r} -${r}Z`
    );
  }

  function outline(shape, box) {
    const [x, y, width, height] = box;
    const right = x + width;
    const low = y + height;
    let c = Math.min(CORNER, height / 3);
    if (shape === "hexagon") {
      const middle = y + height / 2;
      return corners([[x + c, y], [right - c, y], [right, middle], [right - c, low], [x + c, low], [x, middle]]);
    }
    if (shape === "octagon") {
      c = (c * 5) / 7;
      const upper = [[x, y + c], [x + c, y], [right - c, y], [right, y + c]];
      return corners([...upper, [right, low - c], [right - c, low], [x + c, low], [x, low - c]]);
    }
    if (shape === "cut") {
      return corners([[x + c, y], [right, y], [right, low - c], [right - c, low], [x, low], [x, y + c]]);
    }
    if (shape === "sheet") return corners([[x, y], [right - c, y], [right, y + c], [right, low], [x, low]]);
    if (shape === "plaque") return rounded(box, Math.min(10, height / 4), true);
    const radius = shape === "pill" ? Math.min(height / 2, 36) : shape === "round" ? Math.min(height / 3, 14) : 3;
    return rounded(box, radius);
  }

  function details(shape, [x, y, width, height]) {
    const right = x + width;
    const c = Math.min(CORNER, height / 3);
    if (shape === "sheet") return strokes([[right - c, y], [right - c, y + c], [right, y + c]]);
    if (shape === "bars") {
      const inset = Math.min(7, width / 6);
      return strokes([[x + inset, y], [x + inset, y + height]], [[right - inset, y], [right - inset, y + height]]);
    }
    return "";
  }

  function behind([x, y, width, height], away) {
    const right = x + width;
    const low = y + height;
    const outer = [[right, y + away], [right + away, y + away], [right + away, low + away], [x + away, low + away]];
    return corners([...outer, [x + away, low], [right, low]]);
  }

  function hatch([x, y, width, height], step = 9) {
    const lines = [];
    for (let k = step; k < width + height; k += step) {
      const from = [x + Math.min(k, width), y + Math.max(0, k - width)];
      lines.push([from, [x + Math.max(0, k - height), y + Math.min(k, height)]]);
    }
    return strokes(...lines);
  }

  // The sign of a finding around its middle, and whether it is filled.
  function levelSign(level, x, y, r = 4.5) {
    if (level === "listed") return [corners([[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]]), true];
    if (level === "caught" || level === "possible") {
      return [corners([[x, y - r], [x + r + 0.5, y + r], [x - r - 0.5, y + r]]), level === "caught"];
    }
    if (level === "would") {
      return [corners([[x, y - r - 0.5], [x + r + 0.5, y], [x, y + r + 0.5], [x - r - 0.5, y]]), false];
    }
    return [circle(x, y, r), false];
  }

  function picture(name, x, y) {
    const n = number;
    if (name === "pie") {
      return [
        [`M${n(x)} ${n(y)}L${n(x)} ${n(y - 10)}A10 10 0 1 0 ${n(x + 10)} ${n(y)}Z`, true],
        [`M${n(x + 3)} ${n(y - 3)}L${n(x + 3)} ${n(y - 11)}A8 8 0 0 1 ${n(x + 11)} ${n(y - 3)}Z`, false],
      ];
    }
    if (name === "question") {
      return [
        [circle(x, y, 10.5), false],
        [`M${n(x - 3.5)} ${n(y - 2.5)}a3.5 3.5 0 1 1 5.2 3.1c-1.2 0.7 -1.7 1.3 -1.7 2.7`, false],
        [circle(x, y + 6.2, 1.2), true],
      ];
    }
    if (name === "stamp") {
      return [
        [corners([[x - 8, y - 11], [x + 4, y - 11], [x + 8, y - 7], [x + 8, y + 11], [x - 8, y + 11]]), false],
        [strokes([[x - 4.5, y - 5], [x + 3, y - 5]], [[x - 4, y + 3], [x - 1, y + 6], [x + 4.5, y - 1]]), false],
      ];
    }
    if (name === "mask") {
      return [
        [circle(x, y - 4.5, 5.5), false],
        [`M${n(x - 10)} ${n(y + 11)}c0 -12 20 -12 20 0Z`, false],
        [corners([[x - 9, y - 7], [x + 9, y - 7], [x + 9, y - 2.5], [x - 9, y - 2.5]]), true],
      ];
    }
    if (name === "loop") {
      return [
        [`M${n(x - 9)} ${n(y - 1)}a9 9 0 0 1 16.4 -4.4`, false],
        [`M${n(x + 9)} ${n(y + 1)}a9 9 0 0 1 -16.4 4.4`, false],
        [corners([[x + 9, y - 10], [x + 9, y - 3], [x + 2.5, y - 4.4]]), true],
        [corners([[x - 9, y + 10], [x - 9, y + 3], [x - 2.5, y + 4.4]]), true],
      ];
    }
    return [];
  }

  function path(d, { fill, stroke, width, dash, opacity = 1 }) {
    const mark = { kind: "path", d };
    if (fill) mark.fill = fill;
    if (stroke) Object.assign(mark, { stroke, width });
    if (dash && dash.length) mark.dash = dash;
    if (opacity !== 1) mark.opacity = opacity;
    return mark;
  }

  function text(leftward, x, y, said, size, fill, weight = 400, anchor = "middle", opacity = 1) {
    const turned = leftward(said); // such a text starts at its right end
    const mark = { kind: "text", x, y, text: said, size, fill, weight };
    mark.anchor = turned && anchor === "start" ? "end" : anchor;
    if (turned) mark.dir = "rtl";
    if (opacity !== 1) mark.opacity = opacity;
    return mark;
  }

  window.ownership.shapes = {
    ROOM, number, corners, strokes, curve, circle, rounded, outline, details, behind, hatch, levelSign, picture, path, text,
  };
})();
