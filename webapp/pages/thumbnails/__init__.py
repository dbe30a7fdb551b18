"""Small pictures of designs, made on the server for the list of topologies."""
