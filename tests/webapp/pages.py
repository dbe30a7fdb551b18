"""The pages as a browser without scripts gets them."""

from typing import Any

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from webapp.store.models import Topology


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def names() -> set[str]:
    return set(Topology.objects.values_list("name", flat=True))


def file(content: str, name: str = "lab.yaml") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content.encode())
