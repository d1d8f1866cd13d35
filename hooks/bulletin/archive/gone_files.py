"""Gone files: pictures and attachments of removed articles that lay beside the posts. At their addresses a server
answers that they are gone, so no article may publish a file there.
"""

from collections.abc import Iterable, Iterator, Mapping, Set

from ..articles.article import Article
from ..articles.facts import MediaUse
from ..pictures import media
from ..posts import deleted_list, post, post_folder
from ..problems import Problem, problem
from .month import Month


def problems(months: Mapping[str, Month], removed: Iterable[Article], deleted: Mapping[str, int]) -> Iterator[Problem]:
    """Yields the problems of files that are said to be gone and that an article still has. `deleted` are those of the
    list of deleted posts, with their lines.
    """
    gone = [(file, deleted_list.FILE, line, "") for file, line in deleted.items()]
    for article in removed:
        facts = article.facts
        files = zip(facts.removed.files if facts.removed else (), facts.lines.removed_files, strict=True)
        for number, (file, line) in enumerate(files, start=1):
            gone.append((file, post.file(article.name), line, f"removed.files.{number}"))
    if not gone:
        return
    users = {
        _family(item): (item.file, article.name)
        for month in _months_with_files_of({post_folder.month(file) for file, *_ in gone}, months)
        for article in month.articles
        for item in article.facts.media
    }
    for file, source, line, key in gone:
        if user := users.get(media.family(file)):
            value, other = map(post.file, user)
            yield problem("gone-file-in-use", source, line, key, value=value, other=other)


def _months_with_files_of(folders: Set[str], months: Mapping[str, Month]) -> Iterator[Month]:
    """The months whose articles may publish files that lie in some months' folders."""
    for name, month in months.items():
        if name in folders or any(post_folder.month(file) in folders for file, _ in month.outside_states):
            yield month


def _family(item: MediaUse) -> str:
    """The same as media.family, quickly: every file of a month is asked for it."""
    return f"{item.address.rpartition('-')[0]}-*" if item.shape else item.address
