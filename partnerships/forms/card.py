"""Making a paper card, and typing the code that stands on one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bigstory.core.once import OnceForm
from partnerships.models import Regular


class CardForm(OnceForm):
    regular = forms.ModelChoiceField(
        label=_("Is it for something that meets regularly?"),
        queryset=Regular.objects.none(),
        required=False,
        empty_label=_("No, for anything"),
        help_text=_(
            "Its name is then printed on the card, and filled in when somebody types it in."
        ),
        error_messages={"invalid_choice": _("That is not in the list any more. Choose again.")},
    )

    def __init__(self, *args, regulars, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["regular"].queryset = regulars


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code on the card"),
        max_length=40,
        help_text=_("Six letters and numbers, at the bottom of the card."),
        widget=forms.TextInput(
            attrs={
                "class": "input--short",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
        error_messages={
            "required": _("Type the code that stands on the card."),
            "max_length": _("That is too long for a code. It has six letters and numbers."),
        },
    )
