// The painter: cards, lines and shares on a canvas, from places that Python chose. It knows no network and no page.
window.ownershipPainter = function (data, drawn, state) {
  "use strict";
  const FONT = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif';
  const colour = (name) => data.colours[name][state.shade];

  function shorten(ctx, text, width) {
    if (ctx.measureText(text).width <= width) return text;
    const letters = Array.from(text.slice(0, 400));
    let low = 0;
    let high = letters.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (ctx.measureText(letters.slice(0, middle).join("") + "…").width <= width) low = middle;
      else high = middle - 1;
    }
    return letters.slice(0, low).join("").trimEnd() + "…";
  }
  function wrap(ctx, text, width, most) {
    const lines = [];
    let line = "";
    const words = text.slice(0, 400).match(/[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]+\s*|\s+/g) || [];
    for (let n = 0; n < words.length; n++) {
      const longer = line + words[n];
      if (line && ctx.measureText(longer.trimEnd()).width > width) {
        if (lines.length === most - 1) return [...lines, shorten(ctx, line + words.slice(n).join(""), width)];
        lines.push(shorten(ctx, line.trimEnd(), width));
        line = words[n];
      } else line = longer;
    }
    if (text.length > 400) line += "…";
    return [...lines, shorten(ctx, line.trimEnd(), width)];
  }

  // ---- cards --------------------------------------------------------------------------------------------------
  const SHAPES = {
    box: (ctx, x, y, w, h) => ctx.roundRect(x, y, w, h, 3),
    round: (ctx, x, y, w, h) => ctx.roundRect(x, y, w, h, 14),
    pill: (ctx, x, y, w, h) => ctx.roundRect(x, y, w, h, Math.min(h / 2, 32)),
    undisclosed: (ctx, x, y, w, h) => ctx.roundRect(x, y, w, h, 14),
    more: (ctx, x, y, w, h) => ctx.roundRect(x, y, w, h, 3),
    hexagon: (ctx, x, y, w, h) => corners(ctx, [[x + 14, y], [x + w - 14, y], [x + w, y + h / 2], [x + w - 14, y + h], [x + 14, y + h], [x, y + h / 2]]),
    cut: (ctx, x, y, w, h) => corners(ctx, [[x + 14, y], [x + w, y], [x + w, y + h - 14], [x + w - 14, y + h], [x, y + h], [x, y + 14]]),
  };
  function corners(ctx, points) {
    points.forEach(([x, y], n) => (n ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
    ctx.closePath();
  }
  function outline(ctx, party, inset) {
    const [w, h] = party.size;
    ctx.beginPath();
    (SHAPES[party.shape] || SHAPES.box)(ctx, party.x - w / 2 + inset, party.y - h / 2 + inset, w - 2 * inset, h - 2 * inset);
  }
  function frame(ctx, party) {
    ctx.strokeStyle = colour(party.colour);
    ctx.setLineDash(party.frame === "dashed" ? [7, 4] : party.role === "undisclosed" ? [2, 4] : []);
    ctx.lineWidth = { thick: 4, dashed: 2.6, double: 2.2 }[party.frame] || 1.3;
    outline(ctx, party, 0);
    ctx.stroke();
    ctx.setLineDash([]);
    if (party.frame === "double") {
      outline(ctx, party, 4);
      ctx.lineWidth = 1;
      ctx.stroke();
    }
  }
  function card(ctx, party, x, y, isChosen) {
    const [w, h] = party.size;
    const at = { ...party, x, y };
    ctx.save();
    if (party.role === "more") {
      ctx.fillStyle = colour("panel");
      ctx.strokeStyle = colour("rule");
      outline(ctx, { ...at, x: x + 4, y: y + 4 }, 0);
      ctx.fill();
      ctx.stroke();
    }
    outline(ctx, at, 0);
    ctx.fillStyle = colour(party.subject ? "subject" : party.role === "party" ? "card" : "panel");
    ctx.fill();
    frame(ctx, at);
    if (isChosen) {
      outline(ctx, at, -5);
      ctx.strokeStyle = colour("focus");
      ctx.lineWidth = 3;
      ctx.stroke();
    }
    words(ctx, party, x, y - h / 2, w - (party.shape === "hexagon" || party.shape === "pill" ? 40 : 22));
    ctx.restore();
  }
  function words(ctx, party, x, top, width) {
    const plain = party.role !== "party";
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.fillStyle = colour(plain ? "muted" : "ink");
    ctx.font = `${plain ? "italic 500" : "600"} 13.5px ${FONT}`;
    const lines = wrap(ctx, party.name, width, plain ? 2 : 3);
    let y = top + (plain ? 26 : 33) - (lines.length - 1) * 8;
    for (const line of lines) {
      ctx.fillText(line, x, y);
      y += 16;
    }
    if (plain) return;
    ctx.fillStyle = colour("muted");
    ctx.font = `12px ${FONT}`;
    const said = [party.word, party.jurisdiction, party.subject ? "asked about" : ""].filter(Boolean).join(" · ");
    ctx.fillText(shorten(ctx, said, width), x, top + 70);
    y = top + 93;
    const shown = party.flags.slice(0, party.flags.length > 3 ? 2 : 3);
    for (const flag of shown) {
      tag(ctx, flag, party, x, y, width + 8);
      y += 20;
    }
    if (party.flags.length > 3) {
      ctx.fillStyle = colour("muted");
      ctx.fillText(`and ${party.flags.length - 2} more findings`, x, y);
      y += 20;
    }
    if (party.owners_hidden || party.owned_hidden) {
      ctx.fillStyle = colour("muted");
      ctx.font = `12px ${FONT}`;
      ctx.fillText(shorten(ctx, hidden(party), width + 8), x, y);
    }
  }
  function hidden(party) {
    const count = (n, one, many) => (n ? `+${n} ${n === 1 ? one : many}` : "");
    return [count(party.owners_hidden, "owner", "owners"), count(party.owned_hidden, "holding", "holdings")].filter(Boolean).join(", ") + " not drawn";
  }
  function tag(ctx, flag, party, x, y, width) {
    const look = data.levels[flag.level];
    const ink = party.kind === "person" && look.colour !== "muted" ? "ink" : look.colour;
    ctx.beginPath();
    ctx.roundRect(x - width / 2, y - 9, width, 18, 3);
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = ctx.fillStyle = colour(ink);
    ctx.setLineDash(flag.level === "possible" ? [4, 3] : []);
    if (flag.level === "listed") ctx.fill();
    else if (flag.level === "caught" || flag.level === "possible") ctx.stroke();
    ctx.setLineDash([]);
    ctx.fillStyle = colour(flag.level === "listed" ? "paper" : ink);
    ctx.font = `${flag.level === "listed" || flag.level === "caught" ? "600 " : ""}12px ${FONT}`;
    ctx.fillText(shorten(ctx, `${look.mark} ${flag.tag}`, width - 8), x, y + 0.5);
  }

  // ---- lines --------------------------------------------------------------------------------------------------
  function course(ctx, points) {
    ctx.beginPath();
    ctx.moveTo(...points[0]);
    for (let n = 1; n < points.length; n += 3) ctx.bezierCurveTo(...points[n], ...points[n + 1], ...points[n + 2]);
  }
  const touches = (stake) => state.chosen && (state.chosen.stake === stake.id || state.chosen.party === stake.owner || state.chosen.party === stake.owned);
  function line(ctx, stake) {
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = colour(touches(stake) ? "focus" : stake.colour);
    ctx.lineWidth = stake.width + (touches(stake) ? 1.2 : 0);
    ctx.setLineDash(stake.dash);
    course(ctx, stake.points);
    ctx.stroke();
    ctx.setLineDash([]);
    if (stake.line !== "more") arrow(ctx, stake.points, stake.width);
    ctx.restore();
  }
  function arrow(ctx, points, width) {
    const [x, y] = points[points.length - 1];
    const [fx, fy] = points[points.length - 2];
    const angle = Math.atan2(y - fy, x - fx);
    const size = 8 + width;
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x - size * Math.cos(angle - 0.42), y - size * Math.sin(angle - 0.42));
    ctx.lineTo(x - size * Math.cos(angle + 0.42), y - size * Math.sin(angle + 0.42));
    ctx.closePath();
    ctx.fill();
  }
  function label(ctx, stake) {
    if (!stake.text) return;
    ctx.font = `500 13.5px ${FONT}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    const [x, y] = stake.label;
    const width = ctx.measureText(stake.text).width + 6;
    ctx.fillStyle = colour("paper");
    ctx.fillRect(x - width / 2, y - 9, width, 18);
    ctx.fillStyle = colour(touches(stake) ? "focus" : "ink");
    ctx.fillText(stake.text, x, y + 0.5);
  }
  function lines(ctx) {
    drawn.forEach((stake) => line(ctx, stake));
    drawn.forEach((stake) => label(ctx, stake));
  }
  function stakeAt(x, y, reach) {
    let best = null;
    let nearest = reach;
    for (const stake of drawn) {
      for (let n = 0; n + 3 < stake.points.length; n += 3) {
        for (let t = 0; t <= 1; t += 0.04) {
          const [a, b, c, d] = stake.points.slice(n, n + 4);
          const u = 1 - t;
          const w = [u * u * u, 3 * t * u * u, 3 * t * t * u, t * t * t];
          const away = Math.hypot(w[0] * a[0] + w[1] * b[0] + w[2] * c[0] + w[3] * d[0] - x, w[0] * a[1] + w[1] * b[1] + w[2] * c[1] + w[3] * d[1] - y);
          if (away < nearest) [best, nearest] = [stake.id, away];
        }
      }
      if (Math.abs(stake.label[0] - x) < 30 && Math.abs(stake.label[1] - y) < 10) return stake.id;
    }
    return best;
  }

  return { card, lines, stakeAt };
};
// Marks on a canvas, and what lies under a pointer. The canvas already stands in chart coordinates.
(function () {
  "use strict";
  window.ownership = window.ownership || {};
  const ALIGN = { start: "start", middle: "center", end: "end" };
  // Under this height on the screen text is dust: it takes time and says nothing.
  const READABLE = 2.5;
  // Fingers need 44 pixels; a line is hit within this distance.
  const FINGER = 22;
  const NEAR = 9;
  const paths = new WeakMap();

  function pathOf(mark) {
    if (!paths.has(mark)) paths.set(mark, new Path2D(mark.d));
    return paths.get(mark);
  }
  function boxOf(mark) {
    if (mark.box) return mark.box;
    if (!mark.points) return null;
    const xs = mark.points.map((point) => point[0]);
    const ys = mark.points.map((point) => point[1]);
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    return [left, top, Math.max(...xs) - left, Math.max(...ys) - top];
  }

  function paint(ctx, marks, fonts = "sans-serif") {
    const place = ctx.getTransform();
    const scale = Math.hypot(place.a, place.b) || 1;
    const back = place.inverse();
    const [from, to] = [[0, 0], [ctx.canvas.width, ctx.canvas.height]].map(([x, y]) => back.transformPoint(new DOMPoint(x, y)));
    const outside = ([x, y, width, height]) => x - 20 > to.x || y - 20 > to.y || x + width + 20 < from.x || y + height + 20 < from.y;
    ctx.save();
    ctx.textBaseline = "alphabetic";
    ctx.lineJoin = "miter";
    for (let n = 0, skipped = 0; n < marks.length; n += 1) {
      const mark = marks[n];
      if (mark.kind === "group") {
        const box = skipped ? null : boxOf(mark);
        if (skipped || (box && outside(box))) skipped += 1;
      } else if (mark.kind === "end") skipped = Math.max(0, skipped - 1);
      else if (!skipped) draw(ctx, mark, fonts, scale);
    }
    ctx.restore();
  }
  function draw(ctx, mark, fonts, scale) {
    ctx.globalAlpha = mark.opacity === undefined ? 1 : mark.opacity;
    if (mark.kind === "path") {
      const path = pathOf(mark);
      if (mark.fill) {
        ctx.fillStyle = mark.fill;
        ctx.fill(path);
      }
      if (mark.stroke) {
        ctx.strokeStyle = mark.stroke;
        ctx.lineWidth = mark.width;
        ctx.setLineDash(mark.dash || []);
        ctx.stroke(path);
      }
    } else if (mark.size * scale >= READABLE) {
      ctx.font = `${mark.weight} ${mark.size}px ${fonts}`;
      ctx.fillStyle = mark.fill;
      ctx.textAlign = ALIGN[mark.anchor];
      ctx.direction = mark.dir || "ltr";
      ctx.fillText(mark.text, mark.x, mark.y);
    }
  }

  function within([left, top, width, height], x, y, more) {
    return x >= left - more && x <= left + width + more && y >= top - more && y <= top + height + more;
  }
  // How far a point is from a course of Bézier pieces.
  function distance(points, x, y) {
    let best = Infinity;
    for (let n = 0; n + 3 < points.length; n += 3) {
      const [a, b, c, d] = points.slice(n, n + 4);
      for (let k = 0; k <= 24; k += 1) {
        const t = k / 24;
        const u = 1 - t;
        const w = [u * u * u, 3 * t * u * u, 3 * t * t * u, t * t * t];
        const px = w[0] * a[0] + w[1] * b[0] + w[2] * c[0] + w[3] * d[0];
        const py = w[0] * a[1] + w[1] * b[1] + w[2] * c[1] + w[3] * d[1];
        best = Math.min(best, Math.hypot(px - x, py - y));
      }
    }
    return best;
  }

  // What is under a point of the chart: a disc, a card, a share or a line, the nearest first; null for nothing.
  paint.hits = function (marks, x, y, scale = 1) {
    let disc = null;
    let card = null;
    let inside = null;
    let line = null;
    let least = Infinity;
    let nearest = NEAR / scale;
    for (const mark of marks) {
      if (mark.kind !== "group") continue;
      if (mark.role === "card") {
        inside = mark.id;
        if (within(mark.box, x, y, 0)) card = mark.id;
      } else if (mark.role === "plus") {
        const [left, top, width, height] = mark.box;
        const away = Math.hypot(left + width / 2 - x, top + height / 2 - y);
        const more = Math.max(0, FINGER / scale - height / 2);
        if (within(mark.box, x, y, more) && away < least) [disc, least] = [{ [`plus_${mark.id}`]: inside }, away];
      } else if (mark.role === "share" && within(mark.box, x, y, 2)) [line, nearest] = [mark.id, 0];
      else if (mark.role === "line" && nearest > 0) {
        const away = distance(mark.points, x, y);
        if (away < nearest) [line, nearest] = [mark.id, away];
      }
    }
    return disc || (card && { card }) || (line && { line }) || null;
  };

  window.ownership.paint = paint;
})();
