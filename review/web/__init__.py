"""The review page: a person settles what the program could not (docs/review.md)."""
