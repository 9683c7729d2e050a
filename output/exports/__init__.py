"""A dataset, or the part of it about a municipality or a body, as files of other programs: Excel, calendar, CSV, Turtle."""
