"""A scenario as one page of HTML that needs nothing else: made by `negotrack export --to html`."""
