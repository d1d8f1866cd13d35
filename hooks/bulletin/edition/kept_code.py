"""Kept code: what Jinja made of the templates and shells of the last build.

To compile a template takes longer than to fill it, and a build that corrects one article fills few of them.
"""

from contextlib import suppress
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, Environment, pass_context
from jinja2.bccache import Bucket
from jinja2.filters import FILTERS
from jinja2.tests import TESTS

from ..machine import digest, version
from ..machine.shelf import Shelf, delete_others

_ASKED_EACH_TIME = vars(pass_context(lambda context: None))["jinja_pass_arg"]


class KeptCode(BytecodeCache):
    """The compiled templates in a folder of the cache. It never fails: a template that can't be kept is compiled again
    in the next build.

    Jinja works what a filter makes of a constant into the code. So nothing is kept of an environment with filters or
    tests that somebody has added, unless Jinja has to ask them each time (`pass_context`).
    """

    def __init__(self, folder: Path):
        self._shelf = Shelf(folder, "template")
        self._used: set[str] = set()

    def code(self, environment: Environment, name: str, source: str) -> CodeType:
        """Returns the code of a template that no loader of Jinja's finds. Raises TemplateSyntaxError."""
        bucket = self.get_bucket(environment, name, None, source)
        if bucket.code is None:
            bucket.code = environment.compile(source)
            self.set_bucket(bucket)
        return bucket.code

    def expect(self, environment: Environment, name: str, source: str) -> None:
        """Spares the code of a template that another process may use later on."""
        self._name(Bucket(environment, self.get_cache_key(name), self.get_source_checksum(source)))

    def forget_unused(self) -> None:
        """Deletes the code of all other templates."""
        with suppress(OSError):
            delete_others(self._shelf.folder, self._used)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja asks for the code of a template."""
        content = self._shelf.get(self._name(bucket)) if may_keep(bucket.environment) else None
        if content is not None:
            bucket.bytecode_from_string(content)  # the shelf vouches for it

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Jinja has compiled a template."""
        if may_keep(bucket.environment):
            with suppress(OSError):
                self._shelf.put(self._name(bucket), bucket.bytecode_to_string())

    def _name(self, bucket: Bucket) -> str:
        """Whatever has a part in the code has a part in its name: only the same version of the software and of Python
        can read it.
        """
        environment = bucket.environment
        syntax = (environment.block_start_string, environment.autoescape is True, sorted(environment.extensions))
        name = digest.of_values(version.current(), syntax, bucket.key, bucket.checksum).hex()
        self._used.add(name)
        return name


def may_keep(environment: Environment) -> bool:
    """Whether the code of an environment's templates holds nothing that a filter or a test of somebody's has said."""
    added = [
        function
        for own, present in ((FILTERS, environment.filters), (TESTS, environment.tests))
        for name, function in present.items()
        if own.get(name) is not function
    ]
    return all(getattr(function, "jinja_pass_arg", None) is _ASKED_EACH_TIME for function in added)
