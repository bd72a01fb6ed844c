"""The generated pages of the reference: one module a page, each a function that returns the text."""
