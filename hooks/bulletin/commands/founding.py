"""The commands that make a bulletin of one's own, and bring it to a new version of the software."""

import argparse
from datetime import datetime

from ..settings.settings import Settings
from ..starter import facts, init, upgrade
from ..starter.init import InitError
from ..starter.interview import StoppedError, UnansweredError
from ..starter.upgrade import Request, UpgradeError
from ..stylebook import dates
from . import outcome


def found(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    try:
        answers = {question: getattr(parsed, question) for question in facts.QUESTIONS}
        init.run(current, answers, parsed.yes, dates.local(now).year)
    except (InitError, UnansweredError) as error:
        return outcome.say(str(error))
    except StoppedError:
        return outcome.stopped()
    except KeyboardInterrupt:
        print()  # it came at a question
        return outcome.stopped()
    return 0


def take_version(parsed: argparse.Namespace, current: Settings, now: datetime) -> int:
    try:
        is_done = upgrade.run(current.project, Request(parsed.ref, parsed.base, parsed.resolve))
    except UpgradeError as error:
        return outcome.say(str(error))
    except KeyboardInterrupt:
        return outcome.stopped()
    return 0 if is_done else 1
