/* Shows what the server sends as HTML (dashboard/ui/fragment.py): one element, and what it holds. */
window.fragment = {
  Fragment: function (props) {
    var given = Object.assign({}, props.attributes);
    if (props.html) {
      given.dangerouslySetInnerHTML = { __html: props.html };
    }
    return window.React.createElement(props.tag, given, props.children);
  },
};

/* A link to a page of ours changes the address and leaves the document: Dash then asks for the page. */
document.addEventListener("click", function (event) {
  var link = event.target.closest && event.target.closest("#react-entry-point a[data-page]");
  var isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!link || !isPlain || event.defaultPrevented) {
    return;
  }
  event.preventDefault();
  window.history.pushState({}, "", link.getAttribute("href"));
  // As the buttons back and forth do: `dcc.Location` listens.
  window.dispatchEvent(new PopStateEvent("popstate"));
  window.scrollTo(0, 0);
});
