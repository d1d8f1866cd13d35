"""How the settings name a cluster: the address of its scheduler, and its exchange."""

import os
import re
from typing import Annotated

from pydantic import AfterValidator

from ..stylebook import words

_SCHEDULER = re.compile(r"(?:tcp|tls)://(?:[\w.-]+|\[[0-9a-fA-F:.]+\]):\d{1,5}", re.ASCII)
_STORE = re.compile(r"(?:s3|s3a|gs|az|abfs|abfss)://[\w.-]+(?:/[\w./=-]*)?", re.ASCII)


def _check_scheduler(value: str) -> str:
    if not is_scheduler(value):
        raise ValueError(words.sentence("workers_address", value=value))
    return value


def _check_exchange(value: str) -> str:
    if not _STORE.fullmatch(value) and not (os.path.isabs(value) and "://" not in value):
        raise ValueError(words.sentence("exchange_place", value=value))
    return value


def is_scheduler(value: str) -> bool:
    return _SCHEDULER.fullmatch(value) is not None and int(value.rpartition(":")[2]) < 65536


SchedulerAddress = Annotated[str, AfterValidator(_check_scheduler)]
ExchangePlace = Annotated[str, AfterValidator(_check_exchange)]
