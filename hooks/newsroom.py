"""The seam: the only module that knows MkDocs. It hands config and shells to the engine, and the finished site back.

MkDocs renders one page of each kind from `overrides/` (the shells) into nothing: every page it prints is
caught here, and the engine fills and writes them. `config.site_dir` points at a temporary folder meanwhile, so
a build that fails leaves the published site as it was.
"""

import gc
import hashlib
import logging
import os
import posixpath
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bulletin import addresses, archive, build, bundle, clock, fault, problems, provenance, settings, turn, version, words
from bulletin.darkroom import PictureError
from bulletin.edition import Edition
from bulletin.pagefind_service import PagefindError
from bulletin.progress import Progress
from bulletin.settings import Settings
from bulletin.shells import Shell, ShellError
from bulletin.site_survey import Survey
from bulletin.source_file import SourceFile
from bulletin.store import Store, StoreError
from bulletin.theme import Theme
from bulletin.watch import Watch
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import CountHandler

_SHELLS = "shells/"
_KINDS = ("article", "print_view", "listing", "month", "year", "archive", "front", "search", "alias", "alert", "alert.js", "offline", "service-worker.js")


class _Build:
    """The state of one build; made anew for each, since hook modules outlive the builds of `mkdocs serve`."""

    edition: Edition
    survey: Callable[[], Survey]

    def __init__(self, config: MkDocsConfig, current: Settings, held: ExitStack):
        self.started = time.monotonic()
        self.progress = Progress(quiet=_quiet())
        self.site = _preview(config) if _serving else Path(config.site_dir)
        self.handed_out = config.site_dir
        self.staging = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="bulletin-")))
        self.has_waited = held.enter_context(turn.taken(current.cache, current.bulletin.wait_for_other_build, self.progress))
        self.store = Store(current.cache, version.current())
        self.held = held
        self.shells: dict[str, Shell] = {}
        self.fixed: dict[str, Shell] = {}
        self.refused = False


_build: _Build | None = None
_serving = False


def _current() -> _Build:
    assert _build is not None, "MkDocs calls on_config before all other hooks of a build"
    return _build


def _quiet() -> bool:
    return logging.getLogger("mkdocs").level >= logging.ERROR


def _preview(config: MkDocsConfig) -> Path:
    """Where the preview keeps its pages: not in the temporary folder that MkDocs empties at its end, so that it starts as fast as it builds."""
    return Path(config.config_file_path).parent / ".cache" / f"preview-{config.dev_addr.port}"


def on_startup(command: str, dirty: bool) -> None:
    """Remembers whether this is the preview; silences MkDocs' report of each page it was told not to write."""
    global _serving
    _serving = command == "serve"
    fault.heed_interrupts()
    if not os.environ.get("SOURCE_DATE_EPOCH"):
        os.environ.pop("SOURCE_DATE_EPOCH", None)  # MkDocs takes an empty one for a number
    logging.getLogger("mkdocs.commands.build").setLevel(logging.ERROR if _quiet() else logging.WARNING)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Checks all posts before MkDocs does anything, then sends MkDocs' own output to a staging folder."""
    global _build
    gc.disable()  # what a build makes stays to its end; to look through it for garbage again and again takes a fifth of the time
    with ExitStack() as held:
        try:
            now = clock.now(os.environ)
            listed = archive.begin(Path(config.config_file_path).parent / "posts")  # while the settings are read
            current = settings.load(Path(config.config_file_path), site_url=config.site_url)
            if _serving:
                current = current.for_preview()
            provenance.check(current.project)
            started = _Build(config, current, held)
            started.progress.say(words.terminal()["checking"])
            started.survey = build.begin_survey(started.store, started.site)
            if started.has_waited:
                listed = archive.begin(current.posts)
            started.edition, found = build.prepare(current, now, started.store, started.progress, listed)
        except (settings.SettingsError, provenance.TrackedCache, turn.NotMyTurn) as error:
            raise Abort(str(error)) from None
        except clock.ClockError as error:
            raise Abort(words.terminal()["bad_clock"].format(value=error)) from None
        except StoreError as error:
            raise Abort(words.terminal()["bad_store"].format(folder=".cache", reason=error)) from None
        except Exception as error:
            raise Abort(fault.keep(Path(config.config_file_path).parent, error)) from None
        _build = started
        _report(found)
        started.held = held.pop_all()
    config.site_dir = str(started.staging)
    config.mdx_configs.setdefault("toc", {})["slugify"] = addresses.heading_id
    return config


def on_serve(server, config: MkDocsConfig, builder):
    """The preview's server looks where the preview's pages are, and is told of edits."""
    pages, watched = _preview(config), list(server._watched_paths)
    server._watched_paths.clear()
    server.observer = Watch(Path(config.config_file_path).parent)
    for path in watched:
        server.watch(path)
    server.root = str(pages)
    server.error_handler = lambda code: (pages / "404.html").read_bytes() if code == 404 else None
    return server


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Adds the page that each shell is printed from, and the bundles in the place of what they are made of; leaves out what the theme would publish of its own."""
    ours = (str(config.theme.custom_dir), config.docs_dir)
    for file in [file for file in files if file.abs_src_path and (not file.abs_src_path.startswith(ours) or file.src_uri.startswith("partials/"))]:
        files.remove(file)
    for kind in _KINDS:
        source = f"---\ntemplate: {kind}.html\ntitle: {kind}\n---\n"
        files.append(File.generated(config, f"{_SHELLS}{kind}.md", content=source, inclusion=InclusionLevel.NOT_IN_NAV))
    sources = {file.src_uri: file for file in files if file.src_uri.startswith("assets/") and file.src_uri.endswith((".css", ".js"))}
    for file in sources.values():
        files.remove(file)
    for address, text in bundle.of({address: file.content_string for address, file in sources.items()}).items():
        files.append(File.generated(config, address, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
    return files


def on_env(env, config: MkDocsConfig, files: Files):
    """Links from the site's root instead of relative ones: a shell is filled for pages of any depth."""
    current = _current().edition.settings
    env.autoescape = True  # settings and titles may hold quotes, `&` and `<`
    env.filters["url"] = lambda path: _from_root(path, current.root)
    env.filters["asset"] = lambda path: f"{_from_root(path, current.root)}?v={_version(files.get_file_from_path(path))}"
    env.globals |= {"words": words.site(), "bulletin": current.bulletin, "root": current.root}
    return env


def on_page_context(context, page, config, nav):
    context["base_url"] = _current().edition.settings.root
    return context


def on_page_content(html: str, page, config, files) -> str:
    """What a fixed page says is text, even where it looks like a slot."""
    return html.replace("<%", "&lt;%")


def on_post_page(output: str, page, config) -> str:
    """Keeps what the theme printed; the empty answer tells MkDocs to write nothing."""
    if page.file.src_uri.startswith(_SHELLS):
        kind = page.file.src_uri.removeprefix(_SHELLS).removesuffix(".md")
        _current().shells[kind] = Shell(f"overrides/{kind}.html", output)
    else:
        _current().fixed[page.file.url.removeprefix("./")] = Shell(f"docs/{page.file.src_uri}", output)
    return ""


def on_post_template(output: str, template_name: str, config) -> str:
    """The theme's 404 page is a fixed page like the others; its sitemap is not used."""
    if template_name == "404.html":
        _current().fixed[template_name] = Shell(f"overrides/{template_name}", output)
    return "" if template_name.endswith((".html", ".xml")) else output


def on_post_build(config: MkDocsConfig) -> None:
    """Hands the shells to the engine and puts its files into the site folder."""
    current, text = _current(), words.terminal()
    if not current.refused:
        _refuse_warnings(config)
    try:
        if not current.refused:
            _publish(current)
    except ShellError as error:
        _refuse(text["bad_shell"].format(text=error))
    except StoreError as error:
        raise Abort(text["bad_store"].format(folder=".cache", reason=error)) from None
    except PagefindError as error:
        raise Abort(text["bad_index"].format(reason=error)) from None
    except PictureError as error:
        raise Abort(text["bad_picture"].format(file=os.path.relpath(str(error), current.edition.settings.project))) from None
    except OSError as error:
        raise Abort(text["cannot_write"].format(folder=current.site, reason=words.reason(error))) from None
    except Abort:
        raise
    except Exception as error:
        raise Abort(fault.keep(current.edition.settings.project, error)) from None
    config.site_dir = current.handed_out
    _finish()


def _publish(current: _Build) -> None:
    text = words.terminal()
    files = {path.relative_to(current.staging).as_posix(): SourceFile.at(str(path)) for path in sorted(current.staging.rglob("*")) if path.is_file()}
    theme = Theme(current.shells, current.fixed, files)
    if os.environ.get("BULLETIN_PLAN"):  # `python hooks/bulletin plan`
        print(build.in_words(current.edition, theme, current.site, current.store, current.survey(), current.progress))
        return
    current.progress.say(text["publishing"])
    report, found = build.publish(current.edition, theme, current.site, current.store, current.survey, current.progress)
    if current.store.lost:
        current.progress.say(text["store_lost"][current.store.lost])
    _report(found)
    if report:
        seconds = f"{time.monotonic() - current.started:.1f}".replace(".", ",")
        current.progress.say(text["published"].format(seconds=seconds, **vars(report)))


def _finish() -> None:
    current = _current()
    current.store.close()
    current.held.close()
    if not _serving:
        gc.freeze()  # nor at the end of the program, which is near
    gc.enable()


def on_build_error(error) -> None:
    if _build:
        _finish()


def _report(found: list[problems.Problem]) -> None:
    if _quiet():
        found = [problem for problem in found if problem.severity == problems.ERROR]
    if found:
        print(problems.as_text(found), file=sys.stderr, flush=True)
    if problems.has_errors(found):
        _refuse(words.terminal()["not_published"])


def _refuse(message: str) -> None:
    """Ends a build that must not be published. The preview goes on: MkDocs would answer no request until the mistake is mended."""
    current = _current()
    if not (_serving and (current.site / "index.html").is_file()):
        raise Abort(message)
    print(message, file=sys.stderr, flush=True)
    current.refused = True


def _refuse_warnings(config: MkDocsConfig) -> None:
    """MkDocs counts its warnings and gives up after the last hook; the site must not have been written by then."""
    counters = (handler for handler in logging.getLogger("mkdocs").handlers if isinstance(handler, CountHandler))
    count = sum(number for counter in counters for _, number in counter.get_counts())
    if config.strict and count:
        _refuse(words.terminal()["strict"].format(count=count))


def _from_root(path: str, root: str) -> str:
    return path if "://" in path or path.startswith(("/", "#", "mailto:")) else posixpath.join(root, path.removeprefix("./").removeprefix("."))


def _version(file: File | None) -> str:
    return hashlib.sha256(file.content_bytes).hexdigest()[:8] if file else ""
