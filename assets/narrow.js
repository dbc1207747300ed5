/* On a narrow screen the frame takes one line: the menu and the filters are opened from there. */
(function () {
  "use strict";
  var opened = "";
  var path = null;
  var opener = "";
  var NARROW = window.matchMedia("(max-width: 640px)");

  function show() {
    var frame = document.querySelector("#live .frame");
    if (!frame) {
      return;
    }
    frame.dataset.opened = opened;
    /* What the page is of goes on beyond the edge there: it has to be reached by keyboard. */
    var context = frame.querySelector(".context");
    if (context && NARROW.matches) {
      context.tabIndex = 0;
    } else if (context) {
      context.removeAttribute("tabindex");
    }
    frame.querySelectorAll("[data-opens][aria-expanded]").forEach(function (button) {
      button.setAttribute("aria-expanded", String(button.dataset.opens === opened));
    });
  }

  function open(name) {
    opened = name === opened ? "" : name;
    show();
    var first = opened && document.querySelector(opened === "filters" ? ".filter-bar select" : ".navigation a");
    /* Found anew: the page may have been drawn since. */
    var target = opened ? first : document.querySelector('.openers [data-opens="' + opener + '"]');
    if (target) {
      target.focus();
    }
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("#live [data-opens]");
    if (button) {
      opener = button.dataset.opens || opener;
      open(button.dataset.opens);
    }
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape" && opened && !document.querySelector("details.popover[open]")) {
      open("");
    }
  });

  NARROW.addEventListener("change", show);

  /* A page that is drawn anew after a choice keeps its sheet open; another page begins without. */
  window.councilNarrow = function (now) {
    if (now !== path) {
      opened = "";
    }
    path = now;
    show();
  };
})();
