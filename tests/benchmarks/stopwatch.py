"""Runs one command in the present folder; the first argument names the file for seconds, kilobytes and exit status.

A program of its own and a small one: Linux counts the memory of the process that starts another as the other's
peak, too (setmax_mm_hiwater_rss in the kernel's exec), so a large one would hide what a small command needs.
"""

import os
import sys
import time

if __name__ == "__main__":
    begun = time.monotonic()
    process = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
    _, status, usage = os.wait4(process, 0)
    seconds = time.monotonic() - begun
    with open(sys.argv[1], "w") as report:
        report.write(f"{seconds} {usage.ru_maxrss} {os.waitstatus_to_exitcode(status)}")
