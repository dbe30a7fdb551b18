"""What browsers and programs read as JSON, beside the websocket: docs/api.md."""
