"""The list of posts that were deleted with their files, `posts/deleted.yml`, and of pictures and attachments that lay
beside them.

A removed post keeps its file, with `removed` and without its text. Where even the file has to go, as for personal data,
nothing else would tell that its address was once published.
"""

import os
import posixpath
import re
from pathlib import Path
from typing import NamedTuple

import yaml

from ..pictures import media
from ..problems import Problem, problem
from ..stylebook import addresses, words

NAME = "deleted.yml"
FILE = f"posts/{NAME}"
_MONTH = re.compile(r"\d{4}/(?:0[1-9]|1[0-2])/")
_ENTRY = re.compile(r"/?(?P<month>\d{4}/(?:0[1-9]|1[0-2]))/(?P<name>[^/\s]+?)(?:\.md|/)?")


class DeletedList(NamedTuple):
    """The addresses of the deleted posts, and the paths below `posts/` of other deleted files, each with its line."""

    lines: dict[str, int]
    files: dict[str, int]
    problems: list[Problem]


def read(posts: Path) -> DeletedList:
    """Reads the list; it is empty where there is none. An entry is the path of the file that was deleted
    (`2020/06/bai-cu.md`, `2020/06/ke-hoach.pdf`), or the address of a post's page.
    """
    try:
        text = (posts / NAME).read_text(encoding="utf-8-sig")
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except FileNotFoundError:
        return DeletedList({}, {}, [])
    except OSError as error:
        return DeletedList({}, {}, [problem("cannot-read-file", FILE, reason=words.reason(error))])
    except (yaml.YAMLError, UnicodeDecodeError):
        return DeletedList({}, {}, [problem("deleted-list", FILE)])
    if root is None:
        return DeletedList({}, {}, [])
    if not isinstance(root, yaml.SequenceNode):
        return DeletedList({}, {}, [problem("deleted-list", FILE, root.start_mark.line + 1)])
    result = DeletedList({}, {}, [])
    for node in root.value:
        line = node.start_mark.line + 1
        value = node.value if isinstance(node, yaml.ScalarNode) else ""
        if _is_media(value):
            file, key, lines = value.removeprefix("/"), value.removeprefix("/"), result.files
        elif entry := _ENTRY.fullmatch(value):
            file = f"{entry['month']}/{entry['name']}.md"
            key, lines = addresses.article(entry["month"], addresses.slug(entry["name"])), result.lines
        else:
            result.problems.append(problem("deleted-entry", FILE, line, value=value))
            continue
        # Unlike Path.is_file, it also answers for a name that no disk takes.
        if os.path.isfile(posts / file):
            result.problems.append(problem("deleted-file-exists", FILE, line, value=f"posts/{file}"))
        else:
            lines[key] = line
    return result


def _is_media(entry: str) -> bool:
    """Whether an entry is the path of a picture or attachment in the folder of a month."""
    path = entry.removeprefix("/")
    is_plain = posixpath.normpath(path) == path and "\\" not in path
    return is_plain and media.is_media(path) and bool(_MONTH.match(path))
