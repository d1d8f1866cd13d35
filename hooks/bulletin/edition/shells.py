"""Shells: pages that the theme rendered once, with `<%= slots %>` that are filled for each page.

MkDocs renders the theme's templates with `{{ … }}`. Their output may contain `<%= … %>` and `<% if … %>`, which this
module fills. Both are Jinja, so a template reads the same at both times. Every value in a slot is escaped unless the
template says `| safe`.
"""

import marshal
from contextlib import suppress
from functools import cached_property
from types import CodeType
from typing import Any

import jinja2

from ..machine import digest, version
from ..machine.shelf import Shelf

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
    """One page of the theme with slots. `digest` changes whenever the theme's output does.

    To compile a shell takes longer than to fill it, so its code is kept on a shelf, if there is one.
    """

    shelf: Shelf | None = None

    def __init__(self, name: str, html: str):
        self.name = name
        self.html = html

    @cached_property
    def digest(self) -> bytes:
        return digest.of(self.html.encode())

    @property
    def kept_as(self) -> str:
        """The name of the code on the shelf. Only the same version of the software and of Python can read it."""
        return digest.of(version.current() + self.digest).hex()

    @cached_property
    def _template(self) -> jinja2.Template:
        return jinja2.Template.from_code(_ENVIRONMENT, self._code(), _ENVIRONMENT.make_globals(None))

    def _code(self) -> CodeType:
        kept = self.shelf.get(self.kept_as) if self.shelf else None
        if kept is not None:
            known: CodeType = marshal.loads(kept)  # the shelf vouches for it
            return known
        code = _ENVIRONMENT.compile(self.html)
        if self.shelf:
            with suppress(OSError):
                self.shelf.put(self.kept_as, marshal.dumps(code))
        return code

    def fill(self, context: dict[str, Any]) -> bytes:
        """Returns the finished page. Raises ShellError if the template uses a value that `context` lacks."""
        try:
            return self._template.render(context).encode()
        except jinja2.TemplateError as error:
            raise ShellError(f"{self.name}: {error.message}") from error
