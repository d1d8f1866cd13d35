"""The press: makes the files of a plan. Pure: recipes in, bytes out."""

from collections.abc import Iterator

from .plan import Plan


def render(plan: Plan) -> Iterator[tuple[str, bytes]]:
    """Each path with its bytes, in the plan's order."""
    for path, recipe in plan.items():
        yield path, recipe.render(*recipe.inputs)
