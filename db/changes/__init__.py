"""Deeds. Each takes a session, who acts and the answers; checks the right, checks the answers, writes, logs."""
