"""Gives the tests a data folder of their own, so that none ever touches `var/`.

Loaded by `-p` in pyproject.toml: a conftest would come after pytest-django has read the settings.
"""

import atexit
import os
import tempfile

_folder = tempfile.TemporaryDirectory(prefix="patchboard-tests-")
atexit.register(_folder.cleanup)
os.environ["PATCHBOARD_DATA"] = _folder.name
