"""Plain lines of a copied page as Markdown: paragraphs, lists, tables and headings, with Markdown's own signs
disarmed.
"""

import re
from collections.abc import Callable
from itertools import groupby

# Signs that people and Word put before an item. A dash needs no space if a letter follows; a round o is one by its tab
# alone.
_BULLET = re.compile(
    r"(?:(?P<outer>[-•*–—·▪●■◆♦➢➤✓\uf0b7\uf076\uf0d8\uf0fc]\s+|[•●▪■\uf0b7\uf076\uf0d8\uf0fc]|[–—](?=[^\W\d_]))|(?P<inner>[+◦○\uf0a7§]\s+|o\t\s*|[◦○\uf0a7]))(?=\S)"
)
_NUMBER = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"”’»)]*$")
_NUMERIC = re.compile(r"[-+−(]?\d[\d.,\s]*%?\)?|[-–]|")
_ADDRESS = re.compile(
    r"(?P<web>https?://[^\s<>\"“”«»|]+)|(?:(?<!\w)www\.|(?<![\w.+-])[\w.+-]{1,64}@)[\w-]{1,64}(?:\.[\w-]+)+(?:/[^\s<>\"“”«»|]*)?"
)
_AFTER_ADDRESS = ".,;:!?…*'’"
_LONGEST_HEADING = 90
_APART = "<!-- -->"
"""Between two lists, which would be one without it."""


def is_item(line: str) -> bool:
    return bool(_BULLET.match(line) or _NUMBER.match(line))


def ends_sentence(line: str) -> bool:
    return bool(_SENTENCE_END.search(line))


def markdown(lines: list[str], took: Callable[..., None]) -> str:
    """One paragraph a line; items and rows stay together. `took` is told of tables."""
    blocks: list[str] = []
    for kind, group in groupby(_kinds(lines), key=lambda entry: entry[0]):
        entries = list(group)
        members = [line for _, line, _ in entries]
        if kind == "row":
            rows = _rows(members)
            took("table", " | ".join(rows[0]), rows=len(rows), columns=len(rows[0]))
            blocks.append(_table(rows))
        elif kind == "item":
            blocks += _lists(members)
        else:
            blocks += [_paragraph(line, following) for _, line, following in entries]
    return "\n\n".join(blocks)


def _kinds(lines: list[str]) -> list[tuple[str, str, str]]:
    """Each line with its kind, and the line below it if that is text. A row is one of at least two with tabs
    in them.
    """
    kinds = ["item" if is_item(line.strip()) else "row" if "\t" in line else "text" for line in lines]
    for at, kind in enumerate(kinds):
        if kind == "row" and "row" not in kinds[max(at - 1, 0) : at] + kinds[at + 1 : at + 2]:
            kinds[at] = "text"
    stripped = [line if kind == "row" else line.strip() for line, kind in zip(lines, kinds, strict=True)]
    below = [line if kind == "text" else "" for line, kind in zip(stripped[1:], kinds[1:], strict=True)]
    return list(zip(kinds, stripped, [*below, ""], strict=True)) if lines else []


def _paragraph(line: str, following: str) -> str:
    """A short line that ends no sentence, before a longer one, is a heading."""
    heading = (
        "\t" not in line
        and len(line) <= _LONGEST_HEADING
        and line[0].isalnum()
        and not ends_sentence(line)
        and len(following) > len(line)
    )
    text = plain(re.sub(r"\s*\t\s*", " ", line))
    return f"## {text}" if heading else text


def _lists(lines: list[str]) -> list[str]:
    """Lists of the items in a run of them. An inner sign below an outer one is a level deeper, signs below a number are
    too.
    """
    blocks: list[str] = []
    number = None  # the number that would go on with the list
    outer = False  # whether an item of a list with signs stands above, in this list
    for line in lines:
        bullet, numbered = _BULLET.match(line), _NUMBER.match(line)
        if bullet:
            depth = (number is not None) + bool(bullet["inner"] and outer)
            outer = outer or bool(bullet["outer"])
            item, goes_on = f"{' ' * 4 * depth}- {plain(line[bullet.end() :])}", bool(blocks)
        else:
            assert numbered is not None
            item, goes_on, outer = f"{numbered[1]}. {plain(line[numbered.end() :])}", number == int(numbered[1]), False
            number = int(numbered[1]) + 1
        if goes_on:
            blocks[-1] += f"\n{item}"
        else:
            blocks += [_APART, item] if blocks else [item]
    return blocks


def _rows(lines: list[str]) -> list[list[str]]:
    """The cells of all rows, as many in each, without columns that are empty throughout."""
    rows = [[cell.strip() for cell in line.strip(" ").split("\t")] for line in lines]
    width = max(map(len, rows))
    columns = [column for column in zip(*(row + [""] * (width - len(row)) for row in rows), strict=True) if any(column)]
    return [list(row) for row in zip(*columns, strict=True)]


def _table(rows: list[list[str]]) -> str:
    numeric = [
        any(column) and all(_NUMERIC.fullmatch(cell) for cell in column) for column in zip(*rows[1:], strict=True)
    ]
    rule = ["---:" if right else "---" for right in numeric]
    cells = [[plain(cell).replace("|", r"\|") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in [cells[0], rule, *cells[1:]])


def plain(text: str) -> str:
    """The same text to a reader of the finished page, whatever Markdown would make of its signs. Web addresses become
    links.
    """
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip(_AFTER_ADDRESS)
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(_AFTER_ADDRESS)
        parts += [_disarmed(text[end : found.start()]), f"<{address}>" if found["web"] else address]
        end = found.start() + len(address)
    text = "".join([*parts, _disarmed(text[end:])])
    text = re.sub(r"^(\d+)([.)]\s)", r"\1\\\2", text)
    text = re.sub(r"^([#>+!-])", r"\\\1", text)
    text = re.sub(r"#$", r"\\#", text)  # closing signs of a heading
    return re.sub(r"^([:~=])", lambda sign: f"&#{ord(sign[1])};", text)


def _disarmed(text: str) -> str:
    text = re.sub(r"&(?=#?\w)", "&amp;", text).replace("<", "&lt;")
    text = re.sub(r"([\\`*_\[\]{}])", r"\\\1", text)
    return text.replace("~~", "&#126;&#126;")
