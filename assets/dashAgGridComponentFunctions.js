/* Cells of the programme list that are more than text. */
var dagcomponentfuncs = (window.dashAgGridComponentFunctions = window.dashAgGridComponentFunctions || {});

dagcomponentfuncs.ProgramLink = function (props) {
  if (!props.data.href) {
    return React.createElement("strong", null, props.value);
  }
  return React.createElement(
    window.dash_core_components.Link,
    { href: props.data.href, refresh: false },
    React.createElement("span", { lang: "ko" }, props.value)
  );
};

dagcomponentfuncs.UnitLinks = function (props) {
  if (!(props.data.units || []).length) {
    return props.value || null;
  }
  return props.data.units.map(function (unit, index) {
    return React.createElement(
      "span",
      { key: unit.href, lang: "ko" },
      index ? ", " : null,
      React.createElement(window.dash_core_components.Link, { href: unit.href, refresh: false }, unit.name)
    );
  });
};

dagcomponentfuncs.SourceLink = function (props) {
  if (!props.data.source_href) {
    return props.value || null;
  }
  return React.createElement(
    window.dash_core_components.Link,
    { href: props.data.source_href, refresh: false },
    props.value
  );
};

/* A figure that a finding doubts, with the way to the finding. */
dagcomponentfuncs.DoubtedFigure = function (props) {
  var doubt = props.data.doubt;
  if (!doubt) {
    return props.valueFormatted;
  }
  return React.createElement(
    "span",
    null,
    React.createElement(
      window.dash_core_components.Link,
      { href: doubt.href, refresh: false, title: doubt.said, className: "doubt" },
      React.createElement("span", { className: "shape", "aria-hidden": "true" }, doubt.sign),
      React.createElement("span", { className: "visually-hidden" }, " " + doubt.name)
    ),
    " ",
    props.valueFormatted
  );
};

dagcomponentfuncs.StatusMark = function (props) {
  if (!props.value) {
    return null;
  }
  return React.createElement(
    "span",
    { className: "status status-" + props.data.status_code },
    React.createElement("span", { className: "shape", "aria-hidden": "true" }, props.data.shape),
    props.value
  );
};
