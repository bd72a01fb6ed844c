"""How Sphinx builds the documentation: `python -m sphinx -W docs docs/_build`."""

from __future__ import annotations

from importlib.metadata import version as installed_version

project = "negotrack"
author = "the negotrack authors"
copyright = author
release = installed_version("negotrack")
version = ".".join(release.split(".")[:2])

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
nitpicky = True

html_theme = "furo"
html_title = f"negotrack {release}"
