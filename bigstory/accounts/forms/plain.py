"""allauth's fields in our words: a label above the box, nothing in it, and errors that say what to
do.
"""

from typing import TYPE_CHECKING

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MESSAGE = "message"


def ask(
    form: BaseForm,
    name: str,
    label: "StrOrPromise",
    missing: "StrOrPromise",
    hint: "StrOrPromise" = "",
    **errors: "StrOrPromise",
) -> None:
    """Name a field, say what is missing when it is empty, and take away the words that stood in the
    box.
    """
    field = form.fields[name]
    field.label = label
    field.help_text = hint
    field.widget.attrs.pop("placeholder", None)
    field.error_messages.update(required=missing, **errors)


def ask_address(form: BaseForm, name: str) -> None:
    invalid = _("Enter an e-mail address, such as denise@example.org.")
    ask(form, name, _("Your e-mail address"), _("Enter your e-mail address."), invalid=invalid)
    for validator in form.fields[name].validators:
        setattr(validator, MESSAGE, invalid)


def ask_code(form: BaseForm, name: str = "code") -> None:
    ask(form, name, _("The code from the e-mail"), _("Enter the code from the e-mail."))
    form.fields[name].widget.attrs["class"] = "input--short"


def ask_app_code(form: BaseForm, label: "StrOrPromise | None" = None) -> None:
    ask(
        form, "code", label or _("The code from your app, or a recovery code"), _("Enter the code.")
    )
    form.fields["code"].widget.attrs |= {"class": "input--short", "inputmode": "numeric"}
