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

  /* Not before the page is to be seen: loading would take the machine's time from painting it. A tab in the
     background paints nothing, and does not wait; a browser that does not tell of painting is given a second. */
  var isLoading = false;

  function begin() {
    if (!isLoading) {
      isLoading = true;
      load();
    }
  }

  if (document.visibilityState === "visible" && window.PerformanceObserver) {
    new PerformanceObserver(begin).observe({ type: "paint", buffered: true });
    window.setTimeout(begin, 1000);
  } else {
    begin();
  }
})();
