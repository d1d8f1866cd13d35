"""The seam: the only module that knows MkDocs. It hands config and shells to the engine, which publishes the site.

MkDocs renders one page of each kind from `overrides/`: the shells. This module catches every page that MkDocs prints,
so that MkDocs writes none; the engine fills and writes them. Meanwhile `config.site_dir` points at a temporary folder,
so a build that fails leaves the published site as it was.
"""

import hashlib
import logging
import os
import re
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from bulletin import pages, preview, problems, refusal
from bulletin.edition import bundle
from bulletin.edition.shells import Shell, ShellError
from bulletin.machine import interrupts, streams
from bulletin.machine.fork_server import ForkServer
from bulletin.machine.watch import Watch
from bulletin.pictures import picture_classes
from bulletin.run import Run
from bulletin.settings import extensions, settings
from bulletin.stylebook import addresses, words
from jinja2 import FileSystemLoader, pass_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.theme import Theme
from mkdocs.utils import CountHandler
from mkdocs.utils.yaml import DocsDirPlaceholder, RelativeDirPlaceholder

if TYPE_CHECKING:  # a build needs none of them, and they take a thirtieth of a second to load
    from jinja2 import Environment
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.utils.templates import TemplateContext
    from watchdog.observers.polling import PollingObserver

streams.use_utf8()  # as early as MkDocs allows, since it is about to print

_SHELLS = ".shells/"
_PICTURE_CLASSES = "assets/styles/bulletin/42-picture-classes.css"
"""The one style that is not written by hand."""


class _Refusal(Abort):
    """Ends a build. The text is for an editor; MkDocs prints it without a traceback."""


_run: Run | None = None
_original_settings: dict[str, Any] = {}
"""The settings of MkDocs that a build replaces, to be restored at its end."""
_serving = False
_show: Callable[[], None] | None = None
"""In the preview, called as soon as the pages are up to date. None in the first build."""


def _current_run() -> Run:
    assert _run is not None, "MkDocs calls on_config before all other hooks of a build"
    return _run


def _quiet() -> bool:
    return logging.getLogger("mkdocs").level >= logging.ERROR


def _plain_settings(config: MkDocsConfig) -> dict[str, Any]:
    """Returns the settings from mkdocs.yml and the files that it inherits, as one file would contain them."""

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

    markdown_extensions = [{name: plain(config.mdx_configs.get(name, {}))} for name in config.markdown_extensions]
    site_url = preview.url(*config.dev_addr, config.site_url) if _serving else config.site_url
    return {**config, "markdown_extensions": markdown_extensions, "site_url": site_url}


def on_startup(command: str, dirty: bool) -> None:
    """Remembers whether this is the preview. Silences MkDocs' report of each page that it does not write."""
    global _serving
    _serving = command == "serve"
    interrupts.install()
    if not os.environ.get("SOURCE_DATE_EPOCH"):
        os.environ.pop("SOURCE_DATE_EPOCH", None)  # MkDocs takes an empty one for a number
    logging.getLogger("mkdocs.commands.build").setLevel(logging.ERROR if _quiet() else logging.WARNING)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Checks all posts before MkDocs does anything, then redirects MkDocs' own output to a staging folder."""
    global _run
    if _serving and not _run:
        _check_address(config)
    file = Path(config.config_file_path)
    _original_settings.update({key: config[key] for key in ("site_dir", "docs_dir", "nav")})
    _run = run = Run(
        file,
        preview.folder(file.parent, config.dev_addr.port) if _serving else Path(config.site_dir),
        _quiet(),
        _serving,
    )
    _report(run.prepare(_plain_settings(config)))
    config.site_dir, config.site_url = str(run.staging), run.settings.site_url
    if run.is_refused:  # MkDocs goes on, but must not touch the refused files
        config.docs_dir, config.nav = str(run.staging), None
    _list_own_files_only(config.theme)
    config.mdx_configs.setdefault("toc", {})["slugify"] = addresses.heading_id
    # MkDocs passes on an extension itself as well as the name of one.
    config.markdown_extensions = [*config.markdown_extensions, cast("str", run.text.reader)]
    return config


def on_serve(server: "LiveReloadServer", config: MkDocsConfig, builder: Callable[[], None]) -> "LiveReloadServer":
    """Makes the preview's server serve the preview's pages, notice edits, and survive every mistake."""
    _check_address(config)
    run, watched_paths = _current_run(), list(server._watched_paths)
    server._watched_paths.clear()
    server.observer = cast("PollingObserver", Watch(run.file.parent))
    for path in dict.fromkeys([*watched_paths, *map(str, run.files)]):
        server.watch(path)
    server.root, server.mount_path = str(run.site), unquote(run.settings.root)
    server.error_handler = lambda code: (run.site / "404.html").read_bytes() if code == 404 else None

    def rebuild(show: Callable[[], None]) -> None:
        global _show
        _show, last_run = show, _run
        settings.load(run.file)  # first, since it reports in Vietnamese what MkDocs reports in English
        try:
            builder()
        except MkDocsException:
            raise
        except Exception:  # from a build without this hook, which would have reported it
            last_run = _run
        if _run is last_run:
            raise _Refusal(words.sentence("no_hook", file=run.file.name))

    rebuilder = ForkServer(lambda show: preview.shielded(lambda: rebuild(show), _sentence)())
    server.builder = preview.shielded(rebuilder.run, _sentence)
    return server


def _list_own_files_only(theme: Theme) -> None:
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


def _check_address(config: MkDocsConfig) -> None:
    try:
        preview.check_address(*config.dev_addr)
    except preview.AddressError as error:
        raise _Refusal(str(error)) from None


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds a page for each shell, and replaces styles and scripts with their bundles. Removes the files that the theme
    would publish by itself.
    """
    theme_folder, docs_folder = f"{config.theme.custom_dir}{os.sep}", f"{config.docs_dir}{os.sep}"
    for file in list(files):
        source = file.abs_src_path or ""
        if not source.startswith(docs_folder) and (
            not source.startswith(theme_folder) or file.src_uri.startswith("partials/")
        ):
            files.remove(file)
        elif not unicodedata.is_normalized("NFC", file.src_uri):  # macOS may give such names
            files.remove(file)
            files.append(
                File.generated(
                    config, unicodedata.normalize("NFC", file.src_uri), abs_src_path=source, inclusion=file.inclusion
                )
            )
    for kind in pages.SHELLS:
        source = f"---\ntemplate: {kind.partition('@')[0]}.html\ntitle: {kind}\n---\n"
        files.append(File.generated(config, f"{_SHELLS}{kind}.md", content=source, inclusion=InclusionLevel.NOT_IN_NAV))
    _bundle(files, config)
    return files


def _bundle(files: Files, config: MkDocsConfig) -> None:
    """Replaces styles and scripts with their bundles."""
    written = [file for file in files if re.match(r"assets/.*\.(?:css|js)$", file.src_uri)]
    for file in written:
        files.remove(file)
    sources = {file.src_uri: file.content_string for file in written}
    sources[_PICTURE_CLASSES] = picture_classes.style()
    for address, text in bundle.of(sources).items():
        files.append(File.generated(config, address, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
    _current_run().programs.update(bundle.programs(sources))


def on_env(env: "Environment", config: MkDocsConfig, files: Files) -> "Environment":
    """Makes links begin at the site's root: a shell is filled for pages at any depth."""
    site_settings = _current_run().settings
    env.bytecode_cache = _current_run().kept_code
    env.autoescape = True  # settings and titles may hold quotes, `&` and `<`
    # Jinja works what other filters make of a constant into the code, which outlives the settings.
    env.filters["url"] = pass_context(lambda context, path: addresses.from_root(path, site_settings.root))
    env.filters["asset"] = pass_context(
        lambda context, path: (
            f"{addresses.from_root(path, site_settings.root)}?v={_version(files.get_file_from_path(path))}"
        )
    )
    env.globals |= {
        "words": words.site(),
        "home_words": words.site(),
        "language": words.HOME,
        "bulletin": site_settings.bulletin,
        "root": site_settings.root,
    }
    return env


def on_page_context(
    context: "TemplateContext", page: Page, config: MkDocsConfig, nav: "Navigation"
) -> "TemplateContext":
    """Makes the theme's links begin at the site's root, and gives a page the words of its language."""
    context["base_url"] = _current_run().settings.root
    _, _, of_shell = page.file.src_uri.removesuffix(".md").partition("@")
    language = (of_shell if page.file.src_uri.startswith(_SHELLS) else "") or page.meta.get("lang")
    if language in (words.HOME, words.ENGLISH):
        cast("dict[str, Any]", context).update(words=words.site(language), language=language)
    return context


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Makes the text of a fixed page as safe as a post's. Text that looks like a slot stays text."""
    if page.file.src_uri.startswith(_SHELLS):
        return html
    file = f"{os.path.basename(config.docs_dir)}/{page.file.src_uri}"
    return _current_run().typeset(html, file, page.file.content_string, page.markdown or "").replace("<%", "&lt;%")


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Keeps the theme's output. The empty answer tells MkDocs to write nothing."""
    if page.file.src_uri.startswith(_SHELLS):
        kind = page.file.src_uri.removeprefix(_SHELLS).removesuffix(".md")
        _current_run().shells[kind] = Shell(f"overrides/{kind.partition('@')[0]}.html", output)
    else:
        _current_run().fixed[unquote(page.file.url).removeprefix("./")] = Shell(f"docs/{page.file.src_uri}", output)
    return ""


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Keeps the theme's 404 page as a fixed page. The theme's sitemap is not used."""
    if template_name == "404.html":
        _current_run().fixed[template_name] = Shell(f"overrides/{template_name}", output)
    return "" if template_name.endswith((".html", ".xml")) else output


def on_post_build(config: MkDocsConfig) -> None:
    """Lets the engine publish the site from the shells."""
    run = _current_run()
    if not run.is_refused:
        _report(run.page_problems)
    if not run.is_refused:
        _refuse_warnings(config)
    try:
        if not run.is_refused:
            _publish(run)
    except ShellError as error:
        _refuse(_sentence(error))
    config.update(_original_settings)
    run.end()


def _publish(run: Run) -> None:
    """Publishes the site. An editor who looks at an edit does not wait for the search."""
    _report(run.publish(search_waits=_show is not None))
    if _show and not run.is_refused:
        _show()
        _report(run.publish_search())


def on_build_error(error: Exception) -> None:
    """Reports any error to the editor in one sentence."""
    if _run:
        _run.end()
    if not isinstance(error, MkDocsException):
        raise _Refusal(_sentence(error)) from None


def _sentence(error: Exception) -> str:
    run = _current_run()
    if isinstance(error, _Refusal):
        return str(error)
    if isinstance(error, MkDocsException):
        return words.sentence("mkdocs_refuses", file=run.file.name, reason=error)
    return refusal.sentence(error, run.file.parent, run.target_folder)


def _report(build_problems: list[problems.Problem]) -> None:
    if _quiet():
        build_problems = [problem for problem in build_problems if problem.severity == problems.ERROR]
    if build_problems:
        print(problems.as_text(build_problems), file=sys.stderr, flush=True)
    if problems.has_errors(build_problems):
        _refuse(words.sentence("not_published"))


def _refuse(message: str) -> None:
    """Ends a build that must not be published. The preview goes on with the last site, if there is one: otherwise
    MkDocs would answer no request until the mistake is mended.
    """
    run = _current_run()
    if not (_serving and (run.site / "index.html").is_file()):
        raise _Refusal(message)
    print(message, file=sys.stderr, flush=True)
    run.is_refused = True


def _refuse_warnings(config: MkDocsConfig) -> None:
    """Refuses a strict build with warnings before the site is written: MkDocs gives up only after the last hook."""
    counters = (handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler))
    count = sum(number for counter in counters for _, number in counter.get_counts())
    if config.strict and count:
        _refuse(words.sentence("strict", count=count))


def _version(file: File | None) -> str:
    return hashlib.sha256(file.content_bytes).hexdigest()[:8] if file else ""
