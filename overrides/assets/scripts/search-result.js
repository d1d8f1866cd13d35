// What a list shows of one result: picture, title and excerpt with the words that were asked for marked, category and day.
export function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

// The text with the words of the query marked; `text` is the module that knows when two words are the same.
export function marked(content, query, text) {
  const asked = text.words(query), folded = new Set(asked.map(text.fold)), last = asked.length && !/\s$/.test(query) ? text.fold(asked.at(-1)) : null;
  const isAsked = (word) => {
    const bare = text.fold(word);
    return folded.has(bare) || (last && last.length > 1 && bare.startsWith(last));
  };
  const made = document.createDocumentFragment();
  let done = 0;
  for (const found of content.matchAll(text.WORD)) {
    if (!isAsked(found[0])) continue;
    made.append(content.slice(done, found.index), element("mark", "", found[0]));
    done = found.index + found[0].length;
  }
  made.append(content.slice(done));
  return made;
}

export function picture(result, root) {
  const [address, width, height] = result.picture, image = new Image(width, height);
  Object.assign(image, { src: root + address, alt: "", decoding: "async", loading: "lazy" });
  return image;
}
