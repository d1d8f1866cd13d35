"""Plain lines of a copied page as Markdown: paragraphs, lists, tables and headings. Markdown's signs are escaped."""

import re
from collections.abc import Callable
from itertools import groupby

# Bullets of people and of Word. A dash needs no space if a letter follows; an `o` is a bullet only before a tab.
_BULLET = re.compile(
    r"(?:(?P<outer>[-•*–—·▪●■◆♦➢➤✓\uf0b7\uf076\uf0d8\uf0fc]\s+|[•●▪■\uf0b7\uf076\uf0d8\uf0fc]|[–—](?=[^\W\d_]))"
    r"|(?P<inner>[+◦○\uf0a7§]\s+|o\t\s*|[◦○\uf0a7]))(?=\S)"
)
_NUMBER = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"”’»)]*$")
_NUMERIC = re.compile(r"[-+−(]?\d[\d.,\s]*%?\)?|[-–]|")
_ADDRESS = re.compile(
    r"(?P<web>https?://[^\s<>\"“”«»|]+)"
    r"|(?:(?<!\w)www\.|(?<![\w.+-])[\w.+-]{1,64}@)[\w-]{1,64}(?:\.[\w-]+)+(?:/[^\s<>\"“”«»|]*)?"
)
_AFTER_ADDRESS = ".,;:!?…*'’"
_LONGEST_HEADING = 90
_LIST_SEPARATOR = "<!-- -->"
"""Keeps two lists apart, which Markdown would make into one."""


def is_item(line: str) -> bool:
    """Whether a line begins like an item of a list."""
    return bool(_BULLET.match(line) or _NUMBER.match(line))


def ends_sentence(line: str) -> bool:
    """Whether a line ends with a mark that ends or divides a sentence."""
    return bool(_SENTENCE_END.search(line))


def markdown(lines: list[str], took: Callable[..., None]) -> str:
    """The lines as Markdown. Each is a paragraph, but items and rows stay together. `took` notes every table, see
    PortalArticle.took.
    """
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
            blocks += [_paragraph(line, next_line) for _, line, next_line in entries]
    return "\n\n".join(blocks)


def _kinds(lines: list[str]) -> list[tuple[str, str, str]]:
    """Each line with its kind, and the line below if that is text. Two or more successive lines with tabs are rows."""
    kinds = ["item" if is_item(line.strip()) else "row" if "\t" in line else "text" for line in lines]
    for index, kind in enumerate(kinds):
        if kind == "row" and "row" not in kinds[max(index - 1, 0) : index] + kinds[index + 1 : index + 2]:
            kinds[index] = "text"
    stripped = [line if kind == "row" else line.strip() for line, kind in zip(lines, kinds, strict=True)]
    below = [line if kind == "text" else "" for line, kind in zip(stripped[1:], kinds[1:], strict=True)]
    return list(zip(kinds, stripped, [*below, ""], strict=True)) if lines else []


def _paragraph(line: str, next_line: str) -> str:
    """One line as a paragraph; as a heading if it is short, does not end a sentence, and a longer line follows."""
    is_heading = (
        "\t" not in line
        and len(line) <= _LONGEST_HEADING
        and line[0].isalnum()
        and not ends_sentence(line)
        and len(next_line) > len(line)
    )
    text = plain(re.sub(r"\s*\t\s*", " ", line))
    return f"## {text}" if is_heading else text


def _lists(lines: list[str]) -> list[str]:
    """The lists in a run of items. A bullet is a level deeper below a number, an inner bullet below an outer one."""
    blocks: list[str] = []
    next_number = None  # the number that would continue the list
    has_outer = False  # whether an outer bullet stands above in this list
    for line in lines:
        bullet, number_match = _BULLET.match(line), _NUMBER.match(line)
        if bullet:
            depth = (next_number is not None) + bool(bullet["inner"] and has_outer)
            has_outer = has_outer or bool(bullet["outer"])
            item, continues = f"{' ' * 4 * depth}- {plain(line[bullet.end() :])}", bool(blocks)
        else:
            assert number_match is not None
            item, continues, has_outer = (
                f"{number_match[1]}. {plain(line[number_match.end() :])}",
                next_number == int(number_match[1]),
                False,
            )
            next_number = int(number_match[1]) + 1
        if continues:
            blocks[-1] += f"\n{item}"
        else:
            blocks += [_LIST_SEPARATOR, item] if blocks else [item]
    return blocks


def _rows(lines: list[str]) -> list[list[str]]:
    """The cells of all rows, the same number in each, without columns that are empty throughout."""
    rows = [[cell.strip() for cell in line.strip(" ").split("\t")] for line in lines]
    width = max(map(len, rows))
    columns = [column for column in zip(*(row + [""] * (width - len(row)) for row in rows), strict=True) if any(column)]
    return [list(row) for row in zip(*columns, strict=True)]


def _table(rows: list[list[str]]) -> str:
    """A table in Markdown; columns of numbers are aligned to the right."""
    is_numeric = [
        any(column) and all(_NUMERIC.fullmatch(cell) for cell in column) for column in zip(*rows[1:], strict=True)
    ]
    rule = ["---:" if is_right else "---" for is_right in is_numeric]
    cells = [[plain(cell).replace("|", r"\|") for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in [cells[0], rule, *cells[1:]])


def plain(text: str) -> str:
    """A text escaped so that a reader of the page sees it as it is, whatever its signs mean in Markdown. Web addresses
    become links.
    """
    parts, end = [], 0
    for match in _ADDRESS.finditer(text):
        address = match[0].rstrip(_AFTER_ADDRESS)
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(_AFTER_ADDRESS)
        parts += [escaped(text[end : match.start()]), f"<{address}>" if match["web"] else address]
        end = match.start() + len(address)
    text = "".join([*parts, escaped(text[end:])])
    text = re.sub(r"^(\d+)([.)]\s)", r"\1\\\2", text)
    text = re.sub(r"^([#>+!-])", r"\\\1", text)
    text = re.sub(r"#$", r"\\#", text)  # closing signs of a heading
    return re.sub(r"^([:~=])", lambda sign: f"&#{ord(sign[1])};", text)


def escaped(text: str) -> str:
    text = re.sub(r"&(?=#?\w)", "&amp;", text).replace("<", "&lt;")
    text = re.sub(r"([\\`*_\[\]{}])", r"\\\1", text)
    return text.replace("~~", "&#126;&#126;")
