"""The house rules that a machine can check: which way imports run, who knows what, and what the documents promise."""

import ast
import re
from pathlib import Path

import pytest
from bulletin.posts import schema
from project import ROOT
from unit.house import ENGINE, MODULES, NAMES, ROOMS, SEAM, imports, name_of, room

SENTENCE_OF_PYTHON = re.compile(r"(?:[^\W\d_]+[ ,]+){4,}[^\W\d_]+")
TONED = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
WITH_VIETNAMESE = {
    "posts/life_cycle.py": "declares what may happen to an article, with descriptions and examples",
    "posts/schema.py": "declares each key of the front matter with its description and example",
    "posts/legacy_text.py": "lists the syllables of Vietnamese",
    "speech/patterns.py": "lists the words that decide how a number is said",
    "speech/figures.py": "says numbers",
    "speech/rules.py": "says documents and roads",
}


def test_every_folder_and_file_of_the_engine_is_a_room() -> None:
    entries = {entry.name.removesuffix(".py") for entry in ENGINE.iterdir() if entry.suffix in ("", ".py")}
    assert entries - {"__init__", "__pycache__"} == set(ROOMS)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_run_one_way(path: Path) -> None:
    own = room(name_of(path)) if name_of(path) != "__init__" else ROOMS[0]
    above = {name for name in imports(path) if room(name) != own and ROOMS.index(room(name)) > ROOMS.index(own)}
    assert not above, f"{name_of(path)} imports what stands above it"


def test_no_module_imports_itself_by_way_of_others() -> None:
    edges = {name_of(path): set(imports(path)) & NAMES for path in MODULES}
    done: set[str] = set()

    def visit(name: str, way: tuple[str, ...]) -> None:
        assert name not in way, " → ".join((*way, name))
        if name not in done:
            for other in edges[name]:
                visit(other, (*way, name))
            done.add(name)

    for name in edges:
        visit(name, ())


@pytest.mark.parametrize(("own", "below"), [("machine", set()), ("press", {"machine"}), ("stylebook", set())])
def test_the_ground_floor_stands_by_itself(own: str, below: set[str]) -> None:
    others = {room(name) for path in MODULES if room(name_of(path)) == own for name in imports(path)}
    assert others - {own} <= below


@pytest.mark.parametrize("path", [path for path in MODULES if room(name_of(path)) in ("machine", "press")], ids=name_of)
def test_the_ground_floor_knows_no_news_and_no_vietnamese(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not TONED.search(text)
    assert not re.search(r"\b(?:article|author|category|headline|newsroom|MkDocs)s?\b", text), "a word about news"


def test_no_bulletin_that_is_being_built_knows_how_it_came_to_be() -> None:
    asking = {room(name_of(path)) for path in MODULES for name in imports(path) if room(name) == "starter"}
    assert asking - {"starter"} == {"arguments", "commands", "whole_check"}
    assert not [path for path in SEAM if "starter" in path.read_text(encoding="utf-8")]


def test_no_test_asks_for_the_sample_where_a_province_keeps_its_own() -> None:
    at_the_root = re.compile(r"""(?:ROOT|parents\[\d\]) / ["'](?:posts|docs|mkdocs\.yml)\b""")
    tests = [path for path in (ROOT / "tests").rglob("*.py") if "node_modules" not in path.parts]
    assert not [path for path in tests if at_the_root.search(path.read_text(encoding="utf-8"))]


def test_each_folder_says_in_one_sentence_what_it_is() -> None:
    for path in (*ENGINE.rglob("__init__.py"), *SEAM):
        assert re.match(r'"""[A-Z].*\.', path.read_text(encoding="utf-8")), path


def test_only_the_seam_knows_mkdocs() -> None:
    for path in MODULES:
        assert not re.search(r"^\s*(?:import|from) mkdocs", path.read_text(encoding="utf-8"), re.MULTILINE), path


def test_the_readme_has_the_table_of_all_keys() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert schema.reference() in readme, "put the output of `python hooks/bulletin fields` into README.md"


def test_templates_hold_no_inline_script_and_no_style() -> None:
    for path in (ROOT / "overrides").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son\w+=|javascript:", text), path
        assert all("src=" in tag or "json" in tag for tag in re.findall(r"<script[^>]*>", text)), path


def test_templates_hold_no_sentence_of_their_own() -> None:
    """Every sentence that people read stands in the word list."""
    sentence = re.compile(rf">[^<{{}}%]*{TONED.pattern}[^<{{}}%]*<", re.IGNORECASE)
    for path in (ROOT / "overrides").rglob("*.html"):
        text = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not sentence.search(text), path


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_code_holds_no_vietnamese_sentence(path: Path) -> None:
    """Single words of patterns and examples are another matter."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    comments = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in comments
    ]
    sentences = [text for text in texts if TONED.search(text) and SENTENCE_OF_PYTHON.search(text) and "|" not in text]
    assert not sentences or path.relative_to(ENGINE).as_posix() in WITH_VIETNAMESE
