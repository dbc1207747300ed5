/* The programme list: what it is searched for, sorted and filtered by stands in the address while it is used, and
   the keyboard does in it what a mouse does. */
(function () {
  "use strict";
  var GRID = { name: "programs", type: "grid" };
  var KEYS = ["search", "sort", "where", "widths"];
  /* Dots that stand between words, the vowel that one of them is taken for, and what is not seen. */
  var UNSEEN = /[\s\u00b7\u2022\u2027\u2219\u22c5\u30fb\u00ad\u200b-\u200d\u2060\ufeff\u119e]/g;
  var drawn = "";
  var attended = null;

  /* What looks the same is the same: dashboard/topics/programs/narrowing.py has the other half. */
  function folded(text) {
    return String(text === null || text === undefined ? "" : text).normalize("NFKC").replace(UNSEEN, "").toLowerCase();
  }

  var functions = (window.dashAgGridFunctions = window.dashAgGridFunctions || {});
  functions.folded = folded;
  /* What is not known comes last, whichever way a column is ordered. */
  functions.unknownLast = function (one, other, _rowOne, _rowOther, isDown) {
    if (one === null || one === undefined || other === null || other === undefined) {
      var isOneKnown = one !== null && one !== undefined;
      var isOtherKnown = other !== null && other !== undefined;
      return isOneKnown === isOtherKnown ? 0 : (isOneKnown ? -1 : 1) * (isDown ? -1 : 1);
    }
    return one - other;
  };

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    programs: {
      search: function (text, options) {
        write({ search: text || "" });
        var words = String(text || "").split(/\s+/).map(folded).filter(Boolean);
        return Object.assign({}, options, { quickFilterText: words.join(" ") });
      },
      /* The rows in sight, where they are not all of them in their own order. */
      sight: function (shown, rows, options, before) {
        if (!shown || !rows || rows.length < options.context.rows) {
          return window.dash_clientside.no_update;
        }
        isThere();
        var ids = shown.map(function (row) { return row.id; });
        var isWhole = ids.length === rows.length && rows.every(function (row, at) { return row.id === ids[at]; });
        var now = isWhole ? null : ids;
        return JSON.stringify(now) === JSON.stringify(before || null) ? window.dash_clientside.no_update : now;
      },
      /* All rows of a long list: the keys come once, and of each row its values. */
      whole: function (text, options) {
        if (!text) {
          return [window.dash_clientside.no_update, window.dash_clientside.no_update];
        }
        var found = JSON.parse(text);
        var rows = found.rows.map(function (values) {
          return Object.fromEntries(found.keys.map(function (key, at) { return [key, values[at]]; }));
        });
        return [rows, Object.assign({}, options, { loading: false })];
      },
    },
  });

  /* What is said, printed or taken away of a list is of all of it: it waits until that is there. */
  var waiting = [];

  function isThere() {
    var tools = document.querySelector(".grid-tools[data-partial]");
    if (tools) {
      tools.removeAttribute("data-partial");
      /* The rows in sight are told first. */
      waiting.splice(0).forEach(function (use) { window.setTimeout(use); });
    }
  }

  function write(changes) {
    if (!document.getElementById("programs-search") || window.location.pathname !== attended) {
      return;
    }
    var query = new URLSearchParams(window.location.search);
    KEYS.forEach(function (key) {
      if (changes[key]) {
        query.set(key, changes[key]);
      } else if (changes[key] === "") {
        query.delete(key);
      }
    });
    var kept = {};
    KEYS.forEach(function (key) { kept[key] = query.get(key); });
    var text = query.toString().replace(/\+/g, "%20").replace(/%2C/g, ",").replace(/%3A/g, ":");
    var address = window.location.pathname + (text ? "?" + text : "") + window.location.hash;
    if (address !== window.location.pathname + window.location.search + window.location.hash) {
      window.history.replaceState(window.history.state, "", address);
      window.councilMoved();
    }
    keepInLinks(kept);
  }

  /* A link that changes this list alone keeps what it is narrowed by; the one that clears leaves it out. */
  function keepInLinks(kept) {
    var isNarrowed = Boolean(kept.search || kept.where);
    document.querySelectorAll(".chooser-panel a[data-page]").forEach(function (link) {
      var address = new URL(link.href);
      KEYS.forEach(function (key) {
        if (kept[key]) {
          address.searchParams.set(key, kept[key]);
        } else {
          address.searchParams.delete(key);
        }
      });
      link.setAttribute("href", address.pathname + address.search);
    });
    var clear = document.querySelector("#live .filter-clear");
    if (clear && isNarrowed) {
      clear.classList.remove("idle");
    }
  }

  function escaped(value) {
    return String(value).replace(/[%:;|&]/g, encodeURIComponent);
  }

  function tested(test) {
    return [test.type, test.filter, test.filterTo].filter(function (part) {
      return part !== undefined && part !== null;
    }).map(escaped).join(":");
  }

  function whereOf(model) {
    return Object.keys(model).map(function (column) {
      var each = model[column];
      var tests = each.conditions || [each];
      return column + ":" + tests.map(tested).join(each.operator === "OR" ? "|" : "&");
    }).join(";");
  }

  function sortOf(columns) {
    return columns.filter(function (column) { return column.sort; }).sort(function (one, other) {
      return one.sortIndex - other.sortIndex;
    }).map(function (column) { return (column.sort === "desc" ? "-" : "") + column.colId; }).join(",");
  }

  function withWidth(text, column, width) {
    var found = (text || "").split(",").filter(function (part) { return part && part.split(":")[0] !== column; });
    return found.concat(column + ":" + Math.round(width)).join(",");
  }

  window.councilList = {
    whenWhole: function (use) {
      if (document.querySelector(".grid-tools[data-partial]")) {
        waiting.push(use);
      } else {
        use();
      }
    },
    /* After each page: listens to the list that it holds, if it holds one. */
    attend: function (path) {
      attended = path;
      waiting = [];
      drawn = window.location.search;
      withList(40, function (api) {
        if (window.innerWidth < 700 && !new URLSearchParams(window.location.search).get("widths")) {
          /* On a narrow screen the pinned names leave room for the figures. */
          api.applyColumnState({ state: [{ colId: "name", width: 150 }] });
        }
        /* The grid tells of shown and hidden columns by itself, not of moved ones. */
        api.addEventListener("columnMoved", function () {
          window.dash_clientside.set_props(GRID, { updateColumnState: true });
        });
        api.addEventListener("sortChanged", function () { write({ sort: sortOf(api.getColumnState()) }); });
        api.addEventListener("filterChanged", function () { write({ where: whereOf(api.getFilterModel()) }); });
        api.addEventListener("columnResized", function (event) {
          if (event.finished && event.column && String(event.source).indexOf("ui") === 0) {
            var before = new URLSearchParams(window.location.search).get("widths");
            write({ widths: withWidth(before, event.column.getColId(), event.column.getActualWidth()) });
          }
        });
      });
    },
  };

  /* The grid's own script comes after the page. */
  function withList(tries, use) {
    var id = JSON.stringify(GRID);
    if (tries === 0 || !document.getElementById("programs-search")) {
      return;
    }
    if (!document.getElementById(id) || !window.dash_ag_grid) {
      window.setTimeout(withList, 100, tries - 1, use);
      return;
    }
    window.dash_ag_grid.getApiAsync(id).then(function (api) {
      if (api.isDestroyed()) {
        window.setTimeout(withList, 100, tries - 1, use);
      } else {
        use(api);
      }
    });
  }

  /* Dash knows the address that the list was drawn with. A way back to that one brings no new page by itself. */
  window.addEventListener("popstate", function () {
    var isHere = document.getElementById("programs-search") && window.location.pathname === attended;
    var search = document.getElementById("programs-search");
    var asked = new URLSearchParams(window.location.search).get("search") || "";
    if (isHere && window.location.search === drawn && search.value !== asked) {
      window.location.reload();
    }
  });

  function cellAt(element) {
    return element && element.closest && element.closest(".program-grid .ag-cell");
  }

  /* Enter opens what a click opens: the one link of a cell at once; of several the arrows choose. */
  document.addEventListener("keydown", function (event) {
    var cell = cellAt(event.target);
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    var links = [].slice.call(cell.querySelectorAll("a[href]"));
    var at = links.indexOf(document.activeElement);
    if (at < 0) {
      if (event.key === "Enter" && links.length) {
        event.preventDefault();
        event.stopPropagation();
        if (links.length === 1) {
          links[0].click();
        } else {
          links[0].focus();
        }
      }
      return;
    }
    /* Enter on a link is the browser's own. */
    event.stopPropagation();
    var steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    if (steps[event.key]) {
      event.preventDefault();
      links[(at + steps[event.key] + links.length) % links.length].focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      cell.focus();
    }
  }, true);

  /* A cell that has the focus is copied as it is seen, unless a part of the page is marked. */
  document.addEventListener("copy", function (event) {
    var cell = cellAt(document.activeElement);
    if (cell && String(window.getSelection()) === "") {
      event.clipboardData.setData("text/plain", cell.innerText.trim());
      event.preventDefault();
    }
  });
})();
