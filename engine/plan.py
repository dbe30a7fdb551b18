"""A plan: the actions that turn the observed state into the desired one."""

from engine.resources import Key, Resource, key
from engine.value import value


@value
class Create:
    """Make what is not there."""

    resource: Resource

    @property
    def key(self) -> Key:
        return key(self.resource)


@value
class Update:
    """Change what is there without making it anew."""

    before: Resource
    after: Resource

    @property
    def key(self) -> Key:
        return key(self.after)


@value
class Delete:
    """Take away what should not be there."""

    resource: Resource

    @property
    def key(self) -> Key:
        return key(self.resource)


Action = Create | Update | Delete
Plan = tuple[Action, ...]
