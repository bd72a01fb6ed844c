"""`python -m negotrack` is `negotrack`. No code beside the call."""

from negotrack.cli.main import main

main()
