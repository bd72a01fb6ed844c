"""Folds reports into histories: claims, lenses, and the state that follows."""
