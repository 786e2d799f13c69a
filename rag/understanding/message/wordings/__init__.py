"""Tables of wordings that mean one thing whatever stands around them: (pattern, what is usually said)."""
