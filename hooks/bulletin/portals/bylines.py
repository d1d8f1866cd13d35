"""Names of people and sources, as they stand at the end of a copied article without a label."""

import re

from . import plain_lines

_LONGEST_BYLINE = 80
_SOURCE = re.compile(r"\(?\s*(?:theo|nguồn)\s*(?P<colon>:)?\s*(?P<name>\S[^()]{0,80}?)\s*\)?", re.IGNORECASE)
_AT_THE_END = re.compile(r"(?<=[.!?…”\"])\s*/?\.?\s*(\(\s*(?:theo|nguồn)\s*:?\s*[^()]{2,80}\))\.?$", re.IGNORECASE)


def source(line: str) -> str:
    """`Theo: Báo X`, or without the colon when what follows can only be a name."""
    found = _SOURCE.fullmatch(line)
    if not found or plain_lines.ends_sentence(line):
        return ""
    is_name = len(found["name"].split()) <= 6 and found["name"][0].isupper()
    return found["name"] if found["colon"] or is_name else ""


def source_at_the_end(paragraph: str) -> tuple[str, str]:
    """A paragraph without the source in brackets after its last sentence, and that source."""
    found = _AT_THE_END.search(paragraph)
    if not found or not (name := source(found[1])):
        return paragraph, ""
    return paragraph[: found.start()], name


def people(line: str) -> tuple[str, ...]:
    """The people in a byline; none when the line reads like anything else."""
    line = line.strip("()[] ")
    if not line or len(line) > _LONGEST_BYLINE or plain_lines.ends_sentence(line) or plain_lines.is_item(line):
        return ()
    names = tuple(name for part in re.split(r"\s*(?:[,;&]|\s[-–]\s|\svà\s)\s*", line) if (name := part.strip()))
    if re.search(r"[a-z][A-Z]", line):  # buttons without a space between them
        return ()
    capitalised = all(word[0].isupper() and not word[-1].isdigit() for name in names for word in name.split())
    return names if capitalised and all(len(name.split()) <= 6 for name in names) else ()
