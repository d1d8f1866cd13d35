"""Bylines: names of people and sources that stand without a label at the end of a copied article."""

import re

from . import plain_lines

_LONGEST_BYLINE = 80
_SOURCE = re.compile(r"\(?\s*(?:theo|nguồn)\s*(?P<colon>:)?\s*(?P<name>\S[^()]{0,80}?)\s*\)?", re.IGNORECASE)
_AT_THE_END = re.compile(r"(?<=[.!?…”\"])\s*/?\.?\s*(\(\s*(?:theo|nguồn)\s*:?\s*[^()]{2,80}\))\.?$", re.IGNORECASE)


def source(line: str) -> str:
    """The source that a line names: `Theo: Báo X`, or without the colon where what follows can only be a name. Else
    empty.
    """
    match = _SOURCE.fullmatch(line)
    if not match or plain_lines.ends_sentence(line):
        return ""
    is_name = len(match["name"].split()) <= 6 and match["name"][0].isupper()
    return match["name"] if match["colon"] or is_name else ""


def source_at_the_end(paragraph: str) -> tuple[str, str]:
    """A paragraph without the source in brackets after its last sentence, and that source, empty if there is none."""
    match = _AT_THE_END.search(paragraph)
    if not match or not (name := source(match[1])):
        return paragraph, ""
    return paragraph[: match.start()], name


def people(line: str) -> tuple[str, ...]:
    """The people in a byline. None if the line reads like anything else."""
    line = line.strip("()[] ")
    if not line or len(line) > _LONGEST_BYLINE or plain_lines.ends_sentence(line) or plain_lines.is_item(line):
        return ()
    names = tuple(name for part in re.split(r"\s*(?:[,;&]|\s[-–]\s|\svà\s)\s*", line) if (name := part.strip()))
    if re.search(r"[a-z][A-Z]", line):  # the labels of buttons, run together
        return ()
    is_capitalised = all(word[0].isupper() and not word[-1].isdigit() for name in names for word in name.split())
    return names if is_capitalised and all(len(name.split()) <= 6 for name in names) else ()
