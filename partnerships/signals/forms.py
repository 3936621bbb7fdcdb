"""The partnership's own words beside each question, and the deliberate step of sharing them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bigstory.kit.once import OnceForm
from bigstory.kit.words import WordsField
from partnerships.signals.queries.wording import Question

LONGEST = 2000


class ShareForm(OnceForm):
    """One box for each question. `seen` is the digest of the figures that stood on the page."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    together = forms.BooleanField(
        label=_("We have looked at these questions together, and want to share them"),
        error_messages={
            "required": _(
                "Tick that you have looked at these questions together. Until then it is yours."
            )
        },
    )

    def __init__(self, *args, questions: list[Question], **kwargs):
        super().__init__(*args, **kwargs)
        for question in questions:
            self.fields[f"words_{question.key}"] = WordsField(
                label=_("Your own words about this, if you like"),
                max_length=LONGEST,
                required=False,
                initial=question.words,
                rows=2,
                error_messages={
                    "max_length": _("That is long. Keep it to %(limit_value)d letters.")
                },
            )
        self.order_fields([*(f"words_{question.key}" for question in questions), "together"])

    def words(self) -> dict[str, str]:
        """What was written, by the key of its question; empty boxes are left out."""
        return {
            name.removeprefix("words_"): text
            for name, text in self.cleaned_data.items()
            if name.startswith("words_") and text
        }
