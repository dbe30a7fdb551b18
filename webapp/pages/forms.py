"""The forms of the pages. They check the shape of what was typed; the store decides the rest."""

import re
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from topology.formats import FORMATS, native
from topology.names import is_name
from topology.problems import InvalidDesign, Problem
from topology.values import Design
from webapp.store.models.people import Role
from webapp.store.topologies import NAME_RULE

CODE = {"class": "input mono", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}


class NameForm(forms.Form):
    """Asks for the name of a topology."""

    name = forms.CharField(
        max_length=32,
        widget=forms.TextInput(CODE),
        help_text=f"Its namespaces are called so too: {NAME_RULE}.",
        error_messages={"required": "Give it a name."},
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not is_name(name):
            raise ValidationError(f"“{name}” has characters that a name cannot have.")
        return name

    def refuse(self, error: InvalidDesign) -> None:
        """Puts what the store found wrong beside the field."""
        for problem in error.problems:
            self.add_error("name", f"{problem.name} {problem.reason}: {problem.remedy}.")


class UploadForm(NameForm):
    """Asks for a design file; after `is_valid`, `design` holds what it says."""

    field_order = ("file", "name")
    file = forms.FileField(
        label="Design file",
        widget=forms.FileInput(
            {"class": "input", "accept": ",".join(s for f in FORMATS.values() for s in f.suffixes)}
        ),
        help_text="YAML or JSON with “patchboard: v1” at its head, at most 4 MiB.",
        error_messages={"required": "Choose a file of at most 4 MiB.", "empty": "The file is empty."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        self.fields["name"].help_text = "Left out: the name that stands in the file."
        self.problems: tuple[Problem, ...] = ()
        self.design: Design | None = None

    def clean_name(self) -> str:
        return super().clean_name() if self.cleaned_data["name"] else ""

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > native.MAX_BYTES:
            raise ValidationError("The file is larger than 4 MiB.")
        try:
            self.design = native.load(file.read().decode())
        except UnicodeDecodeError as error:
            raise ValidationError("The file is not text in UTF-8.") from error
        except InvalidDesign as error:
            self.problems = error.problems
            raise ValidationError("The file does not hold a design that can be read.") from error
        return file

    def refuse(self, error: InvalidDesign) -> None:
        """The name is a field of this form; everything else is listed above it."""
        about_name = tuple(p for p in error.problems if (p.kind, p.field) == ("topology", "name"))
        self.problems = tuple(p for p in error.problems if p not in about_name)
        if about_name:
            super().refuse(InvalidDesign(about_name))


class ShareForm(forms.Form):
    """Asks whom to share with, and as what."""

    username = forms.CharField(
        label="Username", widget=forms.TextInput(CODE), error_messages={"required": "Whom? Give a username."}
    )
    role = forms.ChoiceField(choices=Role.choices, widget=forms.Select({"class": "input"}))

    def clean_username(self) -> User:
        """The person; nobody learns more about accounts than whether one is active."""
        user = User.objects.filter(username=self.cleaned_data["username"], is_active=True).first()
        if user is None:
            raise ValidationError("There is no such account. An administrator can make one.")
        return user


class GuestForm(forms.Form):
    """Asks a guest how the others shall see them."""

    name = forms.CharField(
        label="Your name, for the others",
        max_length=20,
        required=False,
        widget=forms.TextInput({"class": "input", "autocomplete": "given-name"}),
        help_text="May be left out.",
    )

    def clean_name(self) -> str:
        """Of what is typed, what a username may hold."""
        return re.sub(r"[^\w.-]+", "-", self.cleaned_data["name"].strip()).strip("-.")


class SignInForm(AuthenticationForm):
    error_messages = {  # noqa: RUF012 (Django's own declaration)
        "invalid_login": "Username and password do not match. Both tell upper from lower case.",
        "inactive": "This account is switched off. Ask an administrator.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].error_messages["required"] = "Enter your username."
        self.fields["password"].error_messages["required"] = "Enter your password."
        for field in self.fields.values():
            field.widget.attrs["class"] = "input"
