"""The manual of whoever runs the bulletin: the same in both languages, and short."""

import re
from pathlib import Path

import pytest
from bulletin.commands import COMMANDS
from project import ROOT

DEPLOY = ROOT / "deploy"
PAGES = {
    "README.md": "README.vi.md",
    "own-server.md": "may-chu.md",
    "store-and-cdn.md": "kho-va-cdn.md",
    "pages-services.md": "dich-vu-pages.md",
    "desk.md": "ban-bien-tap.md",
}
MOST_COMMANDS = 15


def commands(page: Path) -> list[str]:
    """The blocks of commands and settings of a page, in their order."""
    text = page.read_text(encoding="utf-8")
    return [
        *re.findall(r"^```\w+\n(.*?)^```", text, re.DOTALL | re.MULTILINE),
        *re.findall(r"^    (\S.*)$", text, re.M),
    ]


def numbered(page: Path) -> list[str]:
    (block,) = re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return str(block).splitlines()


@pytest.mark.parametrize(("english", "vietnamese"), PAGES.items())
def test_both_languages_give_the_same_commands(english: str, vietnamese: str) -> None:
    assert commands(DEPLOY / english) == commands(DEPLOY / vietnamese) != []
    assert f"({vietnamese})" in (DEPLOY / english).read_text(encoding="utf-8")
    assert f"({english})" in (DEPLOY / vietnamese).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(PAGES)[1:])
def test_the_commands_are_few_and_numbered(name: str) -> None:
    lines = numbered(DEPLOY / name)
    assert len(lines) <= MOST_COMMANDS
    assert [line.rpartition("  # ")[2] for line in lines] == [str(number) for number in range(1, len(lines) + 1)]


@pytest.mark.parametrize("name", [*PAGES, *PAGES.values()])
def test_every_link_leads_to_a_page_and_a_heading(name: str) -> None:
    for target, anchor in re.findall(r"\]\(([\w./-]+\.md)(?:#([^)]+))?\)", (DEPLOY / name).read_text(encoding="utf-8")):
        headings = re.findall(r"^#+ (.+)$", (DEPLOY / target).read_text(encoding="utf-8"), re.MULTILINE)
        assert not anchor or anchor in [heading.lower().replace(" ", "-") for heading in headings], (name, target)


@pytest.mark.parametrize("name", [*PAGES, *PAGES.values()])
def test_a_page_is_short(name: str) -> None:
    assert len((DEPLOY / name).read_text(encoding="utf-8").split()) < 900


@pytest.mark.parametrize("name", [*PAGES, *PAGES.values()])
def test_every_command_of_the_bulletin_exists(name: str) -> None:
    text = (DEPLOY / name).read_text(encoding="utf-8")
    assert set(re.findall(r"hooks/bulletin ([a-z]+)", text)) <= set(COMMANDS)


def test_the_manual_names_every_file_that_a_server_of_ones_own_needs() -> None:
    block = "\n".join(numbered(DEPLOY / "own-server.md"))
    for template in (ROOT / "deploy" / "templates").iterdir():
        if template.suffix in (".service", ".timer", ".path"):
            assert f"bantin*{template.suffix}" in block
        elif (
            template.name not in ("Caddyfile", "Containerfile", "README.md", "hardening.part", "desk")
            and template.suffix != ".yml"
        ):
            assert template.name in block, template.name
