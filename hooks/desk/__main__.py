"""`python hooks/desk …`: the commands of the desk."""

import sys
from pathlib import Path

# When Python runs a folder, it puts that folder on the path, where modules of this package would shadow those of the
# standard library. The folder above belongs there instead.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from desk.commands import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
