"""The sample: a bare repository made of the files of this checkout, the settings of the desk, and its people."""

import hashlib
import os
import secrets
import shutil
import subprocess
import tempfile
from base64 import b64encode
from pathlib import Path
from typing import NamedTuple

import yaml

from .. import words
from ..hosting.place import SOFTWARE
from ..person import Role
from .trouble import TrialError

PEOPLE = {
    "phongvien": ("Nguyễn Thị Phóng", "phongvien@bantin.example", Role.REPORTER),
    "bientap": ("Trần Văn Biên", "bientap@bantin.example", Role.EDITOR),
}
"""The sample users: login, name, e-mail and role."""
_TOPS = ("mkdocs.yml", "docs", "posts", "hooks", "overrides", "deploy")
"""What a bulletin consists of, where the checkout is no repository that could say it."""
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "node_modules", ".*")
_MARK = "desk.yml"


class Sample(NamedTuple):
    """The files of a trial in its folder."""

    folder: Path

    @property
    def repository(self) -> Path:
        return self.folder / "ban-tin.git"

    @property
    def settings(self) -> Path:
        return self.folder / _MARK

    @property
    def users(self) -> Path:
        """The file of nginx with the hashes of passwords."""
        return self.folder / "users"

    @property
    def key(self) -> Path:
        return self.folder / "key"

    @property
    def nginx_key(self) -> Path:
        return self.folder / "nginx-key.conf"

    @property
    def passwords(self) -> Path:
        return self.folder / "passwords.yml"


def refuse_foreign(folder: Path) -> None:
    """Raises TrialError when a folder holds something that no trial has put there."""
    if folder.exists() and any(folder.iterdir()) and not Sample(folder).settings.exists():
        raise TrialError(words.sentence("trial.foreign", folder=folder))


def prepare(folder: Path, port: int, desk_port: int) -> dict[str, str]:
    """Makes what a trial lacks, keeps what it has, and returns the passwords by login. Raises TrialError, OSError."""
    sample = Sample(folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(sample.settings, _settings(port, desk_port))
    if not sample.key.exists():
        _write(sample.passwords, yaml.safe_dump({login: secrets.token_urlsafe(6) for login in PEOPLE}))
        _write(sample.key, secrets.token_hex(32))
    _write(sample.nginx_key, f'proxy_set_header X-Desk-Key "{sample.key.read_text(encoding="ascii")}";\n')
    passwords: dict[str, str] = yaml.safe_load(sample.passwords.read_text(encoding="utf-8"))
    _write(sample.users, "".join(f"{login}:{_hash(password)}\n" for login, password in passwords.items()))
    if not (sample.repository / "HEAD").exists():
        _make_repository(sample.repository)
    return passwords


def _settings(port: int, desk_port: int) -> str:
    people = [
        {"login": login, "name": name, "email": mail, "role": role.value}
        for login, (name, mail, role) in PEOPLE.items()
    ]
    content = {
        "address": f"http://127.0.0.1:{port}",
        "repository": "ban-tin.git",
        "folder": "work",
        "key": "key",
        "port": desk_port,
        "site": f"http://127.0.0.1:{port}",
        "people": people,
    }
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False)


def _hash(password: str) -> str:
    """A salted SHA-1, which every nginx reads, whatever crypt(3) of its system can do. Fit for a trial only."""
    salt = secrets.token_bytes(8)
    digest = hashlib.sha1(password.encode() + salt, usedforsecurity=False).digest()
    return "{SSHA}" + b64encode(digest + salt).decode()


def _write(file: Path, text: str) -> None:
    """Writes a file that nobody else may read, whole or not at all."""
    new = file.with_name(f".new-{file.name}")
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        stream.write(text)
    os.replace(new, file)


def _make_repository(repository: Path) -> None:
    """The bulletin of this checkout as one commit, in a repository that appears at its place whole."""
    with tempfile.TemporaryDirectory(prefix=".new-", dir=repository.parent) as folder:
        tree, bare = Path(folder) / "tree", Path(folder) / "bare.git"
        tree.mkdir()
        _copy_files(tree)
        ignored = "/.cache/\n/site/\n__pycache__/\n/.venv/\nnode_modules/\n"
        (tree / ".gitignore").write_text(ignored, encoding="utf-8")
        _git(tree, "init", "--quiet", "--initial-branch=main")
        _git(tree, "add", "--all")
        _git(tree, "commit", "--quiet", "--message", words.sentence("trial.first_commit"))
        _git(tree, "clone", "--quiet", "--bare", ".", str(bare))
        os.replace(bare, repository)


def _copy_files(tree: Path) -> None:
    """The files of the last commit; where there is none, those that lie here."""
    archive = subprocess.run(
        ["git", "archive", "--format=tar", "HEAD", "--", *_TOPS], cwd=SOFTWARE, capture_output=True, check=False
    )
    if archive.returncode == 0 and (SOFTWARE / ".git").exists():
        subprocess.run(["tar", "-x", "-C", str(tree)], input=archive.stdout, check=True, capture_output=True)
        return
    for name in _TOPS:
        source = SOFTWARE / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=_LEFT_OUT)
        else:
            shutil.copy(source, tree / name)


def _git(folder: Path, *arguments: str) -> None:
    name, mail, _ = PEOPLE["bientap"]
    identity = {f"GIT_{who}_{key}": value for who in ("AUTHOR", "COMMITTER") for key, value in
                (("NAME", name), ("EMAIL", mail))}  # fmt: skip
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | identity
    done = subprocess.run(
        ["git", "-c", "core.autocrlf=false", *arguments], cwd=folder, env=environment, capture_output=True, check=False
    )
    if done.returncode:
        raise TrialError(words.sentence("trial.git", reason=done.stderr.decode("utf-8", "replace").strip()))
