"""One websocket a browser and topology: docs/protocol.md."""
