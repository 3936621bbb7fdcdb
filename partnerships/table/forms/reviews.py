"""The yearly review: two minutes to confirm, and Local Trust's reply."""

from django import forms
from django.utils.translation import gettext_lazy

from areas.desk.forms.letters import ask_button
from bigstory.kit.layout import ButtonHolder, FormHelper, Include, Submit
from bigstory.kit.once import OnceForm
from bigstory.kit.words import WordsField


class ReviewForm(OnceForm):
    """Sending the yearly review.

    `seen` is the fingerprint of the numbers and names on the page, so that nobody confirms what has
    changed.
    """

    helper = FormHelper(
        Include("partnerships/table/review_right.html"),
        "note",
        ButtonHolder(
            Submit(gettext_lazy("It is right: send it to %(funder)s"), css_class="btn btn--big"),
            css_class="field row",
        ),
    )

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    note = WordsField(
        rows=3,
        label=gettext_lazy("Anything Local Trust should know?"),
        required=False,
        max_length=5_000,
        help_text=gettext_lazy(
            "Such as why people left, or what you are doing to find more. Leave it empty if not."
        ),
        error_messages={"max_length": gettext_lazy("Keep it to %(limit_value)d letters.")},
    )


class ReplyForm(forms.Form):
    """Local Trust's answer. Words are required: a reply is owed."""

    helper = FormHelper(
        "words",
        ButtonHolder(Submit(gettext_lazy("Send this reply")), ask_button(), css_class="field row"),
        autosave=True,
    )

    words = WordsField(
        rows=6,
        label=gettext_lazy("Your reply"),
        max_length=5_000,
        help_text=gettext_lazy("What you read, a thank-you, or one question. The area reads this."),
        error_messages={
            "required": gettext_lazy("Write a few words to the area. A reply is owed."),
            "max_length": gettext_lazy("Keep it to %(limit_value)d letters."),
        },
    )
