"""What is asked once more when a story is sent."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.programme.queries import ladder_choices
from bigstory.core.db.choices import Audience
from bigstory.kit.fields import Picks
from bigstory.kit.layout import ButtonHolder, FormHelper, Include, Remaining, Submit, Text
from outcomes.consent.queries.before_sending import is_in_media, own_answer, own_teller
from outcomes.models import ChangeStory, Use

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
    pictures = forms.ChoiceField(
        label=_("How far may your own voice, pictures and films go?"),
        help_text=_("They go no further than the story, and as far as whoever is in them allows."),
        error_messages={"required": _("Choose how far they may go.")},
        widget=Picks(shape="ladder"),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, story: ChangeStory, user, **kwargs):
        """`user`: whoever sends it; of their own voice and pictures they alone are asked."""
        super().__init__(*args, **kwargs)
        self.story = story
        self.initial["young_or_private"] = story.young_or_private
        self.initial["version"] = story.version
        teller = own_teller(user, story)
        if teller is None or not is_in_media(teller, story):
            del self.fields["pictures"]
            return
        ladder = ladder_choices(story.area.programme)
        self.fields["pictures"].choices = [(rung.value, rung.label) for rung in ladder]
        self.fields["pictures"].widget.hints = {rung.value: rung.hint for rung in ladder}
        last = own_answer(teller, story, Use.MEDIA)
        self.initial["pictures"] = last.how_far if last else ""

    @property
    def helper(self) -> FormHelper:
        """A story that stays in its area is sent to nobody, so nothing is asked."""
        if self.story.audience == Audience.AREA:
            return FormHelper(
                Text(
                    _("It stays in your %(area)s. %(funder)s does not read it."), css_class="soft"
                ),
                ButtonHolder(Submit(_("Keep it for our %(area)s"))),
            )
        return FormHelper(
            Remaining(),
            Include("outcomes/stories/tell_send.html"),
            ButtonHolder(Submit(_("Send it to %(funder)s"))),
        )
