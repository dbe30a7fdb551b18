"""Third-party files of the browser: what is taken from npm packages, and proof that it is unchanged.

`package.json` says which packages and versions, `wanted` which of their files; the result is committed
under `static/vendor/`, so that running Patchboard needs no Node and asks no other server.
"""
