"""British dates in full: a short month saves nothing and is harder to read aloud."""

DATE_FORMAT = "j F Y"
MONTH_DAY_FORMAT = "j F"
