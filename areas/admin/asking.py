"""For forms of the admin that ask for a change instead of making it (areas/powers)."""

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from areas.models import PowerChange
from areas.powers.actions.kinds import NotPossible
from areas.powers.views.changes import A_SECOND_PERSON, what_it_takes
from bigstory.accounts.somebody import signed_in
from bigstory.core.record_admin import RecordAdmin
from bigstory.kit.taken import was_taken

ONLY_ASKED = "_only_asked"  # the attribute of a request that asked for a change


def say_it_waits(request: HttpRequest, change: PowerChange) -> None:
    """After the form: it was asked for, and is not done yet."""
    if change.waits:
        setattr(request, ONLY_ASKED, True)
        was_taken(request)
        link = format_html('<a href="{}">{}</a>', reverse("changes"), _("See what waits"))
        messages.warning(request, format_html("{} {}", A_SECOND_PERSON, link))


def told_what_it_takes(form: Any, request: HttpRequest) -> Any:
    """A class of forms whose help says so (`takes`); it was made for this request alone."""
    form.takes = what_it_takes(signed_in(request))
    return form


class AddedBySecond(RecordAdmin):
    """A row that is added once a second person agreed, or a day later."""

    def ask(self, request: HttpRequest, obj: Any) -> PowerChange | None:
        """Ask for the row; or None where it was added."""
        raise NotImplementedError

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if kwargs.get("add"):
            messages.warning(request, what_it_takes(signed_in(request)))
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            return super().save_model(request, obj, form, change)
        try:
            asked = self.ask(request, obj)
        except NotPossible:
            return messages.error(request, _("That is not possible any more."))
        return say_it_waits(request, asked) if asked is not None else None

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        return super().log_addition(request, obj, message) if obj.pk else None

    def response_add(
        self, request: HttpRequest, obj: models.Model, post_url_continue: str | None = None
    ) -> HttpResponse:
        """What was only asked for has no page yet."""
        if obj.pk:
            return super().response_add(request, obj, post_url_continue)
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
