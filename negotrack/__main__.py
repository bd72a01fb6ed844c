"""`python -m negotrack` is `negotrack`. No code beside the call, but for what `-m` makes unsafe."""

import os
import sys

# `-m` lets Python import from the working folder first: a rich.py that lies beside a scenario must not run.
sys.path[:] = [place for place in sys.path if place and os.path.realpath(place) != os.path.realpath(os.curdir)]

from negotrack.cli.main import main  # noqa: E402

main()
