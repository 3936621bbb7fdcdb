"""British dates in full: a short month saves nothing and is harder to read aloud."""

DATE_FORMAT = "j F Y"
MONTH_DAY_FORMAT = "j F"
# Times as on a clock of 24 hours, so that nobody takes the minutes after midnight for noon.
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
