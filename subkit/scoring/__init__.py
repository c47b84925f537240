"""How near captions come to those that people made of the same speech: breaks, Sigma, times, conformity."""
