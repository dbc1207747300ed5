/* Charts: a click leads to what a mark stands for; on paper they take its width; taken away, they say what they show. */
(function () {
  "use strict";
  var PAPER = 690;
  var WIDE = 1000;
  var NAMES = 88;

  function plotOf(name) {
    return [].slice.call(document.querySelectorAll(".chart .js-plotly-plot")).find(function (plot) {
      return plot.layout && plot.layout.meta && plot.layout.meta.name === name;
    });
  }

  /* Long lines are broken where they would leave the picture. */
  function broken(text, longest) {
    var lines = [""];
    String(text).split(" ").forEach(function (word) {
      var line = lines[lines.length - 1];
      if ((line + " " + word).length > longest && line) {
        lines.push(word);
      } else {
        lines[lines.length - 1] = line ? line + " " + word : word;
      }
    });
    return lines;
  }

  function escaped(text) {
    return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  }

  /* The figure with its words: title and sentence above, how to read it and what it is a view of below. */
  function whole(plot) {
    var said = plot.layout.meta;
    var above = broken(said.sentence, 78);
    var below = [];
    said.notes.filter(Boolean).concat(said.statement).forEach(function (line) {
      below = below.concat(broken(line, 96));
    });
    var top = 56 + 20 * above.length;
    /* Room for the names of an axis, then for the lines. */
    var bottom = NAMES + 17 * below.length;
    var layout = JSON.parse(JSON.stringify(plot.layout));
    var style = window.getComputedStyle(document.body);
    layout.font = Object.assign({}, layout.font, { family: style.fontFamily, color: "#333d48" });
    layout.paper_bgcolor = "#ffffff";
    layout.plot_bgcolor = "#ffffff";
    layout.width = WIDE;
    /* A figure that follows its place has no height of its own. */
    layout.height = plot.clientHeight + top + bottom;
    layout.margin = Object.assign({}, layout.margin, {
      t: ((layout.margin || {}).t || 20) + top, b: bottom, l: Math.max(24, (layout.margin || {}).l || 0), r: Math.max(24, (layout.margin || {}).r || 0),
    });
    layout.title = {
      text: "<b>" + escaped(said.title) + "</b>", font: { size: 20 }, x: 0, xref: "container", xanchor: "left", pad: { l: 24, t: 18 }, y: 1, yref: "container", yanchor: "top",
      subtitle: { text: above.map(escaped).join("<br>"), font: { size: 14 } },
    };
    layout.annotations = (layout.annotations || []).concat([{
      text: below.map(escaped).join("<br>"), align: "left", showarrow: false, font: { size: 12, color: "#58616a" },
      xref: "paper", x: 0, xanchor: "left", yref: "paper", y: 0, yanchor: "top", yshift: 16 - NAMES,
    }]);
    return { data: plot.data, layout: layout, config: { staticPlot: true } };
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest("button[data-draw]");
    var plot = button && plotOf(button.dataset.chart);
    if (plot) {
      var name = (plot.layout.meta.title + "-" + plot.layout.meta.statement[0]).replace(/[^\p{L}\p{N}()]+/gu, "-");
      window.Plotly.downloadImage(whole(plot), {
        format: button.dataset.draw, width: WIDE, height: whole(plot).layout.height, scale: 2, filename: name.slice(0, 90),
      });
    }
  });

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.charts = {
    /* The page that a mark stands for, opened as a link opens it. */
    open: function (clicks) {
      var asked = window.dash_clientside.callback_context.triggered[0];
      var point = asked && asked.value && asked.value.points && asked.value.points[0];
      return point && typeof point.customdata === "string" ? point.customdata : window.dash_clientside.no_update;
    },
  };

  function eachPlot(act) {
    document.querySelectorAll(".chart .js-plotly-plot").forEach(act);
  }
  window.addEventListener("beforeprint", function () {
    eachPlot(function (plot) {
      window.Plotly.relayout(plot, { width: Math.min(PAPER, plot.clientWidth), autosize: false });
    });
  });
  window.addEventListener("afterprint", function () {
    eachPlot(function (plot) {
      window.Plotly.relayout(plot, { width: null, autosize: true });
    });
  });
})();
