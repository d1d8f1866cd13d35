"""What Jinja makes of templates, kept for all processes of a run of the tests: nearly all builds print the same ones,
and to compile them takes longer than everything else that a small build does.
"""

import hashlib
import marshal
import os
from contextlib import suppress
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import Environment


def share(folder: Path) -> None:
    """Has this process and its copies compile only what no other process with the same folder has compiled."""
    from bulletin.edition import kept_code  # a helper finds the engine only once it has begun

    folder.mkdir(exist_ok=True)
    compile_anew = Environment.compile

    def compile_once(environment: Environment, source: Any, name: str | None = None, *others: Any, **more: Any) -> Any:
        if not isinstance(source, str) or more or not kept_code.may_keep(environment):
            return compile_anew(environment, source, name, *others, **more)
        # How a template is compiled depends on these of what MkDocs and the engine set. The file's place goes into
        # tracebacks only.
        kind = (environment.block_start_string, environment.autoescape, sorted(environment.extensions))
        file = folder / hashlib.sha256(repr((source, name, kind)).encode()).hexdigest()
        with suppress(OSError, EOFError, ValueError):
            kept: CodeType = marshal.loads(file.read_bytes())
            return kept
        code = compile_anew(environment, source, name, *others)
        new = file.with_suffix(f".{os.getpid()}")
        new.write_bytes(marshal.dumps(code))
        new.replace(file)
        return code

    Environment.compile = compile_once  # type: ignore[method-assign, assignment]
