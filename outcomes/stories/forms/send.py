"""What is asked once more when a story is sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bigstory.kit.fields import Picks
from outcomes.models import ChangeStory

InIt = ChangeStory.InIt


class SendForm(forms.Form):
    """Whether somebody under 18 is in it, or what is private of anybody; and which version of the
    story was on the page.
    """

    young_or_private = forms.ChoiceField(
        label=_("Is anybody under 18 in it, or anybody’s health, faith, origin or offences?"),
        choices=InIt.choices,
        error_messages={"required": _("Answer this, so that nobody is let out by mistake.")},
        widget=Picks(
            shape="one",
            hints={
                InIt.NO: _("Then it can go."),
                InIt.YES: _("Then we list who it is first, and what they allow."),
                InIt.UNSURE: _("We look at the people in it together, one by one."),
            },
        ),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
