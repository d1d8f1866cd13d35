"""Reports clashes: two files with the same address. This is the last safety net: the addresses that posts and settings
ask for are compared earlier, where their lines are known (see claims.py).
"""

from collections.abc import Iterable

from ..posts import walk
from ..press.recipe import Recipe
from ..press.section_plan import Clash
from ..problems import Problem, problem
from ..stylebook import words

_SETTINGS = "mkdocs.yml"


def problems(clashes: Iterable[Clash]) -> list[Problem]:
    return [
        problem(
            "output-twice",
            clash.second.source or _SETTINGS,
            path=f"/{clash.path}",
            first=_first(clash),
            second=_name(clash.second),
        )
        for clash in clashes
    ]


def _first(clash: Clash) -> str:
    if clash.first is not None:
        return _name(clash.first)
    if walk.POST_FOLDER.fullmatch(clash.section):
        return words.sentence("output_of_month", month=clash.section)
    return words.sentence("output_of_site")


def _name(recipe: Recipe) -> str:
    return recipe.source or words.sentence("output_of_site")
