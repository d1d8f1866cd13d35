"""The hooks of MkDocs. With `seam/`, this is all that knows MkDocs: it hands config and shells to the engine, which
publishes the site.

MkDocs renders one page of each kind from `overrides/`: the shells. This module catches every page that MkDocs prints,
so that MkDocs writes none; the engine fills and writes them. Meanwhile `config.site_dir` points at a temporary folder,
so a build that fails leaves the published site as it was.
"""

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from bulletin import preview, problems, refusal
from bulletin.edition.shells import Shell, ShellError
from bulletin.machine import interrupts, streams
from bulletin.run import Run
from bulletin.settings import settings
from bulletin.stylebook import addresses, words
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from seam import plain_settings, preview_server, site_files, templates
from seam.site_files import SHELLS

if TYPE_CHECKING:  # a build needs none of them, and they take a thirtieth of a second to load
    from jinja2 import Environment
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.nav import Navigation
    from mkdocs.utils.templates import TemplateContext

streams.use_utf8()  # as early as MkDocs allows, since it is about to print


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
    site_url = preview.url(*config.dev_addr, config.site_url) if _serving else config.site_url
    _report(run.prepare(plain_settings.of(config, site_url)))
    config.site_dir, config.site_url = str(run.staging), run.settings.site_url
    if run.is_refused:  # MkDocs goes on, but must not touch the refused files
        config.docs_dir, config.nav = str(run.staging), None
    site_files.list_own_files_only(config.theme)
    config.mdx_configs.setdefault("toc", {})["slugify"] = addresses.heading_id
    # MkDocs passes on an extension itself as well as the name of one.
    config.markdown_extensions = [*config.markdown_extensions, cast("str", run.text.reader)]
    return config


def on_serve(server: "LiveReloadServer", config: MkDocsConfig, builder: Callable[[], None]) -> "LiveReloadServer":
    """Makes the preview's server serve the preview's pages, notice edits, and survive every mistake."""
    _check_address(config)
    run = _current_run()

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

    preview_server.set_up(server, run, rebuild, _sentence)
    return server


def _check_address(config: MkDocsConfig) -> None:
    try:
        preview.check_address(*config.dev_addr)
    except preview.AddressError as error:
        raise _Refusal(str(error)) from None


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Chooses what is published as a file."""
    site_files.choose(files, config)
    _current_run().programs.update(site_files.bundle_styles_and_scripts(files, config))
    return files


def on_env(env: "Environment", config: MkDocsConfig, files: Files) -> "Environment":
    """Prepares the templates."""
    run = _current_run()
    templates.set_up(env, run.settings, files, run.kept_code)
    return env


def on_page_context(
    context: "TemplateContext", page: Page, config: MkDocsConfig, nav: "Navigation"
) -> "TemplateContext":
    """Makes the theme's links begin at the site's root, and gives a page the words of its language."""
    context["base_url"] = _current_run().settings.root
    shell = page.file.src_uri.removesuffix(".md") if page.file.src_uri.startswith(SHELLS) else ""
    if language := templates.language(shell, page.meta.get("lang")):
        cast("dict[str, Any]", context).update(words=words.site(language), language=language)
    return context


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Makes the text of a fixed page as safe as a post's. Text that looks like a slot stays text."""
    if page.file.src_uri.startswith(SHELLS):
        return html
    file = f"{os.path.basename(config.docs_dir)}/{page.file.src_uri}"
    return _current_run().typeset(html, file, page.file.content_string, page.markdown or "").replace("<%", "&lt;%")


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Keeps the theme's output. The empty answer tells MkDocs to write nothing."""
    if page.file.src_uri.startswith(SHELLS):
        kind = page.file.src_uri.removeprefix(SHELLS).removesuffix(".md")
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
    told = run.publish(search_waits=_show is not None)
    _report(told)
    if _show and not run.is_refused:
        _show()
        _report([problem for problem in run.publish_search() if problem not in told])


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
