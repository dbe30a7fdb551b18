"""Gives the tests a place of their own, with a data folder in it, so that none ever touches `var/`.

Loaded by `-p` in pyproject.toml: a conftest would come after pytest-django has read the settings.
"""

from tests import own_place

own_place.enter()
