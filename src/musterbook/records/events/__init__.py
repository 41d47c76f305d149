"""What happened: event claims, and which of them tell of one happening."""
