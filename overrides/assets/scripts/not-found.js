// A name whose namesakes have gone stands at the plain address again, without the mark behind it.
(function () {
  const plain = /^(.*\/(?:tac-gia|tu-khoa)\/[^/]+)--[0-9a-f]{8}\//.exec(location.pathname);
  if (plain) location.replace(`${plain[1]}/`);
})();
