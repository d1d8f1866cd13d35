"""`upgrade`: takes a newer version of the software by git, and leaves what is the bulletin's own as it is."""

import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from ..stylebook import similar, words
from . import merge
from .git import Git, GitError, listed
from .merge import Merged, Stage

_VERSION_FILE = "hooks/bulletin/machine/version.py"
_REQUIREMENTS = "requirements.txt"
_OLDEST_GIT = (2, 38)


class UpgradeError(Exception):
    """Nothing was changed; the text says why, and how to go on, in Vietnamese."""


class Request(NamedTuple):
    """What the editor asks for. `base` is the version that the bulletin has, where no history tells."""

    ref: str
    base: str | None
    resolve: bool

    def __str__(self) -> str:
        return self.ref if self.base is None else f"{self.ref} --from {self.base}"


def run(project: Path, request: Request) -> bool:
    """Whether all went by itself; if not, and the request wants it so, the conflicts are in the files.

    Raises UpgradeError.
    """
    try:
        return _run(Git(project), request)
    except GitError as error:
        raise UpgradeError(words.sentence("upgrade.git_failed", command=error.command, reason=error)) from error


def _run(git: Git, request: Request) -> bool:
    _check_repository(git)
    theirs = _theirs(git, request.ref)
    if git.run("merge-base", "--is-ancestor", theirs, "HEAD").returncode == 0:
        print(words.sentence("upgrade.nothing", ref=request.ref))
        return True
    base = _base(git, request, theirs)
    is_sample = merge.is_sample(git, base)
    merged = merge.merge(git, base, theirs)
    version = _version(git, theirs)
    if not merged.conflicts:
        _take(git, merged, theirs, version, is_sample)
        return True
    files = [_conflict(path, stages) for path, stages in _by_path(merged).items()]
    told = "\n".join(f"  {file}" for file in files)
    if request.resolve:
        _lay_out(git, merged, theirs, version)
        print(words.sentence("upgrade.laid", count=len(files), files=told))
        return False
    facts = {"version": version, "count": len(files), "files": told, "base": base[:10], "theirs": theirs[:10]}
    raise UpgradeError(words.sentence("upgrade.conflicts", arguments=request, **facts))


def _check_repository(git: Git) -> None:
    """Raises UpgradeError unless the bulletin is a repository in which a merge can begin."""
    try:
        version = re.search(r"(\d+)\.(\d+)", git.out("version"))
        top = git.out("rev-parse", "--show-toplevel")
    except GitError:
        raise UpgradeError(words.sentence("upgrade.no_git")) from None
    if version and (int(version[1]), int(version[2])) < _OLDEST_GIT:
        raise UpgradeError(words.sentence("upgrade.old_git", version=version[0]))
    if not Path(top).samefile(git.folder):
        raise UpgradeError(words.sentence("upgrade.not_root", folder=top))
    if git.commit("HEAD") is None:
        raise UpgradeError(words.sentence("upgrade.no_commit"))
    if changes := git.changes():
        raise UpgradeError(words.sentence("upgrade.dirty", files=listed(changes)))
    if git.run("var", "GIT_COMMITTER_IDENT").returncode:
        raise UpgradeError(words.sentence("upgrade.no_name"))


def _theirs(git: Git, ref: str) -> str:
    """The commit of the new version; a branch of another repository is fetched first."""
    remotes = git.out("remote").split()
    remote = next((name for name in remotes if ref.startswith(f"{name}/")), None)
    if remote:
        print(words.sentence("upgrade.fetching", remote=remote), flush=True)
        done = git.run("fetch", "--quiet", "--tags", remote)
        if done.returncode:
            raise UpgradeError(words.sentence("upgrade.no_fetch", remote=remote, reason=done.stderr.strip()))
    theirs = _commit(git, ref)
    if not git.has(theirs, _VERSION_FILE):
        raise UpgradeError(words.sentence("upgrade.not_software", ref=ref, file=_VERSION_FILE))
    return theirs


def _commit(git: Git, ref: str) -> str:
    found = git.commit(ref)
    if found:
        return found
    known = git.out("for-each-ref", "--format=%(refname:short)", "refs/remotes", "refs/tags").split()
    nearest = similar.closest(ref, known)
    hint = words.sentence("upgrade.nearest", nearest=nearest) if nearest else ""
    remotes = git.out("remote").replace("\n", ", ") or words.sentence("upgrade.no_remotes")
    raise UpgradeError(words.sentence("upgrade.no_ref", ref=ref, hint=hint, remotes=remotes))


def _base(git: Git, request: Request, theirs: str) -> str:
    """The version that the bulletin has now."""
    if request.base is not None:
        return _commit(git, request.base)
    done = git.run("merge-base", "HEAD", theirs)
    if done.returncode:
        raise UpgradeError(words.sentence("upgrade.no_base", ref=request.ref))
    return done.stdout.split()[0]


def _version(git: Git, theirs: str) -> str:
    found = re.search(r'^NUMBER = "(.+)"', git.out("show", f"{theirs}:{_VERSION_FILE}"), re.MULTILINE)
    return words.sentence("upgrade.version", number=found[1] if found else "?", commit=theirs[:10])


def _by_path(merged: Merged) -> dict[str, list[Stage]]:
    found: dict[str, list[Stage]] = defaultdict(list)
    for stage in merged.conflicts:
        found[stage.path].append(stage)
    return found


def _conflict(path: str, stages: list[Stage]) -> str:
    """A file, and what each side did to it."""
    sides = {stage.number for stage in stages}
    kind = {frozenset({1, 2}): "by_them", frozenset({1, 3}): "by_us"}.get(frozenset(sides), "both")
    return words.sentence(f"upgrade.conflict.{kind}", file=path)


def _take(git: Git, merged: Merged, theirs: str, version: str, is_sample: bool) -> None:
    """Commits the merge and moves the files to it; git refuses before it writes anything that would be lost."""
    before = git.out("rev-parse", "HEAD")
    message = words.sentence("upgrade.message", version=version)
    commit = git.out("commit-tree", merged.tree, "-p", before, "-p", theirs, "-m", message)
    changed = git.out("diff", "--name-only", "--no-renames", before, commit).splitlines()
    with git.shielded():
        git.out("merge", "--ff-only", "--quiet", commit)
    kind = "done_sample" if is_sample else "done"
    print(words.sentence(f"upgrade.{kind}", version=version, count=len(changed)))
    if _REQUIREMENTS in changed:
        print(words.sentence("upgrade.requirements"))
    print(words.sentence("upgrade.next", commit=before[:10]))


def _lay_out(git: Git, merged: Merged, theirs: str, version: str) -> None:
    """The merge as git leaves one that it can't finish: marks in the files, three versions of each in the index."""
    entries = [f"0 {'0' * 40}\t{path}" for path in _by_path(merged)]
    entries += [f"{stage.mode} {stage.blob} {stage.number}\t{stage.path}" for stage in merged.conflicts]
    message = words.sentence("upgrade.message", version=version)
    with git.shielded():
        git.out("read-tree", "-m", "-u", "HEAD", merged.tree)
        git.out("update-index", "-z", "--index-info", stdin="".join(f"{entry}\0" for entry in entries))
        for name, text in (("MERGE_MSG", f"{message}\n"), ("MERGE_MODE", "no-ff"), ("MERGE_HEAD", f"{theirs}\n")):
            (git.folder / git.out("rev-parse", "--git-path", name)).write_text(text, encoding="utf-8")
        for path in _by_path(merged):
            _name_sides(git.folder / path, merged)


def _name_sides(file: Path, merged: Merged) -> None:
    """Says whose lines are whose: git names commits that nobody knows."""
    if file.is_file():
        content = file.read_bytes()
        names = words.terminal()["upgrade"]["sides"]
        for mark, commit, side in zip((b"<" * 7, b">" * 7), merged.sides, names, strict=True):
            content = content.replace(mark + b" " + commit.encode(), mark + b" " + side.encode())
        file.write_bytes(content)
