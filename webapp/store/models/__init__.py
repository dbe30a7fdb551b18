"""All tables of Patchboard."""

from webapp.store.models.deploying import DeployedDesign, PlanRequest
from webapp.store.models.design import Endpoint, Network, Patch, Sandbox
from webapp.store.models.engine import Engine, ObjectStatus
from webapp.store.models.history import Change
from webapp.store.models.people import Membership, SignInLink
from webapp.store.models.topology import Topology

__all__ = [
    "Change",
    "DeployedDesign",
    "Endpoint",
    "Engine",
    "Membership",
    "Network",
    "ObjectStatus",
    "Patch",
    "PlanRequest",
    "Sandbox",
    "SignInLink",
    "Topology",
]
