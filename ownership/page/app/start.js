// Runs what was packed: the policy of the page lets only scripts run whose hash it names, and this one's is there.
(function () {
  "use strict";
  const script = document.createElement("script");
  script.textContent = window.ownership.unpack(document.getElementById("packed").textContent);
  document.body.append(script);
})();
