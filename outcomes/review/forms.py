"""Local Trust's reply."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bigstory.kit.layout import FormHelper, Include
from outcomes.stories.forms.fields import StoryText


class ReplyForm(forms.Form):
    """Words are required, whatever the verdict. `seen` is the number of the sending that was
    read.
    """

    helper = FormHelper(
        Include("outcomes/review/answers.html"),
        "words",
        Include("outcomes/review/verdicts.html"),
        autosave=True,
    )

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    words = StoryText(
        label=_("Your reply"),
        required=True,
        max_length=5_000,
        help_text=_(
            "What you read, what you will use it for, a thank-you or one question. The "
            "area reads this."
        ),
        error_messages={
            "required": _("Write a few words to the area. A reply is owed, whatever you decide.")
        },
    )
