"""The driver `hub`: every frame goes to everybody."""
