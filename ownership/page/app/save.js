// Taking it along: the picture as SVG and PNG, what is shown as CSV and JSON, the link, the citation, paper.
window.ownership = window.ownership || {};
window.ownership.save = (function () {
  "use strict";

  /** One cell of a CSV file: quoted where needed, and never a formula for a spreadsheet. */
  function cell(value) {
    let text = value === null || value === undefined ? "" : String(value);
    if (typeof value !== "number" && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  }
  /** A byte order mark for Excel, then lines with CRLF, as RFC 4180 has them. */
  const csv = (rows) => `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

  /** A name for a file out of a title, in any script. */
  function fileName(title, ending) {
    const plain = title.normalize("NFC").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 80);
    return `${plain || "ownership"}.${ending}`;
  }
  function download(name, content, type) {
    const blob = content instanceof Blob ? content : new Blob([content], { type });
    const url = URL.createObjectURL(blob);
    const link = document.createElement("a");
    link.href = url;
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 20000);
  }
  /** The picture as pixels, from the SVG and not from the screen; sizes over what a canvas can hold are made smaller. */
  function png(svg, width, height, scale) {
    const fit = Math.min(scale, 16000 / width, 16000 / height, Math.sqrt(120e6 / (width * height)));
    return new Promise((resolve, reject) => {
      const image = new Image();
      image.onload = () => {
        const canvas = document.createElement("canvas");
        canvas.width = Math.round(width * fit);
        canvas.height = Math.round(height * fit);
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
      };
      image.onerror = () => reject(new Error("no picture"));
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    });
  }
  /** Copy text; where a page may not, the text stands in a field to be copied by hand. Returns whether it was copied. */
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch (error) {
      const area = document.createElement("textarea");
      area.value = text;
      area.className = "offscreen";
      document.body.append(area);
      area.select();
      let done = false;
      try {
        done = document.execCommand("copy");
      } catch (refused) {
        done = false;
      }
      area.remove();
      return done;
    }
  }
  /** SVG text as elements of this page, without a parser for HTML. */
  function parsed(svg) {
    const found = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    return document.importNode(found, true);
  }
  return { cell, csv, fileName, download, png, copy, parsed };
})();
