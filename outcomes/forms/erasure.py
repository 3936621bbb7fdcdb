"""The last question before somebody is erased."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EraseForm(forms.Form):
    why = forms.CharField(
        label=_("How do we know that they asked?"),
        help_text=_("Such as “by letter, 3 May”. Name nobody: this line stays."),
        max_length=200,
        error_messages={"required": _("Say how they asked. This line is all that stays.")},
    )
    sure = forms.BooleanField(
        label=_("I have checked who is asking, and gave them what is held if they wanted it"),
        error_messages={"required": _("Check who is asking first. It cannot be undone.")},
    )
