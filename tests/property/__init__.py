"""The laws: one law a file, each a property of every scenario."""
