"""The list of posts that were deleted with their files, `posts/deleted.yml`.

A removed post keeps its file, with `removed` and without its text. Where even the file has to go, as for personal data,
nothing else would tell that its address was once published.
"""

import os
import re
from pathlib import Path
from typing import NamedTuple

import yaml

from ..problems import Problem, problem
from ..stylebook import addresses, words

NAME = "deleted.yml"
_FILE = f"posts/{NAME}"
_ENTRY = re.compile(r"/?(?P<month>\d{4}/(?:0[1-9]|1[0-2]))/(?P<name>[^/\s]+?)(?:\.md|/)?")


class DeletedList(NamedTuple):
    """The addresses of the deleted posts, each with its line in the list."""

    lines: dict[str, int]
    problems: list[Problem]


def read(posts: Path) -> DeletedList:
    """Reads the list; it is empty where there is none. An entry is the path of the file that was deleted
    (`2020/06/bai-cu.md`), or the address of its page.
    """
    try:
        text = (posts / NAME).read_text(encoding="utf-8-sig")
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except FileNotFoundError:
        return DeletedList({}, [])
    except OSError as error:
        return DeletedList({}, [problem("cannot-read-file", _FILE, reason=words.reason(error))])
    except (yaml.YAMLError, UnicodeDecodeError):
        return DeletedList({}, [problem("deleted-list", _FILE)])
    if root is None:
        return DeletedList({}, [])
    if not isinstance(root, yaml.SequenceNode):
        return DeletedList({}, [problem("deleted-list", _FILE, root.start_mark.line + 1)])
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    for node in root.value:
        line = node.start_mark.line + 1
        entry = _ENTRY.fullmatch(node.value) if isinstance(node, yaml.ScalarNode) else None
        if entry is None:
            value = node.value if isinstance(node, yaml.ScalarNode) else ""
            problems.append(problem("deleted-entry", _FILE, line, value=value))
            continue
        # Unlike Path.is_file, it also answers for a name that no disk takes.
        if os.path.isfile(posts / entry["month"] / f"{entry['name']}.md"):
            value = f"posts/{entry['month']}/{entry['name']}.md"
            problems.append(problem("deleted-file-exists", _FILE, line, value=value))
            continue
        lines[addresses.article(entry["month"], addresses.slug(entry["name"]))] = line
    return DeletedList(lines, problems)
