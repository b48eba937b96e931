// The first step: the drawing library, which the page carries packed, then the page itself.
(async function () {
  "use strict";
  const packed = document.getElementById("engine");
  if (!packed) return; // without the library the answer, the picture, the list and the tables are all there
  const bytes = Uint8Array.from(atob(packed.textContent.trim()), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const script = document.createElement("script");
  // An inline script like the others: the policy of the page allows exactly this text, by its hash.
  script.textContent = await new Response(stream).text();
  document.body.append(script);
  packed.remove();
  window.ownership.page();
})();
