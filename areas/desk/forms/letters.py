"""A letter, written for one side."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bigstory.kit.layout import ButtonHolder, FormHelper, Submit
from bigstory.kit.once import OnceForm
from bigstory.kit.words import WordsField

LONGEST = 5_000
# The button under every reply of Local Trust that asks the area and leaves the thing open.
ASK = "ask"


class LetterForm(OnceForm):
    """`answers`: there is an open question to this side, which this answers."""

    asks = forms.BooleanField(
        required=False, label=_("This asks something, and waits for an answer")
    )
    words = WordsField(
        label=_("Your letter"),
        rows=4,
        max_length=LONGEST,
        error_messages={"required": _("Write a few words first.")},
    )

    field_order = ["words", "asks"]

    def __init__(self, *args: Any, answers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if answers:
            self.fields["words"].label = _("Your answer")
        self.helper = FormHelper("words", "asks", ButtonHolder(Submit(_("Send it"))), autosave=True)


def ask_button() -> Submit:
    """Under a reply: the same words as a question, and no verdict yet."""
    label = _("Ask first, and decide later")
    return Submit(label, name="verdict", value=ASK, css_class="btn btn--quiet")
