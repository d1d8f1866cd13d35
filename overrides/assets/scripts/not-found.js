// Leads from the address of one of several namesakes to the plain one: where the others have gone, the mark behind the
// name has, too.
(function () {
  const plain = /^(.*\/(?:tac-gia|tu-khoa)\/[^/]+)--[0-9a-f]{8}\//.exec(location.pathname);
  if (plain) location.replace(`${plain[1]}/`);
})();
