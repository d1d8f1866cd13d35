"""The file of the settings: `mkdocs.yml` and the files from which it inherits, read as MkDocs reads them."""

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
    """`mkdocs.yml` can't be used. The message says why, in Vietnamese, for the editor's terminal."""


class Inherited(dict[str, Any]):
    """The keys of a file, together with those that it inherits. `files` are all files that contributed, the nearest
    first.
    """

    files: tuple[Path, ...] = ()


def read(file: Path) -> Inherited:
    """Reads the keys of a settings file. A key that it lacks comes from the file that it inherits from. Raises
    SettingsError.
    """
    file = Path(os.path.abspath(file))
    keys = Inherited()
    levels, current = [], file
    while True:
        if os.path.realpath(current) in map(os.path.realpath, keys.files):
            raise SettingsError(
                words.sentence(
                    "inherit_circle", files=" → ".join(_relative(path, file) for path in (*keys.files, current))
                )
            )
        keys.files += (current,)
        content = _content(current, file, keys.files)
        levels.append(content)
        if _INHERIT not in content:
            break
        inherit_path = content.pop(_INHERIT)
        if not isinstance(inherit_path, str):
            raise SettingsError(words.sentence("inherit_no_name", file=_relative(current, file)))
        current = Path(os.path.normpath(current.parent / inherit_path))
    keys.update(merge({}, *reversed(levels)))
    return keys


def _content(file: Path, first: Path, files: tuple[Path, ...]) -> dict[str, Any]:
    """The keys that stand in one file. `first` is the file to be read, `files` leads from there to this one."""
    name = _relative(file, first)
    try:
        content = yaml.load(file.read_bytes(), Loader=_loader(first.parent))
    except FileNotFoundError:
        if len(files) > 1:
            raise SettingsError(
                words.sentence("inherit_missing", file=_relative(files[-2], first), value=name)
            ) from None
        raise SettingsError(words.sentence("no_settings", file=name)) from None
    except OSError as error:
        raise SettingsError(words.sentence("cannot_read", file=name, reason=words.reason(error))) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # ValueError: bytes that are not text, or a day that does not exist.
        mark = getattr(error, "problem_mark", None)
        raise SettingsError(words.sentence("broken_settings", file=name, line=mark.line + 1 if mark else 1)) from None
    if content is None and len(files) > 1:
        return {}
    if not isinstance(content, dict):
        raise SettingsError(words.sentence("broken_settings", file=name, line=1))
    return content


def _relative(file: Path, first: Path) -> str:
    """A file's path as messages show it to the editor: relative to the folder of the first file."""
    return Path(os.path.relpath(file, first.parent)).as_posix()


def _loader(folder: Path) -> type[yaml.Loader]:
    """A loader for settings. The file belongs to the owner of the site, so its Python names are trusted, as MkDocs
    trusts them.
    """

    class Loader(yaml.Loader):
        pass

    Loader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)
    Loader.add_constructor("!relative", partial(_folder, folder))
    return Loader


def _folder(project: Path, loader: yaml.Loader, node: yaml.Node) -> str:
    """The folder that a `!relative` stands for (MkDocs' manual, «Paths relative to the current file or site»)."""
    prefix, _, rest = str(node.value or "").partition("/")
    if prefix == "$config_dir":
        return os.path.join(project, rest)
    if prefix == "$docs_dir":
        return DocsFolder(rest)
    if prefix or rest:
        raise yaml.constructor.ConstructorError(None, None, "unknown place", node.start_mark)
    return PostsFolder("")
