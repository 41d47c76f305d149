"""The gazetteer: reading it, writing one, importing GeoNames dumps."""
