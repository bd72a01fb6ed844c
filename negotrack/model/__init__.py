"""The values of the domain: frozen, and without behaviour that moves state."""
