/* The few things that only the browser can do. */
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  frame: {
    /* After each page: title, language and theme; the title is also read out. */
    settle: function (state) {
      if (!state) {
        return window.dash_clientside.no_update;
      }
      takeOver();
      document.title = state.title;
      document.documentElement.setAttribute("lang", state.lang);
      window.councilTheme(state.theme);
      window.tellPreferences();
      onPaper(state.paper, state.lang);
      keepFolds(state.path);
      keepFocus(state.path);
      window.councilList.attend(state.path);
      window.councilNarrow(state.path);
      window.councilPresent(state.path);
      showPart();
      showCited();
      keepScroll();
      tellChanges(state);
      return state.title;
    },
    /* Controls that only appear are no choice: there is one where they differ from the page in sight. */
    choose: function (filters, liked, frame, rules, kept) {
      var inputs = window.dash_clientside.callback_context.inputs_list;
      var none = window.dash_clientside.no_update;
      var chosen = named(inputs[0]), wished = named(inputs[1]);
      if (!frame || !frame.filter) {
        return [none, none];
      }
      var address = window.councilChoice.address(rules, frame, chosen, wished, window.location.search);
      var preferred = window.councilChoice.preferences(rules, frame, wished, kept);
      visit.isChoosing = address !== null;
      return [address === null ? none : address, preferred === null ? none : preferred];
    },
    /* What every printed sheet says of itself, where the page was narrowed since it was drawn. */
    paper: function (text) {
      if (text) {
        onPaper(text, document.documentElement.lang);
      }
    },
    print: function () {
      window.councilList.whenWhole(function () { window.print(); });
      return window.dash_clientside.no_update;
    },
  },
});

/* Arrow keys choose at each press: one visit of a control makes one entry of the history. */
var visit = { control: "", isEntered: false, isChoosing: false };
document.addEventListener("focusin", function (event) {
  if (event.target.id && event.target.id !== visit.control) {
    visit = { control: event.target.id, isEntered: false, isChoosing: false };
  }
});
["click", "popstate"].forEach(function (name) {
  window.addEventListener(name, function (event) {
    if (name === "popstate" ? event.isTrusted : event.target.closest && event.target.closest("a[href]")) {
      visit = { control: "", isEntered: false, isChoosing: false };
    }
  }, true);
});
var push = window.history.pushState;
window.history.pushState = function (state, title, address) {
  var isAgain = visit.isChoosing && visit.isEntered;
  visit.isEntered = visit.isEntered || visit.isChoosing;
  visit.isChoosing = false;
  return (isAgain ? window.history.replaceState : push).call(window.history, state, title, address);
};

/* What changed under a reader's hands is said: other data since the last page, or other figures on this one. */
var before = null;
function tellChanges(state) {
  var isRenewed = before && state.is_newest && before.is_newest && before.build !== state.build;
  window.dash_clientside.set_props("newer", { children: isRenewed ? state.renewed : null });
  var isSame = before && before.path === state.path;
  var said = document.querySelectorAll("#main > .section-sentence, #main .kpi-figure, #main .section-sentence");
  /* A sentence that is not written yet says nothing. */
  var filled = [].filter.call(said, function (part) { return part.textContent.trim(); });
  var text = filled.slice(0, 3).map(function (part) {
    var head = part.closest(".kpi") && part.closest(".kpi").querySelector("h2");
    return (head ? head.textContent + " " : "") + part.textContent;
  }).join(", ");
  document.getElementById("changed").textContent = isSame ? text : "";
  before = state;
}

function named(inputs) {
  return Object.fromEntries(inputs.map(function (input) { return [input.id.name, input.value]; }));
}

/* A button that asks for a file says which one. */
var wanted = 0;
document.addEventListener("click", function (event) {
  var button = event.target.closest && event.target.closest("button[data-file]");
  if (button) {
    var file = { kind: button.dataset.file, number: ++wanted };
    window.councilList.whenWhole(function () { window.dash_clientside.set_props("wanted", { data: file }); });
  }
});

/* The page takes the place of its first look, at the same height. */
function takeOver() {
  var look = document.getElementById("first-look");
  if (look) {
    var height = window.scrollY;
    var opened = [].map.call(look.querySelectorAll("details"), function (fold) { return fold.open; });
    var typed = [].map.call(look.querySelectorAll("input"), function (input) { return input.value; });
    var clicked = window.early && standingFor(window.early, look);
    look.remove();
    window.scrollTo(0, height);
    document.querySelectorAll("#live details").forEach(function (fold, number) {
      fold.open = opened[number] || fold.open;
    });
    document.querySelectorAll("#live input:not([type=checkbox])").forEach(function (input, number) {
      if (typed[number] && input.id) {
        window.dash_clientside.set_props(input.id, { value: typed[number] });
      }
    });
    if (clicked) {
      useEarly(clicked);
    }
  }
}

/* The element of the page that stands where one of its first look stands. */
function standingFor(element, look) {
  var number = [].indexOf.call(look.querySelectorAll(element.tagName), element);
  var there = document.querySelectorAll("#live " + element.tagName);
  return there.length === look.querySelectorAll(element.tagName).length ? there[number] : null;
}

function useEarly(control) {
  control.focus();
  if (control.tagName !== "SELECT") {
    control.click();
  } else if (control.showPicker) {
    try {
      control.showPicker();
    } catch (error) {
      /* Too long ago for the browser: the control has the focus, and one key opens it. */
    }
  }
}

/* Whoever comes back to a tab is told of newer data: one small question, at most one a minute. */
var lastAsked = Date.now();
function askForNewer() {
  if (document.visibilityState === "visible" && Date.now() - lastAsked > 60000) {
    lastAsked = Date.now();
    window.dash_clientside.set_props("awake", { data: lastAsked });
  }
}
document.addEventListener("visibilitychange", askForNewer);
/* A screen on a wall is never come back to. */
window.setInterval(askForNewer, 61000);

/* What stands at the head and foot of every printed sheet; print.css puts it there. */
function onPaper(text, lang) {
  var style = document.documentElement.style;
  style.setProperty("--paper-head", JSON.stringify(text || ""));
  window.onbeforeprint = function () {
    style.setProperty("--paper-time", JSON.stringify(new Date().toLocaleString(lang, { timeZoneName: "short" })));
  };
}

/* A page is drawn anew after each choice: the control that was used keeps the focus, a new page gets it. */
var lastFocus = "";
var lastPlace = [];
var lastOpen = "";
var lastPath = null;
document.addEventListener("focusin", function (event) {
  lastFocus = event.target.id || "";
  lastPlace = placeOf(event.target);
});

/* What the reader has opened or closed in a page stays so when the page is drawn anew. */
var folds = {};
document.addEventListener("click", function (event) {
  var head = event.target.closest && event.target.closest("#live details:not(.popover) > summary");
  if (head) {
    folds[JSON.stringify(placeOf(head.parentElement))] = !head.parentElement.open;
  }
});

function keepFolds(path) {
  if (lastPath !== path) {
    folds = {};
  }
  Object.keys(folds).forEach(function (place) {
    var fold = standingAt(JSON.parse(place));
    if (fold) {
      fold.open = folds[place];
    }
  });
}

/* Where an element stands in the page: what has no id is found again there, if it is of the same kind. */
function placeOf(element) {
  var place = [element.tagName];
  while (element && element.id !== "live") {
    place.push(element.parentElement ? [].indexOf.call(element.parentElement.children, element) : -1);
    element = element.parentElement;
  }
  return place;
}

function standingAt(place) {
  var found = document.getElementById("live");
  for (var depth = place.length - 1; found && depth > 0; depth--) {
    found = found.children[place[depth]];
  }
  return found && found.tagName === place[0] ? found : null;
}

function keepFocus(path) {
  var isFirst = lastPath === null;
  var isNew = lastPath !== path;
  lastPath = path;
  if (isNew) {
    lastOpen = "";
  }
  if (isFirst || (document.activeElement && document.activeElement !== document.body)) {
    return;
  }
  var opened = document.getElementById(lastOpen);
  if (opened) {
    opened.open = true;
  }
  var target = isNew
    ? document.getElementById("main")
    : document.getElementById(lastFocus) || standingAt(lastPlace);
  if (target) {
    target.focus({ preventScroll: true });
  }
}

/* Back and forward return to the place that was left; the page comes after the browser has looked for it. */
var scrolls = {};
var shownAt = window.location.href;
var isReturning = false;
window.addEventListener("popstate", function (event) {
  /* Links of ours speak so too, and lead to the head of a page. */
  isReturning = event.isTrusted;
});
window.addEventListener("scroll", function () {
  if (window.location.href === shownAt) {
    scrolls[shownAt] = window.scrollY;
  }
}, { passive: true });

/* The page has written something into its own address: it stands where it stood. */
window.councilMoved = function () {
  shownAt = window.location.href;
  scrolls[shownAt] = window.scrollY;
};

function keepScroll() {
  shownAt = window.location.href;
  if (isReturning && scrolls[shownAt] !== undefined) {
    window.scrollTo(0, scrolls[shownAt]);
  }
  isReturning = false;
}

/* The way to another part of a long list leads to that list, not to the head of the page. */
function showPart() {
  var part = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (part && part.classList.contains("pager")) {
    part.scrollIntoView();
  }
}

/* What is cited of a wide sheet or page may stand beyond a narrow screen: it is brought into its middle. */
function showCited() {
  document.querySelectorAll(".source-sheet, .facsimile").forEach(function (frame) {
    var picture = frame.querySelector("img[data-middle]");
    var mark = frame.querySelector("mark");
    if (picture && !picture.complete) {
      picture.addEventListener("load", showCited, { once: true });
    } else if (picture) {
      var wide = picture.naturalWidth / Number(picture.dataset.scale);
      frame.scrollLeft = picture.width * Number(picture.dataset.middle) / wide - frame.clientWidth / 2;
    } else if (mark) {
      var left = mark.getBoundingClientRect().left - frame.getBoundingClientRect().left;
      frame.scrollLeft += left + mark.offsetWidth / 2 - frame.clientWidth / 2;
    }
  });
}

/* One note open at a time; Escape closes it and gives the focus back. */
document.addEventListener("toggle", function (event) {
  var opened = event.target;
  if (opened.id) {
    lastOpen = opened.open ? opened.id : "";
  }
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
