"""Messages that lean on those before: what they take over, move, narrow, put together or go back to."""
