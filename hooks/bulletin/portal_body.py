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
    for position, line in enumerate(lines):
        following = lines[position + 1] if position + 1 < len(lines) else ""
        if bullet := _BULLET.match(line):
            item = f"- {_plain(line[bullet.end() :])}"
        elif number := _NUMBER.match(line):
            item = f"{number[1]}. {_plain(line[number.end() :])}"
        else:
            heading = len(line) <= _LONGEST_HEADING and not ends_sentence(line) and len(following) > len(line)
            blocks.append(f"## {_plain(line)}" if heading else _plain(line))
            continue
        if position and is_item(lines[position - 1]):
            blocks[-1] += f"\n{item}"
        else:
            blocks.append(item)
    return "\n\n".join(blocks)


def _plain(text: str) -> str:
    """The same text to a reader of the finished page, whatever Markdown would make of its signs."""
    text = re.sub(r"&(?=#?\w+;)", "&amp;", text).replace("<", "&lt;")
    text = re.sub(r"([\\`*_\[\]{}])", r"\\\1", text)
    text = re.sub(r"^(\d+)([.)]\s)", r"\1\\\2", text)
    text = re.sub(r"^([#>+!-])", r"\\\1", text)
    return re.sub(r"^([:~=])", lambda sign: f"&#{ord(sign[1])};", text)
