"""Findings: what a person should look at."""
