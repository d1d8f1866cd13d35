// Makes the elements of a result: its picture, and texts with the words of the query marked.

/**
 * @param {string} name
 * @param {string} className
 * @param {(string | Node)[]} content
 */
export function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}

/**
 * Marks the words of the query in a text: with the typed accents, or with any if the text has none such.
 * @param {string} content
 * @param {string} query
 * @param {Search.Text} text compares words
 */
export function marked(content, query, text) {
  const queryWords = text.words(query);
  const last = queryWords.at(-1);
  const isUnfinished = last?.length > 1 && !/\s$/.test(query);
  /** @param {string} word */
  const isLike = (word) =>
    queryWords.some((other) => text.fold(other) === text.fold(word)) ||
    (isUnfinished && text.fold(word).startsWith(text.fold(last)));
  /** @param {string} word */
  const isSame = (word) =>
    queryWords.some((other) =>
      text.hasAccents(other) ? text.isSame(other, word) : text.fold(other) === text.fold(word),
    );

  const words = [...content.matchAll(text.WORD)];
  const isAskedFor = words.some(([word]) => isSame(word)) ? isSame : isLike;
  const passage = document.createDocumentFragment();
  let end = 0;
  for (const { 0: word, index } of words) {
    if (!isAskedFor(word)) continue;
    passage.append(content.slice(end, index), element("mark", "", word));
    end = index + word.length;
  }
  passage.append(content.slice(end));
  return passage;
}

/**
 * @param {Search.Result} result
 * @param {string} root
 */
export function picture(result, root) {
  const [address, width, height] = result.picture;
  const image = new Image(width, height);
  Object.assign(image, { src: root + address, alt: "", decoding: "async", loading: "lazy" });
  return image;
}
