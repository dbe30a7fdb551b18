"""A design as rows and back."""

from webapp.store.rows.read import read
from webapp.store.rows.write import write

__all__ = ["read", "write"]
