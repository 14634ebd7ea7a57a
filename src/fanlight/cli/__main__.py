"""Run the command as `python -m fanlight.cli`."""

import sys

from fanlight.cli.main import main

sys.exit(main())
