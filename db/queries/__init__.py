"""Questions. Each takes a session and who asks; gives typed rows, masked already. Nothing is written here."""
