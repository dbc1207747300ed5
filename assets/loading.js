/* A page whose work goes on by itself is looked at again, until it does not (`web/loading.py`).
   Nothing that is typed stands on such a page, but in the form that hands in. */
(function () {
  "use strict";
  var PAUSE = 1500;

  function look() {
    if (!document.querySelector("[data-live]")) {
      return;
    }
    var typed = document.querySelector("input[type=file]");
    if (document.hidden || (typed && typed.files.length) || hasText()) {
      window.setTimeout(look, PAUSE);
      return;
    }
    fetch(window.location.href, { headers: { Accept: "text/html" } })
      .then(function (answer) {
        return answer.ok ? answer.text() : null;
      })
      .then(function (text) {
        if (text) {
          show(new DOMParser().parseFromString(text, "text/html"));
        }
        window.setTimeout(look, PAUSE);
      })
      .catch(function () {
        window.setTimeout(look, PAUSE);
      });
  }

  function hasText() {
    return Array.prototype.some.call(document.querySelectorAll("textarea, input[type=text]"), function (one) {
      return one.value !== one.defaultValue;
    });
  }

  function show(fresh) {
    var main = document.querySelector("main");
    var next = fresh.querySelector("main");
    if (!next || main.innerHTML === next.innerHTML) {
      return;
    }
    var isOpen = Array.prototype.map.call(main.querySelectorAll("details"), function (one) {
      return one.open;
    });
    main.innerHTML = next.innerHTML;
    main.querySelectorAll("details").forEach(function (one, place) {
      one.open = Boolean(isOpen[place]);
    });
    document.title = fresh.title;
    var first = main.querySelector("[autofocus]");
    if (first && !main.querySelector("[data-live]")) {
      first.focus();
    }
  }

  window.setTimeout(look, PAUSE);
})();
