"""Which files of `overrides/` are published: what browsers ask for, and nothing that is for those who work on it."""

import json
import re
from pathlib import PurePosixPath

import pytest
from bulletin.edition.shells import Shell
from bulletin.edition.theme import Theme
from bulletin.pages.offline import ServiceWorker, ServiceWorkerRemoval
from project import ROOT, SETTINGS
from unit import themes

OVERRIDES = ROOT / "overrides"


@pytest.fixture(scope="module")
def theme() -> Theme:
    return themes.printed(SETTINGS)


def test_no_readme_is_published(theme: Theme) -> None:
    assert (OVERRIDES / "README.md").is_file() and (OVERRIDES / "assets" / "fonts" / "README.md").is_file()
    names = [PurePosixPath(path).name.lower() for path in theme.files]
    assert not [name for name in names if "readme" in name or name.endswith(".md")]
    assert not [path for path in (*theme.fixed, *theme.shells) if "readme" in path.lower()]


def test_scripts_and_styles_are_published_as_bundles_only(theme: Theme) -> None:
    sent = {path for path in theme.files if path.endswith((".js", ".css"))}
    assert not [path for path in sent if path.startswith(("assets/scripts/", "assets/styles/")) or "/_" in path]
    text = "".join(path.read_text(encoding="utf-8") for path in OVERRIDES.rglob("*.html"))
    named = set(re.findall(r"'(assets/[\w./-]+\.(?:js|css))'", text))
    assert named <= sent
    assert {"assets/article.css", "assets/search/worker.module.js", "assets/service-worker.js"} <= sent


def test_the_programs_that_page_kinds_complete_are_handed_over(theme: Theme) -> None:
    assert set(theme.programs) == {path.stem.removeprefix("_") for path in (OVERRIDES / "assets/scripts").glob("_*.js")}
    assert theme.programs["alert"].startswith("function showAlerts(") and theme.programs["alert"].endswith("}")


# --- /sw.js


def worker(
    root: str = "/", program: str = "/assets/service-worker.js?v=01234567", page: str = "<p>", *removed: str
) -> str:
    return ServiceWorker(root, program, Shell("offline", page), removed).render().decode()


def test_the_worker_is_told_where_it_is_and_what_a_reader_is_told() -> None:
    text = worker("/ban-tin/")
    constants = dict(re.findall(r"^const (\w+) = (.+);$", text, re.MULTILINE))
    assert json.loads(constants["ROOT"]) == "/ban-tin/"
    assert json.loads(constants["REMOVED"]) == []
    notes = json.loads(constants["NOTES"])
    assert notes.keys() == {"copy", "missing", "alone", "retry"} and "{time}" in notes["copy"]
    program = (OVERRIDES / "assets/scripts/service-worker.js").read_text(encoding="utf-8")
    assert set(re.findall(r"NOTES\.(\w+)", program)) == notes.keys()
    assert text.endswith('importScripts("/assets/service-worker.js?v=01234567");\n')


def test_whatever_calls_for_another_worker_changes_its_bytes() -> None:
    program = "/assets/service-worker.js?v=89abcdef"
    texts = {worker(), worker("/tin/"), worker(program=program), worker(page="<b>")}
    texts.add(worker("/", program, "<p>", "2026/06/bai-da-go/"))
    assert len(texts) == 5


def test_a_worker_that_leaves_depends_on_no_other_file(theme: Theme) -> None:
    text = ServiceWorkerRemoval("/tin/", theme.programs["service-worker-removal"]).render().decode()
    assert text.startswith('const ROOT = "/tin/";\n') and "unregister" in text
    assert "importScripts" not in text and "fetch" not in text


# --- templates


def texts_with_slots(template: str) -> list[str]:
    """String literals of the engine's slots that contain a slot of MkDocs."""
    marked = re.sub(r"\{\{.*?\}\}", "SLOT", template)
    tags = re.findall(r"<%.*?%>", marked, re.DOTALL)
    return [text for tag in tags for text in re.findall(r""""[^"]*"|'[^']*'""", tag) if "SLOT" in text]


def test_no_slot_of_one_kind_stands_in_a_text_of_the_other() -> None:
    """A quotation mark in its value would end the text. `tojson` writes a value as a text of its own."""
    assert texts_with_slots('<% if section == "{{ slug }}" %>') == ['"SLOT"']
    for path in OVERRIDES.rglob("*.html"):
        assert texts_with_slots(path.read_text(encoding="utf-8")) == [], path
