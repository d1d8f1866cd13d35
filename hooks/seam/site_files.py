"""The files that MkDocs takes for the site: those of `docs/` and `overrides/`, and a page for each shell."""

import os
import re
import unicodedata
from typing import TYPE_CHECKING

from bulletin import pages
from bulletin.edition import bundle
from bulletin.pictures import picture_classes
from jinja2 import FileSystemLoader
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.theme import Theme

if TYPE_CHECKING:  # a build does not need it, and it takes long to load
    from jinja2 import Environment

SHELLS = ".shells/"
"""The folder of the pages that become shells."""
_PICTURE_CLASSES = "assets/styles/bulletin/42-picture-classes.css"
"""The one style that is not written by hand."""


def list_own_files_only(theme: Theme) -> None:
    """Makes MkDocs list the files of `overrides/` alone when it looks for what to publish. Material's eleven thousand
    icons would all be looked at in every build, and none of them is published as a file.
    """
    make_environment = theme.get_env

    def environment() -> "Environment":
        made = make_environment()
        loader = made.loader
        assert loader is not None
        loader.list_templates = FileSystemLoader(theme.custom_dir or ()).list_templates  # type: ignore[method-assign]
        return made

    theme.get_env = environment  # type: ignore[method-assign]


def choose(files: Files, config: MkDocsConfig) -> None:
    """Adds a page for each shell. Removes the files that the theme would publish by itself."""
    theme_folder, docs_folder = f"{config.theme.custom_dir}{os.sep}", f"{config.docs_dir}{os.sep}"
    for file in list(files):
        source = file.abs_src_path or ""
        if not source.startswith(docs_folder) and (
            not source.startswith(theme_folder) or file.src_uri.startswith("partials/")
        ):
            files.remove(file)
        elif not unicodedata.is_normalized("NFC", file.src_uri):  # macOS may give such names
            files.remove(file)
            name = unicodedata.normalize("NFC", file.src_uri)
            files.append(File.generated(config, name, abs_src_path=source, inclusion=file.inclusion))
    for kind in pages.SHELLS:
        source = f"---\ntemplate: {kind.partition('@')[0]}.html\ntitle: {kind}\n---\n"
        files.append(_not_in_menu(config, f"{SHELLS}{kind}.md", source))


def bundle_styles_and_scripts(files: Files, config: MkDocsConfig) -> dict[str, str]:
    """Replaces styles and scripts with their bundles, and returns the programs (see bundle.py)."""
    written = [file for file in files if re.match(r"assets/.*\.(?:css|js)$", file.src_uri)]
    for file in written:
        files.remove(file)
    sources = {file.src_uri: file.content_string for file in written}
    sources[_PICTURE_CLASSES] = picture_classes.style()
    for address, text in bundle.of(sources).items():
        files.append(_not_in_menu(config, address, text))
    return bundle.programs(sources)


def _not_in_menu(config: MkDocsConfig, name: str, content: str) -> File:
    return File.generated(config, name, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
