"""The design: pure values and functions, with no Django, no kernel and no input or output."""
