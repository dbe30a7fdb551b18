"""The pages. A view asks `webapp.store`, which also decides who may do what."""
