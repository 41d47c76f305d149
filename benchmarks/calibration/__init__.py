"""Calibration: do intervals hold what they say, on simulated data with known answers."""
