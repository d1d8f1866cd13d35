"""The journal of publishing: who published, corrected, withdrew and removed what, and when."""

import re
from datetime import datetime, timedelta

from bulletin.stylebook import dates
from starlette.requests import Request
from starlette.responses import Response

from .. import words
from ..refusal import Refusal
from . import pages
from .archive_page import link, page_number
from .desk import Desk

_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])")
_ON_A_PAGE = 100
