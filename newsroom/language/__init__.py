"""Ukrainian and English text: pure functions, no Flask, no database, no translations."""
