"""Quick tools: a program runs in a sandbox, and what it says is told as it comes."""
