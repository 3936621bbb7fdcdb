"""A question whose answer is money."""

from decimal import Decimal

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from partnerships.exchange.pounds import NotPounds, read_pounds

ATTRS = {"class": "input--short", "inputmode": "decimal", "autocomplete": "off", "data-unit": "£"}


class PoundsField(forms.CharField):
    """Pounds and pence as people type them, in a text box; what they typed comes back with the
    reason.
    """

    default_error_messages = {"required": _("Write how much it was, such as 1,234.50.")}

    def __init__(self, *, below_nothing: bool = False, attrs: dict | None = None, **kwargs):
        self.below_nothing = below_nothing
        super().__init__(widget=forms.TextInput(ATTRS if attrs is None else attrs), **kwargs)

    def clean(self, value) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_pounds(text, below_nothing=self.below_nothing)
        except NotPounds as why:
            raise forms.ValidationError(capfirst(_("The sum %(why)s.") % {"why": why})) from None
