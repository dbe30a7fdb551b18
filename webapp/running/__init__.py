"""Starting, guarding and ending Patchboard's processes on one machine."""
