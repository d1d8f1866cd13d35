"""Clashes: two files that want the same address, as problems. The last net: what posts and settings ask for is compared
where their lines are known (see claims.py).
"""

from collections.abc import Iterable

from ..posts import post_folder
from ..press.plan import Clash
from ..press.recipe import Recipe
from ..problems import Problem, problem
from ..stylebook import words

_SETTINGS = "mkdocs.yml"


def problems(clashes: Iterable[Clash]) -> list[Problem]:
    return [
        problem(
            "output-twice",
            one.second.source or _SETTINGS,
            path=f"/{one.path}",
            first=_first(one),
            second=_name(one.second),
        )
        for one in clashes
    ]


def _first(clash: Clash) -> str:
    if clash.first is not None:
        return _name(clash.first)
    return words.sentence("output_of_month", month=post_folder.month(clash.section))


def _name(recipe: Recipe) -> str:
    return recipe.source or words.sentence("output_of_site")
