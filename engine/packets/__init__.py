"""Frames: what a capture holds, taken apart and told."""
