"""The console: what is asked of the running network that is no design. docs/console.md."""
