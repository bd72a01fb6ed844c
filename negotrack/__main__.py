"""`python -m negotrack` is `negotrack`. No code beside the call, but for what `-m` makes unsafe."""

import os
import sys

# `-m` lets Python import from the working folder first: a rich.py that lies beside a scenario must not run. Where the
# folder is on the path for another reason, it comes after what is installed, and processes started from here need it.
if sys.path and os.path.realpath(sys.path[0] or os.curdir) == os.path.realpath(os.curdir):
    del sys.path[0]

from negotrack.cli.main import main

main()
