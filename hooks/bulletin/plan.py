"""The plan: the full table of what the site consists of, output path to recipe. Pure; nothing is made here."""

from .edition import Edition, Theme
from .pages import PAGE_KINDS
from .problems import Problem, problem
from .recipe import Recipe

Plan = dict[str, Recipe]


def build(edition: Edition, theme: Theme) -> tuple[Plan, list[Problem]]:
    """Asks every page kind for its outputs. Two outputs at one path are a problem of the later one."""
    plan: Plan = {}
    problems: list[Problem] = []
    for kind in PAGE_KINDS:
        for path, recipe in kind.outputs(edition, theme):
            if path in plan and plan[path].key != recipe.key:
                problems.append(problem("output-twice", "mkdocs.yml", path=f"/{path}", first=plan[path].kind, second=recipe.kind))
            plan.setdefault(path, recipe)
    return plan, problems
