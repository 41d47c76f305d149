"""How well the product reads: gold readers, adapters, metrics, floors. Never part of the package."""
