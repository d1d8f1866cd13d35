"""The interview: asks for what the options leave open, and again for what could not be used."""

import sys
from collections.abc import Iterable
from contextlib import suppress

from ..stylebook import addresses, words
from .facts import QUESTIONS, Answers


class StoppedError(Exception):
    """Whoever was asked does not want to go on."""


class UnansweredError(Exception):
    """The input has ended before a question was answered; the text says which, in Vietnamese."""


def use_line_editing() -> None:
    """Arrow keys and letters of several bytes in answers. Windows has this in its console."""
    with suppress(ImportError):
        import readline  # noqa: F401
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")


def make_sure(reasons: Iterable[str]) -> None:
    """Tells why one might not want to go on, and asks. Raises StoppedError unless the answer is yes."""
    for reason in reasons:
        print(reason)
    try:
        answer = input(words.sentence("init.sure.question"))
    except EOFError:
        print()
        answer = ""
    if answer.strip().lower() not in words.terminal()["agreed"]:
        raise StoppedError


def ask(questions: Iterable[str], answers: Answers, usual_categories: list[str]) -> None:
    """Puts the answers to some questions among the others."""
    for question in QUESTIONS:
        if question in questions:
            answers[question] = _ask(question, answers, usual_categories)


def _ask(question: str, answers: Answers, usual_categories: list[str]) -> str | list[str]:
    said = words.terminal()["init"]["questions"][question]
    if question == "category":
        return _ask_for_categories(said, usual_categories)
    label = said["label"]
    if "example" in said:
        label += words.sentence("init.example", example=said["example"])
    usual = _usual_notices(answers["category"]) if question == "notices" else ""
    if "usual" in said:
        label = f"{label} {said['usual'].format(usual=usual or said.get('none'))}"
    return _line(question, f"{label}: ").strip() or usual


def _ask_for_categories(said: dict[str, str], usual: list[str]) -> list[str]:
    print(f"{said['label']}:", said["usual"].format(names=", ".join(usual)))
    names: list[str] = []
    while name := _line("category", f"  {len(names) + 1}. ").strip():
        names.append(name)
    return names or usual


def _usual_notices(categories: list[str]) -> str:
    """The category that is called so."""
    called = addresses.slug(words.site()["notices"])
    return next((name for name in categories if addresses.slug(name) == called), "")


def _line(question: str, prompt: str) -> str:
    try:
        return input(prompt)
    except EOFError:
        print()
        label, option = words.sentence(f"init.questions.{question}.label"), f"--{question.replace('_', '-')}"
        raise UnansweredError(words.sentence("init.unanswered", label=label, option=option)) from None
