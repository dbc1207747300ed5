/* What a reader chooses in the controls becomes an address, here in the browser: the server is asked for the page, and
   for nothing before it. The rules are the server's own (`dashboard/shell/choosing.py`). */
(function () {
  "use strict";

  window.councilChoice = { address: address, preferences: preferences };

  /* As Python's quote has it, with the commas between ids left as they are. */
  function quoted(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, function (sign) {
      return "%" + sign.charCodeAt(0).toString(16).toUpperCase();
    });
  }

  function query(pairs) {
    var text = pairs.map(function (pair) {
      return quoted(pair[0]) + "=" + quoted(pair[1]).replace(/%2C/g, ",");
    }).join("&");
    return text ? "?" + text : "";
  }

  function partsOf(text) {
    return (text || "").split(",").filter(Boolean);
  }

  function isSameSet(one, other) {
    return one.slice().sort().join() === other.slice().sort().join();
  }

  /* A page's own keys: as it was drawn with, but for those that the browser has written since. */
  function ownNow(frame, search) {
    var own = Object.assign({}, frame.own);
    var said = new URLSearchParams(search || "");
    frame.live.forEach(function (name) {
      delete own[name];
      if (said.get(name)) {
        own[name] = said.get(name);
      }
    });
    return own;
  }

  function written(list, codes, defaults) {
    var chosen = list.known.filter(function (code) { return code === list.fixed || codes.indexOf(code) >= 0; });
    if (chosen.join() === defaults.join()) {
      return "";
    }
    return chosen.filter(function (code) { return code !== list.fixed; }).join() || list.fixed;
  }

  /* The address that the controls now ask for; null where they only show the one there is. */
  function address(rules, frame, chosen, wished, search) {
    var filters = Object.fromEntries(new URLSearchParams(frame.query));
    var own = ownNow(frame, search);
    var path = frame.path;
    var isMoved = false;
    Object.keys(chosen).forEach(function (name) {
      var shown = chosen[name];
      var isFilter = rules.names.indexOf(name) >= 0;
      if (Array.isArray(shown) && !isFilter) {
        var list = frame.known[name];
        var fixed = [list.fixed];
        if (!isSameSet(arrayOf(shown, fixed), arrayOf(frame.lists[name], fixed))) {
          isMoved = true;
          own[name] = written(list, shown, frame.defaults[name]);
        }
        return;
      }
      var value = Array.isArray(shown) ? shown.join() : shown === rules.open ? "" : shown;
      var before = frame.filter[name] || "";
      /* A box that was ticked last comes last, which is no other choice. */
      var isList = rules.several.indexOf(name) >= 0;
      if (value === before || (isList && isSameSet(partsOf(value), partsOf(before)))) {
        return;
      }
      isMoved = true;
      if (name === frame.subject) {
        path = value ? frame.home + "/" + quoted(value) : frame.home;
        own = {};
        return;
      }
      if (!isFilter) {
        (frame.renews[name] || []).forEach(function (left) { delete own[left]; });
        own[name] = value;
        return;
      }
      rules.dependents[name].forEach(function (left) { delete filters[left]; });
      filters[name] = value;
      if (rules.scope.indexOf(name) >= 0) {
        own = {};
        if (frame.subject) {
          /* Another year has other directions and programmes: their list is the place to go on from. */
          path = frame.home;
        }
      }
    });
    if (frame.subject && path !== frame.home) {
      /* The subject says these by itself. */
      rules.scope.forEach(function (name) { delete filters[name]; });
    }
    var inUrl = frame.in_url.filter(function (pair) { return !(pair[0] in wished) || wished[pair[0]] === pair[1]; });
    if (!isMoved && inUrl.length === frame.in_url.length) {
      return null;
    }
    if (isMoved) {
      /* Other rows are chosen: a part of the list that was is no part of this one. */
      delete own[rules.part];
    }
    var said = function (held, names) {
      return names.filter(function (name) { return held[name]; }).map(function (name) { return [name, held[name]]; });
    };
    return path + query(said(filters, rules.names).concat(said(own, Object.keys(own)), inUrl));
  }

  function arrayOf(codes, fixed) {
    return Array.from(new Set((codes || []).concat(fixed)));
  }

  /* What the browser shall keep; null where nothing was changed. */
  function preferences(rules, frame, wished, kept) {
    var changed = Object.keys(wished).filter(function (name) {
      return wished[name] !== frame.preference[name] && (rules.preferences[name] || []).indexOf(wished[name]) >= 0;
    });
    var held = kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
    return changed.length ? Object.assign({}, held, Object.fromEntries(changed.map(function (name) {
      return [name, wished[name]];
    }))) : null;
  }
})();
