"""Plain lines of the old portal as Markdown: paragraphs, lists and headings, with Markdown's own signs disarmed."""

import re

_BULLET = re.compile(r"[-•*+–▪●]\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"”’»)]*$")
_LONGEST_HEADING = 90


def is_item(line: str) -> bool:
    return bool(_BULLET.match(line) or _NUMBER.match(line))


def ends_sentence(line: str) -> bool:
    return bool(_SENTENCE_END.search(line))


def markdown(lines: list[str]) -> str:
    """One paragraph a line; items stay together; a short line that ends no sentence, before a longer one, is a heading."""
    blocks: list[str] = []
    expected: int | None = None  # the number that would go on with the list before; 0 goes on with a bulleted one
    for position, line in enumerate(lines):
        following = lines[position + 1] if position + 1 < len(lines) else ""
        bullet, number = _BULLET.match(line), _NUMBER.match(line)
        if bullet:
            item, place, goes_on = f"- {_plain(line[bullet.end() :])}", 0, expected == 0
        elif number and (expected == int(number[1]) or not expected):
            item, place = f"{number[1]}. {_plain(line[number.end() :])}", int(number[1])
            goes_on = bool(expected)
        else:
            heading = len(line) <= _LONGEST_HEADING and not ends_sentence(line) and not is_item(line) and len(following) > len(line)
            blocks.append(f"## {_plain(line)}" if heading else _plain(line))
            expected = None
            continue
        if goes_on:
            blocks[-1] += f"\n{item}"
        else:
            blocks.append(item)
        expected = place + 1 if place else 0
    return "\n\n".join(blocks)


def _plain(text: str) -> str:
    """The same text to a reader of the finished page, whatever Markdown would make of its signs."""
    text = re.sub(r"&(?=#?\w+;)", "&amp;", text).replace("<", "&lt;")
    text = re.sub(r"([\\`*_\[\]{}])", r"\\\1", text)
    text = re.sub(r"^(\d+)([.)]\s)", r"\1\\\2", text)
    text = re.sub(r"^([#>+!-])", r"\\\1", text)
    text = re.sub(r"#$", r"\\#", text)  # closing signs of a heading
    return re.sub(r"^([:~=])", lambda sign: f"&#{ord(sign[1])};", text)
