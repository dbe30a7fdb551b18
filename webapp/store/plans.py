"""What somebody asks the engine about deploying a topology, and what it answered."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from webapp import prompts
from webapp.store.models import PlanRequest, Topology


def ask(topology: Topology) -> int:
    """Have the engine say what deploying the design would do; its answer bears this number or a later one."""
    with transaction.atomic():
        PlanRequest.objects.defer("answer").get_or_create(topology=topology)
        PlanRequest.objects.filter(topology=topology).update(asked=F("asked") + 1)
        news = prompts.News(str(topology.pk), topology.name, asks=True)
        transaction.on_commit(partial(prompts.tell, news, ("engine",)))
        return PlanRequest.objects.values_list("asked", flat=True).get(topology=topology)


def answer_to(topology: Topology, number: int) -> PlanRequest | None:
    """Once that question, or a later one, is answered."""
    return PlanRequest.objects.filter(topology=topology, answered__gte=number).first()


def unanswered() -> QuerySet[PlanRequest]:
    """Without the answers to earlier questions, which may be long."""
    waiting = PlanRequest.objects.filter(asked__gt=F("answered")).select_related("topology")
    return waiting.defer("answer")


def answer(name: str, number: int, found: dict[str, Any], reason: str) -> None:
    """The question of this number and all before it."""
    pending = PlanRequest.objects.filter(topology__name=name, answered__lt=number)
    pending.update(answered=number, answer=found, reason=reason)
    prompts.tell(prompts.News(name=name), ("web",))
