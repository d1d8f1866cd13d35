// The layout of scripts and styles. `npm run --prefix tests format` applies it.
export default { printWidth: 120 };
