"""A desk of a test's own: a bare repository with some posts in it, and the people who work there."""

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bulletin.posts import post
from bulletin.problems import Problem
from bulletin.stylebook import dates
from desk.drafts.draft import Changes, Saved, Submission
from desk.drafts.drafts import Drafts
from desk.git.repository import MAIN, Repository
from desk.person import Person, Role

AN = Person("an", "Nguyễn Thị An", "an@anbinh.example", Role.REPORTER)
BINH = Person("binh", "Trần Văn Bình", "binh@anbinh.example", Role.REPORTER)
CHI = Person("chi", "Lê Minh Chi", "chi@anbinh.example", Role.EDITOR)
NOW = datetime(2026, 11, 30, 9, tzinfo=dates.HOME)
CATEGORIES = {"thoi-su": "Thời sự", "thong-bao": "Thông báo"}
BRIDGE = """---
title: "Cầu Cửa Lộng thông xe"   # đã duyệt
date: 2026-09-02 07:00
category: thoi-su
author: Thúy Hằng
tags: [giao thông,  Cửa Lộng]
---
Sáng nay, cầu Cửa Lộng thông xe.

Cầu dài 812 m, rộng 14 m.

Người dân hai bờ đi lại không phải chờ phà.
"""
STORM = """---
title: Bão số 9 vào bờ
date: 2026-11-30 08:30
category: thoi-su
---
Gió mạnh lên từ nửa đêm.
"""


class NewsDesk:
    """A desk with its repository. `time` is what its clock shows; it goes on by a minute at every look."""

    def __init__(self, folder: Path, posts: Mapping[str, str | bytes] | None = None):
        self.time = NOW
        self.repository = new_repository(folder, {"2026/09/cau-cua-long.md": BRIDGE} if posts is None else posts)
        self.drafts = self.another()

    def another(self) -> Drafts:
        """One more desk on the same repository, as a second process would have it."""
        return Drafts(Repository(self.repository.folder), check, self.now)

    def now(self) -> datetime:
        self.time += timedelta(minutes=1)
        return self.time

    def form(self, key: str) -> "Form":
        return Form(self, key, self.drafts.entry(key))

    def new(self, key: str, text: str) -> "Form":
        return Form(self, key, text)

    def text(self, key: str) -> str:
        """A post as its draft has it, or else as it is published."""
        draft = self.drafts.get(key)
        commit, path = (draft.commit, draft.path) if draft else (self.repository.main(), f"posts/{key}.md")
        return (self.repository.read(commit, path) or b"").decode()

    def published(self, path: str) -> str:
        return (self.repository.read(MAIN, path) or b"").decode()

    def publish(self, key: str, person: Person = CHI) -> str:
        self.drafts.set_status(key, "pending_publish", person)
        return self.drafts.publish(key, person)

    def log(self, ref: str = MAIN) -> list[str]:
        return self.repository.git.run("log", "--format=%an: %s", ref).decode().splitlines()


class Form:
    """An open form: what it was given, and what its user makes of it."""

    def __init__(self, desk: NewsDesk, key: str, text: str):
        self._desk = desk
        self.key = key
        self.text = text

    def replace(self, old: str, new: str) -> "Form":
        """Edits everything but the token of the form, whose digits may look like any number."""
        parts = re.split(r"(?m)^(desk_base:.*)$", self.text)
        assert any(old in text for text in parts[::2])
        self.text = "".join(part if index % 2 else part.replace(old, new) for index, part in enumerate(parts))
        return self

    def save(self, person: Person, assets: Mapping[str, bytes] | None = None) -> Saved:
        files = {f"posts/{self.key}/{name}": content for name, content in (assets or {}).items()}
        return self._desk.drafts.save(
            Submission(self.key, f"posts/{self.key}.md", self.text, files, "desk_base" not in self.text), person
        )


def check(commit: str, changes: Changes) -> Sequence[Problem]:
    """What the bulletin's own check says of the front matter of the changed posts."""
    problems: list[Problem] = []
    for path, content in changes.items():
        if path.endswith(".md") and content is not None:
            problems += post.parse(path.removeprefix("posts/"), content, CATEGORIES)[1]
    return problems


def new_repository(folder: Path, posts: Mapping[str, str | bytes]) -> Repository:
    work = folder / "work"
    for name, text in posts.items():
        path = work / "posts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    (work / "mkdocs.yml").write_text("site_name: Bản tin An Bình\n", encoding="utf-8")
    git(work, "init", "--quiet", "--initial-branch=main")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message=Bản tin")
    git(folder, "clone", "--quiet", "--bare", str(work), str(folder / "bulletin.git"))
    return Repository(folder / "bulletin.git")


def git(folder: Path, *arguments: str) -> str:
    """Git as somebody uses it who needs no desk."""
    who = {f"GIT_{role}_{fact}": "kho@x" for role in ("AUTHOR", "COMMITTER") for fact in ("NAME", "EMAIL")}
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_AUTHOR_DATE": "1795000000 +0700"}
    environment = {**os.environ, **who, **settings, "GIT_COMMITTER_DATE": "1795000000 +0700"}
    return subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True, text=True
    ).stdout
