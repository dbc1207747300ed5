/* The few things that only the browser can do. */
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  frame: {
    /* After each page: title, language and theme; the title is also read out. */
    settle: function (state) {
      if (!state) {
        return window.dash_clientside.no_update;
      }
      document.title = state.title;
      document.documentElement.setAttribute("lang", state.lang);
      window.councilTheme(state.theme);
      return state.title;
    },
  },
  programs: {
    search: function (text, options) {
      return Object.assign({}, options, { quickFilterText: text || "" });
    },
  },
});

/* One note open at a time; Escape closes it and gives the focus back. */
document.addEventListener("toggle", function (event) {
  var opened = event.target;
  if (!opened.matches || !opened.matches("details.popover") || !opened.open) {
    return;
  }
  document.querySelectorAll("details.popover[open]").forEach(function (other) {
    if (other !== opened) {
      other.open = false;
    }
  });
  place(opened);
}, true);

document.addEventListener("keydown", function (event) {
  if (event.key !== "Escape") {
    return;
  }
  document.querySelectorAll("details.popover[open]").forEach(function (note) {
    note.open = false;
    note.querySelector("summary").focus();
  });
});

document.addEventListener("click", function (event) {
  document.querySelectorAll("details.popover[open]").forEach(function (note) {
    if (!note.contains(event.target)) {
      note.open = false;
    }
  });
});

/* A note inside a scrolling table would be cut off by it: it is placed on the screen instead. */
function place(note) {
  var text = note.querySelector(".source-text");
  if (!text) {
    return;
  }
  var mark = note.querySelector("summary").getBoundingClientRect();
  var width = Math.min(440, window.innerWidth - 24);
  text.style.width = width + "px";
  text.style.left = Math.max(12, Math.min(mark.right - width, window.innerWidth - width - 12)) + "px";
  var below = window.innerHeight - mark.bottom;
  if (below < 220 && mark.top > below) {
    text.style.top = "auto";
    text.style.bottom = window.innerHeight - mark.top + 4 + "px";
  } else {
    text.style.bottom = "auto";
    text.style.top = mark.bottom + 4 + "px";
  }
}
document.addEventListener("scroll", function (event) {
  if (event.target.closest && event.target.closest(".source-text")) {
    return;
  }
  document.querySelectorAll("details.source[open]").forEach(place);
}, true);
