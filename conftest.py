"""Every example in README.md and docs/ is a test: python runs, what `>>>` and console examples print is compared."""

from __future__ import annotations

from tests.doc_examples import documents

pytest_collect_file = documents().pytest()
