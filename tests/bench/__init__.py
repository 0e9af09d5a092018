"""What the app takes, beside what nobody could do without: `python -m tests.bench`."""
