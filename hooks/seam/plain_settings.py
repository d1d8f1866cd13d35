"""The settings as MkDocs has read them, without the objects that it puts into them."""

import os
from typing import Any

from bulletin.settings import extensions
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import DocsDirPlaceholder, RelativeDirPlaceholder


def of(config: MkDocsConfig, site_url: str | None) -> dict[str, Any]:
    """The settings from mkdocs.yml and the files that it inherits, as one file would contain them, with the address of
    the site.
    """
    markdown_extensions = [{name: _plain(config.mdx_configs.get(name, {}))} for name in config.markdown_extensions]
    return {**config, "markdown_extensions": markdown_extensions, "site_url": site_url}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, RelativeDirPlaceholder):
        return extensions.PostsFolder()
    if isinstance(value, DocsDirPlaceholder):
        return extensions.DocsFolder(value.suffix)
    return os.fspath(value) if isinstance(value, os.PathLike) else value
