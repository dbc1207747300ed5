/* Requests on their way. One that fails is said, and can be tried again; one that takes long is seen to be under way.
   Dash keeps both to itself. */
(function () {
  "use strict";
  var PAGE = "_pages_content";
  /* Nobody asked for these: a tick or a look for newer data is done again by itself. */
  var UNASKED = ["newer.children", "job-tick.disabled@"];
  var SLOW_MS = 200;
  var send = window.fetch;
  var failed = {};
  var underWay = 0;

  window.fetch = function (resource, options) {
    var output = outputOf(resource, options);
    if (output === null) {
      return send.apply(this, arguments);
    }
    options = atAddress(options);
    var asked = { resource: resource, options: options, output: output };
    delete failed[output];
    return isUnasked(output) ? send(resource, options).then(checked, nothing) : answered(asked);
  };

  /* What an answer changes; the two that a page begins with are called by their addresses. */
  function outputOf(resource, options) {
    if (typeof resource !== "string" || resource.indexOf("_dash-") < 0) {
      return null;
    }
    try {
      return options && options.body ? JSON.parse(options.body).output : resource;
    } catch (error) {
      return null;
    }
  }

  /* What a page writes into its own address while it stands is not told to Dash, which would draw it anew: every
     request is asked with the address that stands. */
  function atAddress(options) {
    if (!options || !options.body) {
      return options;
    }
    var body = JSON.parse(options.body);
    var isHere = true;
    var places = [];
    (body.inputs || []).concat(body.state || []).forEach(function (entry) {
      if (entry.id === "_pages_location" && entry.property === "pathname") {
        isHere = entry.value === window.location.pathname;
      } else if (entry.id === "_pages_location" && entry.property === "search") {
        places.push(entry);
      }
    });
    places.forEach(function (entry) { entry.value = isHere ? window.location.search : entry.value; });
    return places.length ? Object.assign({}, options, { body: JSON.stringify(body) }) : options;
  }

  function isUnasked(output) {
    return UNASKED.some(function (name) { return output.indexOf(name) >= 0; });
  }

  function answered(asked) {
    var arrived = marked(asked.output);
    return send(asked.resource, asked.options).then(function (answer) {
      return answer.status === 204 ? answer : whole(answer);
    }).then(function (answer) {
      arrived();
      return isNone(answer) ? held(asked, answer.status) : done(asked, checked(answer));
    }, function () {
      arrived();
      return held(asked, 0);
    });
  }

  /* A line may be cut in the middle of an answer: it is there when all of it is. */
  function whole(answer) {
    return answer.arrayBuffer().then(function (content) {
      return new Response(content, { status: answer.status, headers: answer.headers });
    });
  }

  /* 401 leads to the sign-in, and what we ourselves refuse too often is said where files are told of. */
  function isNone(answer) {
    var isOurs = (answer.headers.get("Content-Type") || "").indexOf("application/problem+json") === 0;
    return answer.status >= 400 && answer.status !== 401 && !(answer.status === 429 && isOurs);
  }

  function checked(answer) {
    if (answer.status === 401) {
      /* The session is over: the server leads to the sign-in and back. */
      window.location.reload();
    } else if (answer.status === 429) {
      answer.clone().json().then(function (said) {
        if (said.panel) {
          window.dash_clientside.set_props("job-panel", { children: said.panel });
        }
      }).catch(function () {});
    }
    return answer;
  }

  function nothing() {
    return new Response(null, { status: 204 });
  }

  function done(asked, answer) {
    if (asked.output.indexOf(PAGE) >= 0) {
      /* Controls, figures and address are those of this page now: nothing older is to be tried again. */
      failed = {};
    }
    say();
    return answer;
  }

  /* A promise that waits for the reader: what was asked for is then asked for once more. */
  function held(asked, status) {
    return new Promise(function (resolve) {
      failed[asked.output] = { status: status, again: function () { resolve(answered(asked)); } };
      say();
    });
  }

  function again() {
    var waiting = failed;
    failed = {};
    say();
    Object.keys(waiting).forEach(function (output) { waiting[output].again(); });
  }

  function say() {
    var notice = document.querySelector(".request-notice");
    var outputs = Object.keys(failed);
    /* A part of the page itself that did not come (start.js) is not mended by another answer. */
    notice.hidden = outputs.length === 0 && !window.councilMissing;
    if (outputs.length) {
      var status = failed[outputs[0]].status;
      notice.classList.toggle("unreached", status === 0);
      notice.querySelectorAll(".request-status").forEach(function (place) { place.textContent = status || ""; });
    }
  }

  function marked(output) {
    if (output.indexOf(PAGE) < 0) {
      return function () {};
    }
    underWay += 1;
    var timer = window.setTimeout(markBusy, SLOW_MS);
    return function () {
      window.clearTimeout(timer);
      underWay -= 1;
      markBusy();
    };
  }

  function markBusy() {
    var main = document.getElementById("main");
    document.documentElement.classList.toggle("is-busy", underWay > 0);
    if (main) {
      main.setAttribute("aria-busy", String(underWay > 0));
    }
  }

  document.addEventListener("click", function (event) {
    if (event.target.closest && event.target.closest(".request-notice button")) {
      again();
    }
  });
  window.addEventListener("online", again);
})();
