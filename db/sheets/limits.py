"""How much may come in. Whatever is larger is no table of people, and is refused before it costs anything."""

MB = 1024 * 1024

MOST_BYTES = 10 * MB
MOST_UNPACKED = 60 * MB  # counted while unpacking: what a file says of itself may be a lie
MOST_PARTS = 500
MOST_RATIO = 200  # times its packed size, for parts larger than…
RATIO_FROM = 1 * MB

MOST_ROWS, MOST_COLUMNS = 20_000, 80  # of a sheet
HEAD_ROWS = 100  # beyond them, for titles and notes: a list of 20,000 people has a head as well
MOST_ROWS_UNGUARDED = 5_000  # where the system cannot limit a process (Windows)
MOST_IN_A_CELL = 2_000  # characters
MOST_CELLS, MOST_SAID = 2_000_000, 60 * MB  # of a file as it is told: a million cells may name one long text
MOST_SPANS = 100_000
MOST_SHEETS = 200
MOST_OF_A_FORMULA, MOST_OF_A_NAME = 200, 60  # characters kept

SECONDS = 20
MEMORY = 1024 * MB
AT_ONCE = 2  # files being read; others wait, so that pages stay quick
WAIT = 60  # seconds

# From here on a number has more digits than a spreadsheet keeps: it stays a float, so that nobody takes it for whole.
DIGITS_LOST = 1e15
