"""The engine: makes a stored design real, and says what is real. Usable without Django."""
