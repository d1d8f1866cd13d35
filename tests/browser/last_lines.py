"""Headlines and leads whose last line is a single word."""

LONELY = r"""() => {
    const found = [];
    const short = "h1, .card__title, .headlines li a, .related__list p a, .article__lead, .card__lead";
    for (const element of document.querySelectorAll(short)) {
        if (!element.checkVisibility() || element.closest(".visually-hidden")) continue;
        const words = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        while (walker.nextNode())
            for (const word of walker.currentNode.data.matchAll(/[^\s\u00a0]+/gu)) {
                const range = document.createRange();
                range.setStart(walker.currentNode, word.index);
                range.setEnd(walker.currentNode, word.index + word[0].length);
                words.push(Math.round(range.getBoundingClientRect().bottom / 4));
            }
        const last = words.filter((line) => line === words.at(-1));
        if (new Set(words).size > 1 && last.length === 1) found.push(element.textContent.trim());
    }
    return found;
}"""
PAGES = (
    "front",
    "category",
    "month",
    "year",
    "author",
    "day",
    "article",
    "article with table and box",
    "article with chart",
    "article with contents and gallery",
)
