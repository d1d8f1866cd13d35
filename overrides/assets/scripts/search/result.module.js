// What a list shows of one result: picture, title and excerpt with the words that were asked for marked, category and day.
export function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

// The text with the words of the query marked: with the accents that were typed, or where it has none such, with any.
// `text` is the module that knows when two words are the same.
export function marked(content, query, text) {
  const asked = text.words(query),
    last = asked.at(-1),
    isOpen = last && last.length > 1 && !/\s$/.test(query);
  const isLoose = (word) =>
    asked.some((one) => text.fold(one) === text.fold(word)) || (isOpen && text.fold(word).startsWith(text.fold(last)));
  const isExact = (word) =>
    asked.some((one) => (text.hasAccents(one) ? text.isSame(one, word) : text.fold(one) === text.fold(word)));
  const words = [...content.matchAll(text.WORD)],
    isAsked = words.some(([word]) => isExact(word)) ? isExact : isLoose;
  const made = document.createDocumentFragment();
  let done = 0;
  for (const found of words) {
    if (!isAsked(found[0])) continue;
    made.append(content.slice(done, found.index), element("mark", "", found[0]));
    done = found.index + found[0].length;
  }
  made.append(content.slice(done));
  return made;
}

export function picture(result, root) {
  const [address, width, height] = result.picture,
    image = new Image(width, height);
  Object.assign(image, { src: root + address, alt: "", decoding: "async", loading: "lazy" });
  return image;
}
