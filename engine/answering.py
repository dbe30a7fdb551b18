"""Answering what deploying a design would do, from what is observed. Nothing is changed."""

import logging
import time

from engine.backends import Backend
from engine.designs import Designs, Question
from engine.errors import Permanent, Transient
from engine.preview import Preview, preview

log = logging.getLogger(__name__)


def answer(backend: Backend, designs: Designs, name: str) -> None:
    """The question about the topology, if there is one. Nobody else may work on the topology meanwhile."""
    question = designs.question(name)
    if question is not None:
        designs.answer(name, question, _found(backend, name, question))


def _found(backend: Backend, name: str, question: Question) -> Preview | str:
    try:
        return preview(question.design, backend.observe(name), backend.features, time.time())
    except (Transient, Permanent) as error:
        return str(error)
    except Exception as error:
        log.exception("a bug while planning %s at revision %s", name, question.revision)
        return f"an internal error ({error!r}); see the engine's log"
