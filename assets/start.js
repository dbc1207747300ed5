/* Loads what makes the page work, in its order, once the page itself has been painted. */
(function () {
  "use strict";
  var later = JSON.parse(document.getElementById("later").textContent);
  var plotly = document.body.dataset.plotly;

  function added(fill) {
    var script = document.createElement("script");
    fill(script);
    document.body.appendChild(script);
    return script;
  }

  /* Dash takes a Plotly that is there, and waits for one that is on its way. It is on its way as soon as
     somebody asks for it, and until it sets itself in the place of the promise. */
  function promisePlotly() {
    var coming;
    Object.defineProperty(window, "Plotly", {
      configurable: true,
      get: function () {
        coming = coming || new Promise(function (resolve, reject) {
          added(function (script) {
            script.onload = resolve;
            script.onerror = function (error) {
              // The next picture asks Dash for its own.
              delete window.Plotly;
              reject(error);
            };
            script.src = plotly;
          });
        });
        return coming;
      },
      set: function (made) {
        Object.defineProperty(window, "Plotly", { value: made, configurable: true, writable: true });
      },
    });
    return document.querySelector("#first-look .chart") && window.Plotly;
  }

  function finish() {
    document.querySelectorAll("script[type='text/later']").forEach(function (waiting) {
      added(function (script) {
        script.textContent = waiting.textContent;
      });
    });
  }

  /* A script that does not come leaves a page to be read, in which nothing answers. */
  function fail() {
    window.councilMissing = true;
    var notice = document.querySelector(".request-notice");
    notice.hidden = false;
    notice.classList.add("unreached");
    notice.querySelectorAll("button").forEach(function (button) {
      button.onclick = function () { window.location.reload(); };
    });
  }

  /* Dash fetches some scripts by itself, when a page first needs them. */
  window.addEventListener("error", function (event) {
    if (event.target.tagName === "SCRIPT" || event.target.tagName === "LINK") {
      fail();
    }
  }, true);

  function isStyled() {
    return [].every.call(document.querySelectorAll("link[rel=stylesheet]"), function (link) {
      try {
        return link.sheet.cssRules.length > 0;
      } catch (error) {
        /* One that did not come lets nobody read its rules. */
        return false;
      }
    });
  }

  function load() {
    if (!isStyled()) {
      fail();
    }
    if (plotly) {
      promisePlotly();
    }
    later.forEach(function (address, number) {
      added(function (script) {
        script.async = false;
        script.onerror = fail;
        if (number === later.length - 1) {
          script.onload = finish;
        }
        script.src = address;
      });
    });
  }

  /* Not before the page is to be seen: loading would take the machine's time from painting it. A tab in the
     background paints nothing, and does not wait; a browser that does not tell of painting is given a second. */
  var isLoading = false;

  function begin() {
    if (!isLoading) {
      isLoading = true;
      load();
    }
  }

  if (document.visibilityState === "visible" && window.PerformanceObserver) {
    new PerformanceObserver(begin).observe({ type: "paint", buffered: true });
    window.setTimeout(begin, 1000);
  } else {
    begin();
  }
})();
