// The bar above Decap: who is here, and the desk's own pages.
import { say, site } from "./words.js";

const LINKS = [
  ["archive", "/admin/bai/"],
  ["journal", "/admin/nhat-ky/"],
  ["site", ""],
];

export function showBar(me) {
  const bar = document.getElementById("desk-bar");
  const skip = Object.assign(document.createElement("a"), {
    className: "desk-bar__skip",
    textContent: say("bar.skip"),
  });
  skip.href = "#nc-root";
  // The address after # is Decap's.
  skip.onclick = (event) => {
    event.preventDefault();
    document.getElementById("nc-root").focus();
  };
  const name = Object.assign(document.createElement("p"), { className: "desk-bar__person", textContent: me.name });
  name.append(Object.assign(document.createElement("span"), { textContent: me.label }));
  const links = Object.assign(document.createElement("div"), { className: "desk-bar__links" });
  links.append(
    ...LINKS.map(([key, address]) => {
      const link = Object.assign(document.createElement("a"), {
        href: address || site(),
        textContent: say(`bar.${key}`),
      });
      if (key === "site") link.target = "_blank";
      return link;
    }),
  );
  bar.replaceChildren(skip, name, links);
  document.documentElement.dataset.role = me.role;
}
