"""Facts that belong to no language: where places are, who held which office when."""
