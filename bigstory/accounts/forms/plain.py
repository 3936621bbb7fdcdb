"""allauth's fields in our words: a label above the box, nothing in it, and errors that say what to
do.
"""

from django.forms import Form
from django.utils.translation import gettext_lazy as _


def ask(form: Form, name: str, label, missing, hint="", **errors) -> None:
    """Name a field, say what is missing when it is empty, and take away the words that stood in the
    box.
    """
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.error_messages.update(required=missing, **errors)


def ask_address(form: Form, name: str) -> None:
    invalid = _("Enter an e-mail address, such as denise@example.org.")
    ask(form, name, _("Your e-mail address"), _("Enter your e-mail address."), invalid=invalid)
    for validator_message in form.fields[name].validators:
        validator_message.message = invalid


def ask_code(form: Form, name: str = "code") -> None:
    ask(form, name, _("The code from the e-mail"), _("Enter the code from the e-mail."))
    form.fields[name].widget.attrs["class"] = "input--short"


def ask_app_code(form: Form, label=None) -> None:
    ask(
        form, "code", label or _("The code from your app, or a recovery code"), _("Enter the code.")
    )
    form.fields["code"].widget.attrs |= {"class": "input--short", "inputmode": "numeric"}
