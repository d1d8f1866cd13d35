// How scripts and styles are laid out. `npm run --prefix tests format` lays them out anew.
export default { printWidth: 120 };
