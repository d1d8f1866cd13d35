"""The settings' file: `mkdocs.yml` with what it inherits, read as MkDocs reads it."""

import os
from functools import partial
from pathlib import Path
from typing import Any

import yaml
import yaml_env_tag
from mergedeep import merge

from ..stylebook import words
from .extensions import DocsFolder, PostsFolder

_INHERIT = "INHERIT"


class SettingsError(Exception):
    """mkdocs.yml can't be used; the text says why, in Vietnamese, for the editor's terminal."""


class Inherited(dict[str, Any]):
    """What a file and those above it say together; `files` are all that had a say, the nearest first."""

    files: tuple[Path, ...] = ()


def read(file: Path) -> Inherited:
    """The keys of a settings' file. Those of the file that it inherits from stand where it says nothing else. Raises
    SettingsError.
    """
    file = Path(os.path.abspath(file))
    found = Inherited()
    levels, above = [], file
    while True:
        if os.path.realpath(above) in map(os.path.realpath, found.files):
            raise SettingsError(
                words.sentence("inherit_circle", files=" → ".join(_shown(one, file) for one in (*found.files, above)))
            )
        found.files += (above,)
        content = _content(above, file, found.files)
        levels.append(content)
        if _INHERIT not in content:
            break
        asked = content.pop(_INHERIT)
        if not isinstance(asked, str):
            raise SettingsError(words.sentence("inherit_no_name", file=_shown(above, file)))
        above = Path(os.path.normpath(above.parent / asked))
    found.update(merge({}, *reversed(levels)))
    return found


def _content(file: Path, first: Path, files: tuple[Path, ...]) -> dict[str, Any]:
    name = _shown(file, first)
    try:
        content = yaml.load(file.read_bytes(), Loader=_loader(first.parent))
    except FileNotFoundError:
        if len(files) > 1:
            raise SettingsError(words.sentence("inherit_missing", file=_shown(files[-2], first), value=name)) from None
        raise SettingsError(words.sentence("no_settings", file=name)) from None
    except OSError as error:
        raise SettingsError(words.sentence("cannot_read", file=name, reason=words.reason(error))) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # ValueError: bytes that are no text, a day that is none.
        mark = getattr(error, "problem_mark", None)
        raise SettingsError(words.sentence("broken_settings", file=name, line=mark.line + 1 if mark else 1)) from None
    if content is None and len(files) > 1:
        return {}
    if not isinstance(content, dict):
        raise SettingsError(words.sentence("broken_settings", file=name, line=1))
    return content


def _shown(file: Path, first: Path) -> str:
    """A file as an editor finds it: from the folder of the one that was asked for."""
    return Path(os.path.relpath(file, first.parent)).as_posix()


def _loader(folder: Path) -> type[yaml.Loader]:
    """mkdocs.yml belongs to the owner of the site, so its Python names are trusted, as MkDocs trusts them."""

    class Loader(yaml.Loader):
        pass

    Loader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)
    Loader.add_constructor("!relative", partial(_folder, folder))
    return Loader


def _folder(project: Path, loader: yaml.Loader, node: yaml.Node) -> str:
    """What `!relative` stands for (MkDocs' manual, «Paths relative to the current file or site»)."""
    prefix, _, rest = str(node.value or "").partition("/")
    if prefix == "$config_dir":
        return os.path.join(project, rest)
    if prefix == "$docs_dir":
        return DocsFolder(rest)
    if prefix or rest:
        raise yaml.constructor.ConstructorError(None, None, "unknown place", node.start_mark)
    return PostsFolder("")
