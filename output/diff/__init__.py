"""What changed from one plan to another: plans, rows, words of cells, indicators; in the terminal, as a page, as JSON."""
