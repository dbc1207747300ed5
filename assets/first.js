/* Runs in the head, before anything is painted: theme and language as the address or the browser has them. */
(function () {
  "use strict";
  var root = document.documentElement;
  var kept = {};
  try {
    kept = JSON.parse(window.localStorage.getItem("preferences") || "{}") || {};
  } catch (error) {
    kept = {};
  }
  var said = new URLSearchParams(window.location.search);
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var theme = said.get("theme") || kept.theme || "auto";

  function paint() {
    var isDark = theme === "dark" || (theme === "auto" && dark.matches);
    root.setAttribute("data-bs-theme", isDark ? "dark" : "light");
  }

  window.councilTheme = function (wished) {
    theme = wished || "auto";
    paint();
  };
  dark.addEventListener("change", paint);
  paint();
  /* The server makes the next first look as this browser likes it. */
  window.tellPreferences = function () {
    try {
      var held = window.localStorage.getItem("preferences");
      if (held) {
        document.cookie = "preferences=" + encodeURIComponent(held) + "; path=/; max-age=31536000; samesite=lax";
      }
    } catch (error) {
      /* Nothing may be kept here: each visit begins as the address says. */
    }
  };
  window.tellPreferences();
  /* A first look that was made without knowing what this browser keeps would mislead. */
  ["lang", "unit"].forEach(function (name) {
    var wished = said.get(name) || kept[name];
    var made = name === "lang" ? root.getAttribute("lang") : root.dataset[name];
    if (wished && wished !== made && !said.get(name)) {
      root.classList.add("made-otherwise");
    }
  });
  var lang = said.get("lang") || kept.lang;
  if (lang === "ko" || lang === "en") {
    root.setAttribute("lang", lang);
  }

  /* What is clicked before the page works is done when it does (`frame.js`). */
  window.early = null;
  document.addEventListener("mousedown", function (event) {
    var control = event.target.closest && event.target.closest("#first-look button, #first-look select");
    if (control) {
      window.early = control;
      control.setAttribute("aria-busy", "true");
      /* A list of the first look has the chosen option alone. */
      event.preventDefault();
    }
  });
})();
