"""A plan: the actions that turn the observed state into the desired one."""

from dataclasses import dataclass

from engine.resources import Key, Resource, key


@dataclass(frozen=True, slots=True)
class Create:
    """Make what is not there."""

    resource: Resource

    @property
    def key(self) -> Key:
        return key(self.resource)


@dataclass(frozen=True, slots=True)
class Update:
    """Change what is there without making it anew."""

    before: Resource
    after: Resource

    @property
    def key(self) -> Key:
        return key(self.after)


@dataclass(frozen=True, slots=True)
class Delete:
    """Take away what should not be there."""

    resource: Resource

    @property
    def key(self) -> Key:
        return key(self.resource)


Action = Create | Update | Delete
Plan = tuple[Action, ...]
