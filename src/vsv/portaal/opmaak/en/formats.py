"""Numbers on an English page: as on a Dutch one, so that 1.234 is the same in a page, a sentence and a file."""

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
