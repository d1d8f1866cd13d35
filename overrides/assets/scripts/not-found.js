// Leads from the address of a namesake to the plain address of the name: it has no mark any more once the others have
// gone.
(function () {
  const plain = /^(.*\/(?:tac-gia|tu-khoa)\/[^/]+)--[0-9a-f]{8}\//.exec(location.pathname);
  if (plain) location.replace(`${plain[1]}/`);
})();
