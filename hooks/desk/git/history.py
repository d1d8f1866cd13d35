"""The history of a repository: what commits say, who made them, and when."""

from datetime import UTC, datetime

from .command import Git


class History:
    """The history of one repository."""

    def __init__(self, git: Git):
        self._git = git

    def message(self, commit: str) -> str:
        return self._git.run("log", "-1", "--format=%B", commit).decode("utf-8", "replace")

    def find(self, text: str, tip: str, after: str) -> str | None:
        """The newest commit in the history of `tip`, but not in that of `after`, whose message holds a text."""
        arguments = ("--fixed-strings", f"--grep={text}", "--format=%H", "-1", tip, f"^{after}")
        return self._git.run("log", *arguments).decode().strip() or None

    def moment(self, commit: str) -> datetime:
        """When a commit was made."""
        return datetime.fromtimestamp(int(self._git.run("log", "-1", "--format=%ct", commit)), UTC)

    def last_change(self, commit: str, path: str) -> tuple[str, datetime]:
        """Who changed a file last, and when, in the history of a commit."""
        output = self._git.run("log", "-1", "--format=%an%x00%at", commit, "--", path).decode("utf-8", "replace")
        name, _, moment = output.strip().partition("\0")
        return name, datetime.fromtimestamp(int(moment or 0), UTC)

    def authors(self, after: str, tip: str) -> list[tuple[str, str]]:
        """Names and addresses of those who committed after one commit up to another; the first one first."""
        output = self._git.run("log", "--reverse", "--format=%an%x00%ae", f"{after}..{tip}").decode("utf-8", "replace")
        names = (line.partition("\0") for line in output.splitlines())
        return list(dict.fromkeys((name, address) for name, _, address in names))
