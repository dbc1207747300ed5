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
      keepFocus(state.path);
      showPart();
      leaveRoom(20);
      return state.title;
    },
  },
  programs: {
    search: function (text, options) {
      return Object.assign({}, options, { quickFilterText: text || "" });
    },
  },
});

/* A page is drawn anew after each choice: the control that was used keeps the focus, a new page gets it. */
var lastFocus = "";
var lastPath = null;
document.addEventListener("focusin", function (event) {
  lastFocus = event.target.id || "";
});

function keepFocus(path) {
  var isFirst = lastPath === null;
  var isNew = lastPath !== path;
  lastPath = path;
  if (isFirst || (document.activeElement && document.activeElement !== document.body)) {
    return;
  }
  var target = isNew ? document.getElementById("main") : document.getElementById(lastFocus);
  if (target) {
    target.focus({ preventScroll: true });
  }
}

/* The way to another part of a long list leads to that list, not to the head of the page. */
function showPart() {
  var list = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (list && list.classList.contains("pager")) {
    list.scrollIntoView();
  }
}

/* On a narrow screen the pinned names of the programme list leave room for the figures. */
function leaveRoom(tries) {
  var list = '{"name":"programs","type":"grid"}';
  if (window.innerWidth >= 700 || tries === 0) {
    return;
  }
  if (!document.getElementById(list) || !window.dash_ag_grid) {
    /* The grid's own script comes after the page. */
    window.setTimeout(leaveRoom, 100, tries - 1);
    return;
  }
  window.dash_ag_grid.getApiAsync(list).then(function (api) {
    api.applyColumnState({ state: [{ colId: "name", width: 150 }] });
  });
}

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
