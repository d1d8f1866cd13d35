"""The house rules that a machine can check: which way imports run, and what the documents promise."""

import ast
import re

from bulletin.posts import schema
from project import ROOT

ENGINE = ROOT / "hooks" / "bulletin"


def imports(path) -> set[str]:
    """Names of the engine's modules that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            # `from . import a, b` names modules; `from .a import b` names one.
            found |= {node.module.split(".")[0]} if node.module else {alias.name for alias in node.names}
    return found


def test_imports_run_down_the_list_of_the_map():
    listed = (ROOT / "hooks" / "README.md").read_text(encoding="utf-8").split("## Imports run one way")[1]
    lines = [line.replace("→", " ").replace("/", "").split() for line in listed.splitlines() if line.startswith("    ")]
    level = {name: number for number, line in enumerate(lines) for name in line}
    modules = {path.stem for path in ENGINE.glob("*.py")} - {"__init__"}
    assert modules <= level.keys(), "every module is on the map"
    for name in modules - {"__main__"}:
        for other in imports(ENGINE / f"{name}.py"):
            assert level[other] > level[name] or (level[other] == level[name] and other != name), f"{name} imports {other}, which is above it"
    for room in ("pages", "grammar"):
        for path in (ENGINE / room).glob("*.py"):
            text = path.read_text(encoding="utf-8")
            above = [*re.findall(r"^from \.\.(\w+) import", text, re.MULTILINE), *re.findall(r"\w+", " ".join(re.findall(r"^from \.\. import (.+)", text, re.MULTILINE)))]
            for other in above:
                assert level[other] > level[room], f"{room}/{path.name} imports {other}"


def test_only_the_seam_knows_mkdocs():
    for path in ENGINE.rglob("*.py"):
        assert not re.search(r"^\s*(?:import|from) mkdocs", path.read_text(encoding="utf-8"), re.MULTILINE), path


def test_the_readme_has_the_table_of_all_keys():
    assert schema.reference() in (ROOT / "README.md").read_text(encoding="utf-8"), "put the output of `python hooks/bulletin fields` into README.md"


def test_templates_hold_no_inline_script_and_no_style():
    for path in (ROOT / "overrides").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son\w+=|javascript:", text), path
        assert all("src=" in tag or "json" in tag for tag in re.findall(r"<script[^>]*>", text)), path


def test_vietnamese_stands_in_the_word_list_only():
    """Code and templates hold no sentence of their own; single words of patterns and examples are another matter."""
    sentence = re.compile(r">[^<{}%]*[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ][^<{}%]*<", re.IGNORECASE)
    for path in (ROOT / "overrides").rglob("*.html"):
        assert not sentence.search(re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)), path
