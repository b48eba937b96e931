"""Algorithms: what follows from the records on a day, exactly or between proven bounds."""
