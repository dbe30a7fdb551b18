"""Terminals: shells in sandboxes that outlive the line they were opened by, and may be watched."""
