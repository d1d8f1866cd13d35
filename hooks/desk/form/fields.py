"""The keys of the front matter as fields of Decap's form: labels and help in Vietnamese, choices, patterns."""

from collections.abc import Iterator
from typing import Any, get_args, get_origin, get_type_hints

from bulletin.posts import field_types
from bulletin.posts.schema import INNER, LISTS, FrontMatter
from bulletin.settings.settings import Settings
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .. import words

Fields = list[dict[str, Any]]

_WIDGETS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (field_types.Moment, {"widget": "desk-moment"}),
    (field_types.Day, {"widget": "desk-moment", "day_only": True}),
    (field_types.Title, {"widget": "string"}),
    (field_types.Name, {"widget": "string"}),
    (field_types.Words, {"widget": "text"}),
    (field_types.WebAddress, {"widget": "string"}),
    (field_types.PostFile, {"widget": "string"}),
    (str, {"widget": "text"}),
    (bool, {"widget": "boolean"}),
)
"""What holds a value of a type. `desk-…` are widgets of ours, in `admin/scripts/`."""
_BY_KEY: dict[str, dict[str, Any]] = {
    "title": {"widget": "desk-title"},
    "author": {"widget": "desk-names"},
    "tags": {"widget": "desk-names"},
    "aliases": {"widget": "desk-names"},
    "removed.files": {"widget": "desk-names"},
    "image.src": {"widget": "image", "choose_url": False, "allow_multiple": False},
    "attachments.file": {"widget": "file", "choose_url": False, "allow_multiple": False},
    "image.focus": {"widget": "string"},
    "slug": {"widget": "string"},
    "period": {"widget": "string"},
    "views": {"widget": "desk-fact"},
    "id": {"widget": "desk-fact"},
}
"""Keys whose widget does not follow from their type. The machine writes `views` and `id`: they are shown only."""
_PATTERNS = {
    "image.focus": r"^\d{1,3}%?[\s,]+\d{1,3}%?$",
    "source.url": r"^https?://[^\s<>\"'\\]+$",
    "slug": r"^[a-z0-9]+(-[a-z0-9]+)*$",
    "translation_of": r"^(?!/)(?!.*://)[^\\]+\.md$",
    "withdrawn.replaced_by": r"^(?!/)(?!.*://)[^\\]+\.md$",
    "removed.replaced_by": r"^(?!/)(?!.*://)[^\\]+\.md$",
}
"""What can be seen to be wrong before it is sent. `check` has the last word; the words say why, under `patterns`."""
_SUMMARIES = {
    "attachments": "{{fields.title}} – {{fields.file}}",
    "corrections": "{{fields.time}} – {{fields.right}}{{fields.note}}",
    "changes": "{{fields.time}} – {{fields.note}}",
    "updates": "{{fields.time}} – {{fields.title}}",
}


class UnknownTypeError(TypeError):
    """The schema has a key of a type for which the form has no widget."""


def of_schema() -> Iterator[tuple[str, FieldInfo]]:
    """Every key of the front matter by its path (`image.alt`), with its field."""
    for name, field in FrontMatter.model_fields.items():
        yield name, field
        if name in INNER:
            yield from ((f"{name}.{key}", inner) for key, inner in INNER[name].model_fields.items())


def of_key(name: str, settings: Settings) -> dict[str, Any]:
    """The field of a key of the front matter, with the fields in it if it has any."""
    if name not in INNER:
        return _field(name, FrontMatter, settings)
    group: dict[str, Any] = {
        "name": name,
        "label": label(name),
        "required": False,
        "hint": words.block("form.group_hints").get(name, ""),
        "fields": [_field(f"{name}.{key}", INNER[name], settings) for key in INNER[name].model_fields],
    }
    if name in LISTS:
        group |= {"widget": "list", "label_singular": words.block("form.one_of")[name], "summary": _SUMMARIES[name]}
        group |= {"collapsed": True, "minimize_collapsed": True}
    else:
        # Decap asks for a required field within a group even if the group is empty, so `check` does it instead.
        group |= {"widget": "object", "collapsed": False}
        for inner in group["fields"]:
            inner["required"] = False
    return group


def label(key: str) -> str:
    """The Vietnamese name of a key. Raises KeyError if the words lack it."""
    return str(words.block("form.labels")[key])


def _field(key: str, model: type[BaseModel], settings: Settings) -> dict[str, Any]:
    name = key.rpartition(".")[2]
    field = model.model_fields[name]
    made: dict[str, Any] = {"name": name, "label": label(key), "required": field.is_required()}
    made |= _choices(key, model, settings) or _BY_KEY.get(key) or _widget(key, model)
    made["hint"] = _hint(key, field, made["widget"])
    if key in _PATTERNS:
        made["pattern"] = [_PATTERNS[key], words.block("form.patterns")[key]]
    elif (most := _longest(model, name)) and made["widget"] in ("string", "text", "desk-title"):
        made["pattern"] = [rf"^[\s\S]{{0,{most}}}$", words.sentence("form.too_long", most=most)]
    if key == "author":
        made["suggestions"] = [author.name for author in settings.bulletin.authors]
    return made


def _hint(key: str, field: FieldInfo, widget: str) -> str:
    """What the key means, and an example. Signs of Markdown are escaped: Decap reads hints as such."""
    text = words.block("form.hints").get(key) or field.description or ""
    if field.examples and widget in ("string", "text", "desk-title", "desk-names"):
        example = str(field.examples[0]).strip('"').removeprefix("[").removesuffix("]")
        text = words.sentence("form.example", text=text.rstrip("."), example=example)
    return text.replace("*", r"\*").replace("_", r"\_").replace("[", r"\[")


def _choices(key: str, model: type[BaseModel], settings: Settings) -> dict[str, Any]:
    if key == "category":
        return _select(settings.categories)
    if key == "series":
        return _select(settings.series) if settings.series else {"widget": "desk-fact"}
    if key == "alert.level":
        return _select({level: words.sentence("form.level", level=level) for level in range(1, 6)})
    type_, *_ = _without_none(get_type_hints(model)[key.rpartition(".")[2]])
    if str(get_origin(type_)).endswith("Literal"):
        names = words.block("form.choices")[key]
        return _select({value: names[value] for value in get_args(type_)})
    return {}


def _select(names: dict[Any, str]) -> dict[str, Any]:
    return {"widget": "select", "options": [{"value": value, "label": name} for value, name in names.items()]}


def _widget(key: str, model: type[BaseModel]) -> dict[str, Any]:
    type_, *_ = _without_none(get_type_hints(model, include_extras=True)[key.rpartition(".")[2]])
    for known, widget in _WIDGETS:
        if type_ == known:
            return dict(widget)
    raise UnknownTypeError(f"{key}: {type_}")


def _without_none(type_: Any) -> tuple[Any, ...]:
    """The type without its `| None`."""
    if get_origin(type_) is not None and type(None) in get_args(type_):
        return tuple(part for part in get_args(type_) if part is not type(None))
    return (type_,)


def _longest(model: type[BaseModel], name: str) -> int | None:
    """The most letters of a value, as the JSON schema says."""
    schema = model.model_json_schema()["properties"][name]
    for part in (schema, *schema.get("anyOf", ())):
        if "maxLength" in part:
            return int(part["maxLength"])
    return None
