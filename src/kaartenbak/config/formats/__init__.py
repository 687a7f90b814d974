"""How dates are written in each language: the day, the month in short, the year, in one form for all."""
