"""The administrator's view."""
