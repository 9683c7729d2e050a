"""Which activities are alike: kind of action and subject, candidates, grades, repeated measures, the table `matches`."""
