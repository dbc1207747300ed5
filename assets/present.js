/* A presentation: one section a screen, by arrow keys, buttons or a presenter's page keys. */
(function () {
  "use strict";
  /* What begins a screen; sentences and tools before it, and notes after it, belong to it. */
  var BEGINS = ".section, .kpis, .program-grid, .two-parts, .empty, .whole-page, .brief-notes";
  var FOLLOWS = ".footnote, .paper-only";
  var NEXT = ["ArrowRight", "PageDown"];
  var PREVIOUS = ["ArrowLeft", "PageUp"];
  var path = null;
  var at = 0;

  function isPresented() {
    return Boolean(document.querySelector("#live .frame.presented"));
  }

  function screens() {
    var found = [];
    var waiting = [];
    [].forEach.call(document.querySelectorAll("#main > *"), function (part) {
      if (part.matches(".headline, .brief-head, .notice")) {
        return;
      }
      if (part.matches(FOLLOWS) && found.length) {
        found[found.length - 1].push(part);
      } else if (part.matches(BEGINS) || part.querySelector(BEGINS)) {
        found.push(waiting.concat(part));
        waiting = [];
      } else {
        waiting.push(part);
      }
    });
    if (waiting.length) {
      found.push(waiting);
    }
    return found;
  }

  function show() {
    var all = screens();
    at = Math.max(0, Math.min(at, all.length - 1));
    all.forEach(function (parts, number) {
      parts.forEach(function (part) { part.classList.toggle("other-slide", number !== at); });
    });
    document.querySelector(".slide-at").textContent = all.length ? at + 1 + " / " + all.length : "";
    window.scrollTo(0, 0);
    (all[at] || []).forEach(function (part) {
      part.querySelectorAll(".js-plotly-plot").forEach(function (plot) {
        if (plot.layout && window.Plotly) {
          window.Plotly.Plots.resize(plot);
        }
      });
    });
  }

  function go(step) {
    at += step;
    show();
  }

  document.addEventListener("keydown", function (event) {
    var isTaken = event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented;
    if (!isPresented() || isTaken || event.target.closest("input, select, textarea, .ag-root, .js-plotly-plot")) {
      return;
    }
    if (NEXT.indexOf(event.key) >= 0 || PREVIOUS.indexOf(event.key) >= 0) {
      event.preventDefault();
      go(NEXT.indexOf(event.key) >= 0 ? 1 : -1);
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      at = event.key === "Home" ? 0 : Infinity;
      show();
    } else if (event.key === "Escape" && !document.querySelector("details[open].popover")) {
      document.querySelector(".end-presentation").click();
    }
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("#live button[data-slide]");
    if (button) {
      go(Number(button.dataset.slide));
    }
  });

  window.councilPresent = function (now) {
    if (now !== path) {
      at = 0;
    }
    path = now;
    if (isPresented()) {
      show();
    } else {
      document.querySelectorAll(".other-slide").forEach(function (part) { part.classList.remove("other-slide"); });
    }
  };
})();
