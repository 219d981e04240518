"""Runs the command line as `python -m sayso`."""

import sys

from sayso.cli import main

sys.exit(main())
