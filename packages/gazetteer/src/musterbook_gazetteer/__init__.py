"""The gazetteer as data: where the built SQLite file lies."""
