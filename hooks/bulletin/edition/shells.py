"""Shells: pages that the theme rendered once, with `<%= slots %>` that are filled for each article.

MkDocs runs the theme's templates with `{{ … }}`; what they print may hold `<%= … %>` and `<% if … %>`, and
that is what is filled here. Both are Jinja, so a template reads the same at both times, and every value that
is filled in is escaped unless the template says `| safe`.
"""

from functools import cached_property
from typing import Any

import jinja2

from ..machine import digest

_ENVIRONMENT = jinja2.Environment(
    block_start_string="<%",
    block_end_string="%>",
    variable_start_string="<%=",
    variable_end_string="%>",
    comment_start_string="<%#",
    comment_end_string="%>",
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=jinja2.StrictUndefined,
)
_ENVIRONMENT.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}


class ShellError(Exception):
    """A template in `overrides/` can't be filled; the text names the shell and what Jinja says of it."""


class Shell:
    """One page of the theme with slots in it. `digest` changes whenever the theme prints anything else."""

    def __init__(self, name: str, html: str):
        self.name = name
        self.html = html

    @cached_property
    def digest(self) -> bytes:
        return digest.of(self.html.encode())

    @cached_property
    def _template(self) -> jinja2.Template:
        return _ENVIRONMENT.from_string(self.html)

    def fill(self, context: dict[str, Any]) -> bytes:
        """The finished page. Raises ShellError when the template asks for something it is not given."""
        try:
            return self._template.render(context).encode()
        except jinja2.TemplateError as error:
            raise ShellError(f"{self.name}: {error.message}") from error
