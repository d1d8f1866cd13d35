"""Shells: pages that the theme rendered once, with `<%= slots %>` that are filled for each page.

MkDocs renders the theme's templates with `{{ … }}`. Their output may contain `<%= … %>` and `<% if … %>`, which this
module fills. Both are Jinja, so a template reads the same at both times. Every value in a slot is escaped unless the
template says `| safe`.
"""

from functools import cached_property
from typing import Any

import jinja2

from ..machine import digest
from .kept_code import KeptCode

SLOTS: dict[str, Any] = {
    "block_start_string": "<%",
    "block_end_string": "%>",
    "variable_start_string": "<%=",
    "variable_end_string": "%>",
    "comment_start_string": "<%#",
    "comment_end_string": "%>",
    "trim_blocks": True,
    "lstrip_blocks": True,
    "undefined": jinja2.StrictUndefined,
}
"""How slots are written, in shells and in the templates of `configure`."""
_ENVIRONMENT = jinja2.Environment(autoescape=True, **SLOTS)
_ENVIRONMENT.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}


class ShellError(Exception):
    """A template in `overrides/` can't be filled. The text names the shell and gives Jinja's reason."""


class Shell:
    """One page of the theme with slots. `digest` changes whenever the theme's output does."""

    def __init__(self, name: str, html: str):
        self.name = name
        self.html = html
        self._kept_code: KeptCode | None = None

    @cached_property
    def digest(self) -> bytes:
        return digest.of(self.html.encode())

    def keep_code(self, kept_code: KeptCode) -> None:
        """Takes the shell's code from there, and puts it there, when the shell is filled."""
        self._kept_code = kept_code
        kept_code.expect(_ENVIRONMENT, self.name, self.html)

    @cached_property
    def _template(self) -> jinja2.Template:
        code = (
            self._kept_code.code(_ENVIRONMENT, self.name, self.html)
            if self._kept_code
            else _ENVIRONMENT.compile(self.html)
        )
        return jinja2.Template.from_code(_ENVIRONMENT, code, _ENVIRONMENT.make_globals(None))

    def fill(self, context: dict[str, Any]) -> bytes:
        """Returns the finished page. Raises ShellError if the template uses a value that `context` lacks."""
        try:
            return self._template.render(context).encode()
        except jinja2.TemplateError as error:
            raise ShellError(f"{self.name}: {error.message}") from error
