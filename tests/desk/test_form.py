"""Decap's configuration follows the schema: each key has a label, a widget, its choices and its place in the form."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from bulletin.posts.schema import INNER, FrontMatter
from bulletin.settings import settings
from bulletin.settings.settings import Settings
from desk import words
from desk.form import configuration, fields
from desk.form.backends import BACKENDS
from desk.form.configuration import Backend
from desk.form.sections import FIRST, SECTIONS
from project import source
from pydantic import Field, create_model


@pytest.fixture(scope="module")
def bulletin() -> Settings:
    return settings.load(source("mkdocs.yml"))


@pytest.fixture(scope="module")
def form(bulletin: Settings) -> dict[str, dict[str, Any]]:
    """The fields of the form by the path of their key."""
    made = {}
    for field in configuration.configuration(bulletin)["collections"][0]["fields"]:
        made[field["name"]] = field
        made |= {f"{field['name']}.{inner['name']}": inner for inner in field.get("fields", ())}
    return made


def test_each_key_of_the_schema_has_a_field_with_a_vietnamese_name(form: dict[str, dict[str, Any]]) -> None:
    for key, _ in fields.of_schema():
        assert form[key]["label"] and form[key]["label"] != key
        assert re.search(r"[À-ỹ]", form[key]["label"]), key


def test_each_key_has_one_place_in_the_form() -> None:
    placed = [*FIRST, *(key for section in SECTIONS for key in section.keys)]
    assert sorted(placed) == sorted(FrontMatter.model_fields)


def test_the_words_have_no_label_that_the_schema_lacks() -> None:
    assert set(words.block("form.labels")) == {key for key, _ in fields.of_schema()}


def test_a_new_key_without_a_label_is_noticed(monkeypatch: pytest.MonkeyPatch, bulletin: Settings) -> None:
    wider = create_model("Wider", __base__=INNER["image"], licence=(str | None, Field(None, description="Giấy phép")))
    monkeypatch.setitem(INNER, "image", wider)
    with pytest.raises(KeyError, match=r"image\.licence"):
        configuration.configuration(bulletin)


def test_a_new_key_of_an_unknown_type_is_noticed(monkeypatch: pytest.MonkeyPatch, bulletin: Settings) -> None:
    wider = create_model("Wider", __base__=INNER["image"], caption=(dict[str, int] | None, None))
    monkeypatch.setitem(INNER, "image", wider)
    with pytest.raises(fields.UnknownTypeError, match=r"image\.caption"):
        configuration.configuration(bulletin)


def test_choices_come_from_the_settings(form: dict[str, dict[str, Any]], bulletin: Settings) -> None:
    assert {one["value"]: one["label"] for one in form["category"]["options"]} == bulletin.categories
    assert {one["value"]: one["label"] for one in form["series"]["options"]} == bulletin.series
    assert form["author"]["suggestions"] == [author.name for author in bulletin.bulletin.authors]


@pytest.mark.parametrize("key", ["corrections.kind", "removed.reason", "lang"])
def test_choices_come_from_the_schema_with_vietnamese_names(key: str, form: dict[str, dict[str, Any]]) -> None:
    assert form[key]["widget"] == "select"
    assert all(re.search(r"[à-ỹ]", one["label"].lower()) for one in form[key]["options"])


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("image.focus", "30% 40%", "giữa"),
        ("source.url", "https://bao.example/tin/123", "bao.example"),
        ("slug", "hoi-nghi-so-ket", "Hội nghị"),
        ("withdrawn.replaced_by", "../08/quy-dinh-moi.md", "/2026/08/quy-dinh-moi/"),
        ("title", "Một tên bài", "a" * 301),
    ],
)
def test_patterns_take_what_the_check_takes(key: str, good: str, bad: str, form: dict[str, dict[str, Any]]) -> None:
    pattern, reason = form[key]["pattern"]
    assert re.search(pattern, good) and not re.search(pattern, bad)
    assert reason


def test_each_example_of_the_schema_passes_its_pattern(form: dict[str, dict[str, Any]]) -> None:
    for key, field in fields.of_schema():
        for example in field.examples or ():
            if "pattern" in form[key]:
                assert re.search(form[key]["pattern"][0], str(example).strip('"')), key


def test_a_group_that_may_be_empty_asks_for_nothing(form: dict[str, dict[str, Any]]) -> None:
    """Decap would ask for `source.name` in every article."""
    for name in INNER:
        assert form[name]["required"] is False
        if form[name]["widget"] == "object":
            assert not any(inner["required"] for inner in form[name]["fields"])
    assert form["attachments.file"]["required"]


def test_what_the_machine_writes_is_only_shown(form: dict[str, dict[str, Any]]) -> None:
    assert {form["id"]["widget"], form["views"]["widget"]} == {"desk-fact"}


def test_corrections_and_endings_are_for_published_articles(form: dict[str, dict[str, Any]]) -> None:
    sections = [field for field in form.values() if field.get("widget") == "desk-section"]
    assert [section["keys"] for section in sections if section["afterwards"]] == [
        ["corrections", "changes", "updated"],
        ["withdrawn", "removed"],
    ]


def test_the_path_has_the_month_that_the_form_computes(bulletin: Settings, form: dict[str, dict[str, Any]]) -> None:
    made = configuration.configuration(bulletin)
    (posts,) = made["collections"]
    assert posts["path"] == "{{desk_year}}/{{desk_month}}/{{slug}}"
    assert {form[name]["widget"] for name in ("desk_year", "desk_month", "desk_base")} == {"hidden"}
    assert (posts["media_folder"], posts["public_folder"]) == ("{{filename}}", "")
    assert posts["delete"] is False and made["publish_mode"] == "editorial_workflow"
    assert "local_backend" not in made


def test_the_file_is_what_the_function_gives(bulletin: Settings) -> None:
    assert yaml.safe_load(configuration.as_yaml(bulletin)) == configuration.configuration(bulletin)


def test_no_address_but_the_bulletins_own_is_in_it(bulletin: Settings) -> None:
    addresses = re.findall(r"https?://[\w.-]+", configuration.as_yaml(bulletin))
    examples = {"https://bao.example"}
    assert set(addresses) - examples <= {bulletin.site_url.rstrip("/")}


@pytest.mark.parametrize("backend", ["gitlab", "forgejo"])
def test_a_forge_can_stand_in_the_place_of_the_desk(backend: Backend, bulletin: Settings) -> None:
    made = configuration.configuration(bulletin, backend)
    assert made["backend"]["name"] == backend and "proxy_url" not in made["backend"]
    assert made["collections"] == configuration.configuration(bulletin)["collections"]
    assert words.block("form.forge.lacks")[backend]


def test_each_backend_has_its_entry() -> None:
    assert set(BACKENDS) == {"desk", "gitlab", "forgejo"}


def test_the_page_says_without_its_words_what_they_say() -> None:
    """Two sentences stand in index.html: for a browser without JavaScript, and for the time before the words come."""
    page = " ".join((Path(configuration.__file__).parent.parent / "admin" / "index.html").read_text("utf-8").split())
    for key in ("title", "loading", "no_script", "failed"):
        assert words.block("form.page")[key] in page


def test_scripts_ask_for_words_that_there_are() -> None:
    text = "".join(
        file.read_text("utf-8") for file in (Path(configuration.__file__).parent.parent / "admin/scripts").glob("*.js")
    )
    for key in set(re.findall(r'(?:say|block)\("([\w.]+)"', text)):
        assert words.block(f"form.page.{key}"), key
    for name in set(re.findall(r'\{ name: "(\w+)", (?:key|act)', text)):
        assert words.block("form.page.body.buttons")[name]
    assert not re.search(r"[ạ-ỹ]", re.sub(r"//.*|/\*.*?\*/", "", text)), "Vietnamese belongs to words.vi.yml"


def test_words_travel_as_json(bulletin: Settings) -> None:
    assert json.loads(json.dumps(configuration.page_words(bulletin)))["site"] == bulletin.site_url
