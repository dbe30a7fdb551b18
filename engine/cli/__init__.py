"""The command line of the engine alone: design files in, no database."""
