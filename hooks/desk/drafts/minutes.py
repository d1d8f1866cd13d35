"""Minutes: the messages of the desk's commits, which say what happened and carry what has to be known later."""

import re
from typing import NamedTuple

from .. import words
from ..manuscripts import paths
from ..person import Person
from .draft import Status

_COMMIT = re.compile("[0-9a-f]{40,64}")
_TRAILER = re.compile(r"^([A-Z][A-Za-z-]+): (.*)$", re.MULTILINE)


class Minutes(NamedTuple):
    """The trailers of a commit on the branch of a draft. `form` names the form that saved it. `form_text` is the blob
    of what the form held, if others' changes were merged into it.
    """

    action: str
    key: str
    post: str
    status: Status
    base: str = ""
    author: str = ""
    form: str = ""
    form_text: str = ""

    def message(self, subject: str, title: str) -> str:
        return message(
            subject,
            title,
            {
                "Desk-Action": self.action,
                "Desk-Key": self.key,
                "Desk-Post": self.post,
                "Desk-Status": self.status.value,
                "Desk-Base": self.base,
                "Desk-Author": self.author,
                "Desk-Form": self.form,
                "Desk-Form-Text": self.form_text,
            },
        )


def read(text: str) -> Minutes | None:
    """The minutes in the message of a commit; None for one that no draft got from the desk."""
    facts = trailers(text)
    status = facts.get("Desk-Status", "")
    if not status or not paths.is_post(facts.get("Desk-Post", "")):
        return None
    return Minutes(
        action=facts.get("Desk-Action", ""),
        key=facts.get("Desk-Key", ""),
        post=facts["Desk-Post"],
        status=Status(status) if status in set(Status) else Status.DRAFT,
        base=base if _COMMIT.fullmatch(base := facts.get("Desk-Base", "")) else "",
        author=facts.get("Desk-Author", ""),
        form=facts.get("Desk-Form", ""),
        form_text=facts.get("Desk-Form-Text", ""),
    )


def trailers(text: str) -> dict[str, str]:
    """The trailers in the last paragraph of a message."""
    return dict(_TRAILER.findall(text.rstrip().rpartition("\n\n")[2]))


def message(subject: str, title: str, facts: dict[str, str], **details: object) -> str:
    """A message whose subject is the sentence under `drafts.subjects`. A title can't break out of its line."""
    line = words.sentence(f"drafts.subjects.{subject}", title=one_line(title), **details)
    return "\n".join([line, "", *(f"{name}: {one_line(value)}" for name, value in facts.items() if value), ""])


def one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def co_author(person: Person | tuple[str, str]) -> str:
    name, email = (person.name, person.email) if isinstance(person, Person) else person
    return f"Co-authored-by: {one_line(name)} <{one_line(email)}>"
