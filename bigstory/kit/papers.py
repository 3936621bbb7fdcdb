"""The question for a paper."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bigstory.core.files import papers
from bigstory.core.files.photos.kinds import accept


class PaperFile(forms.FileField):
    """A paper as PDF, where this site can read one, or a photo of it. `kept` says what becomes of
    it.
    """

    def __init__(self, *, kept: str | Promise, **kwargs: Any) -> None:
        empty = {"empty": _("There is nothing in this file. Choose another.")}
        super().__init__(required=False, widget=forms.FileInput(), error_messages=empty, **kwargs)
        self.kept = kept

    def offer(self) -> None:
        """What can be sent depends on what is installed here."""
        here = papers.installed()
        pdf = gettext("A PDF of up to %(n)s pages, or a photo.") % {"n": papers.MOST_PAGES}
        self.help_text = f"{pdf if here else gettext('A photo of it.')} {self.kept}"
        self.widget.attrs["accept"] = ("application/pdf," if here else "") + accept()
