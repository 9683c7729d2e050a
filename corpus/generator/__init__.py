"""Invented orders with known answers: what the sample archive, the benchmarks and many tests are made of."""
