"""The Django project: pages, live updates, storage, the administrator's view."""
