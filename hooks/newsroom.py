"""The seam: the only module that knows MkDocs. It hands config and shells to the engine, and the finished site back.

MkDocs renders one page of each kind from `overrides/` (the shells) into nothing: every page it prints is
caught here, and the engine fills and writes them. `config.site_dir` points at a temporary folder meanwhile, so
a build that fails leaves the published site as it was.
"""

import hashlib
import logging
import os
import re
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

from bulletin import pages, preview, problems, refusal
from bulletin.edition import bundle
from bulletin.edition.shells import Shell, ShellError
from bulletin.machine import interrupts, streams
from bulletin.machine.watch import Watch
from bulletin.pictures import picture_classes
from bulletin.run import Run
from bulletin.settings import extensions, settings
from bulletin.stylebook import addresses, words
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from mkdocs.utils.templates import TemplateContext
from mkdocs.utils.yaml import DocsDirPlaceholder, RelativeDirPlaceholder
from watchdog.observers.polling import PollingObserver

streams.use_utf8()  # as early as MkDocs lets us: it is about to speak

_SHELLS = ".shells/"
_PICTURE_CLASSES = "assets/styles/bulletin/42-picture-classes.css"
"""The one style that is not written by hand."""


class _Refusal(Abort):
    """Ends a build; the text is for an editor. MkDocs prints it and no traceback."""


_run: Run | None = None
_handed_out: dict[str, Any] = {}
"""What MkDocs gave us in its settings, and gets back."""
_serving = False


def _current() -> Run:
    assert _run is not None, "MkDocs calls on_config before all other hooks of a build"
    return _run


def _quiet() -> bool:
    return logging.getLogger("mkdocs").level >= logging.ERROR


def _written(config: MkDocsConfig) -> dict[str, Any]:
    """What MkDocs made of mkdocs.yml and of the files that it inherits, as it would stand in one file."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(item) for key, item in value.items()}
        if isinstance(value, list):
            return [plain(item) for item in value]
        if isinstance(value, RelativeDirPlaceholder):
            return extensions.PostsFolder()
        if isinstance(value, DocsDirPlaceholder):
            return extensions.DocsFolder(value.suffix)
        return os.fspath(value) if isinstance(value, os.PathLike) else value

    listed = [{name: plain(config.mdx_configs.get(name, {}))} for name in config.markdown_extensions]
    site_url = preview.url(*config.dev_addr, config.site_url) if _serving else config.site_url
    return {**config, "markdown_extensions": listed, "site_url": site_url}


def on_startup(command: str, dirty: bool) -> None:
    """Remembers whether this is the preview; silences MkDocs' report of each page it was told not to write."""
    global _serving
    _serving = command == "serve"
    interrupts.heed()
    if not os.environ.get("SOURCE_DATE_EPOCH"):
        os.environ.pop("SOURCE_DATE_EPOCH", None)  # MkDocs takes an empty one for a number
    logging.getLogger("mkdocs.commands.build").setLevel(logging.ERROR if _quiet() else logging.WARNING)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Checks all posts before MkDocs does anything, then sends MkDocs' own output to a staging folder."""
    global _run
    if _serving and not _run:
        _check_address(config)
    file = Path(config.config_file_path)
    _handed_out.update({key: config[key] for key in ("site_dir", "docs_dir", "nav")})
    _run = current = Run(
        file,
        preview.folder(file.parent, config.dev_addr.port) if _serving else Path(config.site_dir),
        _quiet(),
        _serving,
    )
    _report(current.prepare(_written(config)))
    config.site_dir, config.site_url = str(current.staging), current.settings.site_url
    if current.refused:  # MkDocs goes on; it must not touch what was refused
        config.docs_dir, config.nav = str(current.staging), None
    config.mdx_configs.setdefault("toc", {})["slugify"] = addresses.heading_id
    # MkDocs hands an extension on as well as the name of one.
    config.markdown_extensions = [*config.markdown_extensions, cast("str", current.text.reader)]
    return config


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> LiveReloadServer:
    """The preview's server looks where the preview's pages are, is told of edits, and outlives every mistake."""
    _check_address(config)
    current, watched = _current(), list(server._watched_paths)
    server._watched_paths.clear()
    server.observer = cast("PollingObserver", Watch(current.file.parent))
    for path in dict.fromkeys([*watched, *map(str, current.files)]):
        server.watch(path)
    server.root, server.mount_path = str(current.site), unquote(current.settings.root)
    server.error_handler = lambda code: (current.site / "404.html").read_bytes() if code == 404 else None

    def rebuild() -> None:
        before = _run
        settings.load(current.file)  # first: it says in Vietnamese what MkDocs says in English
        try:
            builder()
        except MkDocsException:
            raise
        except Exception:  # of a build without this hook, which would have told it
            before = _run
        if _run is before:
            raise _Refusal(words.sentence("no_hook", file=current.file.name))

    server.builder = preview.steady(rebuild, _told)
    return server


def _check_address(config: MkDocsConfig) -> None:
    try:
        preview.check_address(*config.dev_addr)
    except preview.AddressError as error:
        raise _Refusal(str(error)) from None


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the page that each shell is printed from, and puts bundles in the place of what they are made of; leaves out
    what the theme would publish of its own.
    """
    ours, docs = f"{config.theme.custom_dir}{os.sep}", f"{config.docs_dir}{os.sep}"
    for file in list(files):
        source = file.abs_src_path or ""
        if not source.startswith(docs) and (not source.startswith(ours) or file.src_uri.startswith("partials/")):
            files.remove(file)
        elif not unicodedata.is_normalized("NFC", file.src_uri):  # as macOS hands out names
            files.remove(file)
            files.append(
                File.generated(
                    config, unicodedata.normalize("NFC", file.src_uri), abs_src_path=source, inclusion=file.inclusion
                )
            )
    for kind in pages.SHELLS:
        source = f"---\ntemplate: {kind}.html\ntitle: {kind}\n---\n"
        files.append(File.generated(config, f"{_SHELLS}{kind}.md", content=source, inclusion=InclusionLevel.NOT_IN_NAV))
    _bundle(files, config)
    return files


def _bundle(files: Files, config: MkDocsConfig) -> None:
    """Takes scripts and styles out as they are written, and puts them in as they are sent."""
    written = [file for file in files if re.match(r"assets/.*\.(?:css|js)$", file.src_uri)]
    for file in written:
        files.remove(file)
    sources = {file.src_uri: file.content_string for file in written}
    sources[_PICTURE_CLASSES] = picture_classes.style()
    for address, text in bundle.of(sources).items():
        files.append(File.generated(config, address, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
    _current().programs.update(bundle.programs(sources))


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Links from the site's root instead of relative ones: a shell is filled for pages of any depth."""
    current = _current().settings
    env.autoescape = True  # settings and titles may hold quotes, `&` and `<`
    env.filters["url"] = lambda path: addresses.from_root(path, current.root)
    env.filters["asset"] = lambda path: (
        f"{addresses.from_root(path, current.root)}?v={_version(files.get_file_from_path(path))}"
    )
    env.globals |= {"words": words.site(), "bulletin": current.bulletin, "root": current.root}
    return env


def on_page_context(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
    """Links of the theme begin at the site's root."""
    context["base_url"] = _current().settings.root
    return context


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """A fixed page's text is as safe as that of a post, and is text even where it looks like a slot."""
    if page.file.src_uri.startswith(_SHELLS):
        return html
    file = f"{os.path.basename(config.docs_dir)}/{page.file.src_uri}"
    return _current().typeset(html, file, page.file.content_string, page.markdown or "").replace("<%", "&lt;%")


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Keeps what the theme printed; the empty answer tells MkDocs to write nothing."""
    if page.file.src_uri.startswith(_SHELLS):
        kind = page.file.src_uri.removeprefix(_SHELLS).removesuffix(".md")
        _current().shells[kind] = Shell(f"overrides/{kind}.html", output)
    else:
        _current().fixed[unquote(page.file.url).removeprefix("./")] = Shell(f"docs/{page.file.src_uri}", output)
    return ""


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """The theme's 404 page is a fixed page like the others; its sitemap is not used."""
    if template_name == "404.html":
        _current().fixed[template_name] = Shell(f"overrides/{template_name}", output)
    return "" if template_name.endswith((".html", ".xml")) else output


def on_post_build(config: MkDocsConfig) -> None:
    """Hands the shells to the engine and puts its files into the site folder."""
    current = _current()
    if not current.refused:
        _report(current.page_problems)
    if not current.refused:
        _refuse_warnings(config)
    try:
        if not current.refused:
            _report(current.publish())
    except ShellError as error:
        _refuse(_told(error))
    config.update(_handed_out)
    current.end()


def on_build_error(error: Exception) -> None:
    """Whatever it was, the editor is told in a sentence."""
    if _run:
        _run.end()
    if not isinstance(error, MkDocsException):
        raise _Refusal(_told(error)) from None


def _told(error: Exception) -> str:
    current = _current()
    if isinstance(error, _Refusal):
        return str(error)
    if isinstance(error, MkDocsException):
        return words.sentence("mkdocs_refuses", file=current.file.name, reason=error)
    return refusal.sentence(error, current.file.parent, current.written)


def _report(found: list[problems.Problem]) -> None:
    if _quiet():
        found = [problem for problem in found if problem.severity == problems.ERROR]
    if found:
        print(problems.as_text(found), file=sys.stderr, flush=True)
    if problems.has_errors(found):
        _refuse(words.sentence("not_published"))


def _refuse(message: str) -> None:
    """Ends a build that must not be published. The preview goes on: MkDocs would answer no request until the mistake is
    mended.
    """
    current = _current()
    if not (_serving and (current.site / "index.html").is_file()):
        raise _Refusal(message)
    print(message, file=sys.stderr, flush=True)
    current.refused = True


def _refuse_warnings(config: MkDocsConfig) -> None:
    """MkDocs counts its warnings and gives up after the last hook; the site must not have been written by then."""
    counters = (handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler))
    count = sum(number for counter in counters for _, number in counter.get_counts())
    if config.strict and count:
        _refuse(words.sentence("strict", count=count))


def _version(file: File | None) -> str:
    return hashlib.sha256(file.content_bytes).hexdigest()[:8] if file else ""
