"""The archive: which files there are, what is in them, and the processes that read them."""
