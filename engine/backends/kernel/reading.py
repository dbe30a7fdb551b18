"""What a place held when it was last read, so that it need not be put together anew while all is the same."""

from collections.abc import Mapping, Sequence

from engine.backends.kernel.links import Link
from engine.resources import End, Resource
from engine.value import value

Marked = tuple[str, str, End]
"""An end of a veth pair: its label, what the design calls it, and how it is."""


@value
class Reading:
    """The `answers` about a place (its links, addresses and routes, as decoded), and what they mean."""

    answers: tuple[Sequence[object], ...]
    links: Mapping[int, Link]
    resources: Sequence[Resource]
    ends: Sequence[Marked]

    def is_of(self, answers: tuple[Sequence[object], ...]) -> bool:
        """Whether nothing was decoded since: what is answered again stays the same object."""
        return all(now is then for now, then in zip(answers, self.answers, strict=True))

    @property
    def is_lasting(self) -> bool:
        """Whether the answers say it all. About bridges and links on top of others, more is asked."""
        return all(link.options is None and link.below is None for link in self.links.values())
