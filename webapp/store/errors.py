"""Why the store refuses, classed by what the caller does next. An invalid design is a
`topology.problems.InvalidDesign`."""


class NoSuchTopology(Exception):
    """There is none of that name; nothing to do but to say so."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no topology {name}")
        self.name = name


class StaleRevision(Exception):
    """The design has been edited since; read it again, from `revision` on, and send the edit again."""

    def __init__(self, revision: int) -> None:
        super().__init__(f"the design has been edited since; it is at revision {revision} now")
        self.revision = revision


class Forbidden(Exception):
    """This person may not do that; ask somebody who may."""


class Refused(Exception):
    """As things stand this is not possible; the message says why and what to do first."""
