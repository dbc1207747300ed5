/* A session that is over: the page is asked for again, and the server leads to the sign-in and back. */
(function () {
  var ask = window.fetch;
  window.fetch = function () {
    return ask.apply(this, arguments).then(function (answer) {
      if (answer.status === 401) {
        window.location.reload();
      }
      return answer;
    });
  };
})();
