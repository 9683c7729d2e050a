"""What travels between the steps: frozen records, the text convention, Russian morphology, errors.

Every folder may import this one; this one imports none of them.
"""
