"""``python -m according``: the command, for where its script is not on the path."""

import sys

from according.cli import main

sys.exit(main())
