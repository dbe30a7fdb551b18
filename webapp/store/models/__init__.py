"""All tables of Patchboard."""

from webapp.store.models.audit import ConsoleEntry
from webapp.store.models.deploying import DeployedDesign, PlanRequest
from webapp.store.models.design import Endpoint, Figure, Network, Patch, Sandbox
from webapp.store.models.engine import Engine, ObjectStatus
from webapp.store.models.history import Change, Checkpoint
from webapp.store.models.people import Guest, Membership, SignInLink, ViewLink
from webapp.store.models.templates import Template
from webapp.store.models.topology import Topology

__all__ = [
    "Change",
    "Checkpoint",
    "ConsoleEntry",
    "DeployedDesign",
    "Endpoint",
    "Engine",
    "Figure",
    "Guest",
    "Membership",
    "Network",
    "ObjectStatus",
    "Patch",
    "PlanRequest",
    "Sandbox",
    "SignInLink",
    "Template",
    "Topology",
    "ViewLink",
]
