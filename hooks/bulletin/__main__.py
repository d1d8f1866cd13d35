"""`python hooks/bulletin …`: the editor's commands."""

import sys
from pathlib import Path

# Run as a folder, Python puts this package's own folder on the path, where its modules would shadow the
# library's; the folder above is what belongs there.
sys.path[0] = str(Path(__file__).resolve().parent.parent)

from bulletin.commands import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
