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
