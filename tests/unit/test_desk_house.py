"""The house rules of the desk: which way its rooms import, and that nobody but itself knows it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from project import ROOT
from unit.house import ENGINE, SEAM
from unit.test_architecture import SENTENCE_OF_PYTHON, TONED

DESK = ROOT / "hooks" / "desk"
ROOMS = (
    "words",
    "person",
    "refusal",
    "settings",
    "git",
    "manuscripts",
    "drafts",
    "form",
    "proofs",
    "web",
    "hosting",
    "trial",
    "commands",
    "__main__",
)
"""From the ground floor up. A room imports from rooms before it in this list only."""
MODULES = sorted(path for path in DESK.rglob("*.py") if "node_modules" not in path.parts)


def room(path: Path) -> str:
    return path.relative_to(DESK).with_suffix("").parts[0]


def rooms_asked(path: Path) -> Iterator[str]:
    """The rooms of the desk that a module imports from, its own included."""
    folders = list(path.relative_to(DESK).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*folders[: len(folders) - node.level + 1], *(node.module.split(".") if node.module else [])]
            for alias in node.names:
                yield [*base, alias.name][0]
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "desk":
            yield node.module.split(".")[1]


def test_every_folder_and_file_of_the_desk_is_a_room() -> None:
    assert {room(path) for path in MODULES} - {"__init__"} == set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(DESK).as_posix())
def test_rooms_of_the_desk_import_one_way(path: Path) -> None:
    own = ROOMS.index(room(path)) if room(path) in ROOMS else 0
    assert not [asked for asked in rooms_asked(path) if ROOMS.index(asked) > own]


def test_the_engine_and_the_seam_know_no_desk() -> None:
    for path in (*ENGINE.rglob("*.py"), *SEAM):
        assert not re.search(r"^\s*(?:from|import) desk\b", path.read_text(encoding="utf-8"), re.MULTILINE), path


def test_each_module_of_the_desk_says_in_one_sentence_what_it_is() -> None:
    for path in MODULES:
        assert re.match(r'"""[A-Z`].*', path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(DESK).as_posix())
def test_sentences_of_the_desk_stand_in_its_word_list(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    comments = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in comments
    ]
    assert not [text for text in texts if TONED.search(text) and SENTENCE_OF_PYTHON.search(text)]


def test_templates_of_the_desk_hold_no_inline_script_no_style_and_no_sentence() -> None:
    for path in (*(DESK / "web" / "templates").rglob("*.html"), DESK / "admin" / "index.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son\w+=|javascript:", text), path
        assert not re.search(r"<script(?![^>]*src=)", text), path
