"""Bare addresses in a text: `https://…`, `www.…` and e-mail addresses become links.

The rules are GitHub's (GFM, «Autolinks (extension)»), with one addition: quotation marks and other marks of Vietnamese
text at the end do not belong to the address, and one may stand before it.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# Every branch begins at the border of a word, so that no position is tried twice.
_ADDRESS = re.compile(
    r"(?<![\w/.@+~=&?#%-])(?:(?P<web>https?://(?=[^\s<>/?#])|www\.(?=[\w-]))[^\s<>“”„«»‘’…\ufdd0]+"
    r"|(?P<mail>[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\.)+[A-Za-z]{2,24})(?![\w@/-]|\.\w))",
)
_RAW_LINK = re.compile(r"<(/?)a\b", re.IGNORECASE)
_END_MARKS = "?!.,:;*_~'\""
_PAIRS = {")": "(", "]": "[", "}": "{"}


def install(md: MarkdownIt) -> None:
    md.core.ruler.after("text_join", "bare_addresses", _link_addresses)


def _link_addresses(state: StateCore) -> None:
    for token in state.tokens:
        if (
            token.type == "inline"
            and token.children
            and ("@" in token.content or "://" in token.content or "www." in token.content)
        ):
            token.children = _with_links(token.children)


def _with_links(children: list[Token]) -> list[Token]:
    tokens: list[Token] = []
    links = 0
    for child in children:
        if child.type in ("link_open", "link_close"):
            links += child.nesting
        elif child.type == "html_inline" and (tag := _RAW_LINK.match(child.content)):
            links += -1 if tag[1] else 1
        if child.type == "text" and not links:
            tokens += _split(child)
        else:
            tokens.append(child)
    return tokens


def _split(token: Token) -> list[Token]:
    text, position, parts = token.content, 0, []
    for match in _ADDRESS.finditer(text):
        address = match[0] if match["mail"] else _without_end(match[0])
        if address.count(".") + address.count(":") == 0 or address.rstrip("/").endswith(("://", "www")):
            continue
        url = f"mailto:{address}" if match["mail"] else address if "://" in address[:8] else f"http://{address}"
        parts += [_text(token, text[position : match.start()]), *_a(token, url, address)]
        position = match.start() + len(address)
    return [part for part in [*parts, _text(token, text[position:])] if part.type != "text" or part.content]


def _without_end(address: str) -> str:
    """Cuts off the marks that belong to the sentence: a closing bracket does if it was opened before the address."""
    counts = {sign: address.count(sign) for pair in _PAIRS.items() for sign in pair}
    end = len(address)
    while end:
        last_character = address[end - 1]
        if last_character in _PAIRS and counts[last_character] > counts[_PAIRS[last_character]]:
            counts[last_character] -= 1
        elif last_character not in _END_MARKS:
            break
        end -= 1
    return address[:end]


def _text(like: Token, content: str) -> Token:
    return Token("text", "", 0, content=content, level=like.level)


def _a(like: Token, url: str, label: str) -> list[Token]:
    opening = Token("link_open", "a", 1, attrs={"href": url}, level=like.level, info="auto")
    return [
        opening,
        Token("text", "", 0, content=label, level=like.level + 1),
        Token("link_close", "a", -1, level=like.level),
    ]
