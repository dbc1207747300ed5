/* Loads what makes the page work, in its order, once the page itself has been painted. */
(function () {
  "use strict";
  var later = JSON.parse(document.getElementById("later").textContent);

  function added(fill) {
    var script = document.createElement("script");
    fill(script);
    document.body.appendChild(script);
    return script;
  }

  function finish() {
    document.querySelectorAll("script[type='text/later']").forEach(function (waiting) {
      added(function (script) {
        script.textContent = waiting.textContent;
      });
    });
  }

  function load() {
    later.forEach(function (address, number) {
      added(function (script) {
        script.async = false;
        if (number === later.length - 1) {
          script.onload = finish;
        }
        script.src = address;
      });
    });
  }

  /* The frame is painted after this one's callbacks. A tab in the background paints none, and does not wait. */
  if (document.visibilityState === "visible") {
    window.requestAnimationFrame(function () {
      window.setTimeout(load, 0);
    });
  } else {
    load();
  }
})();
