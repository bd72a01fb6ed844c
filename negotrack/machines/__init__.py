"""All movement of state: the tables of the regions and of their couplings, as data."""
