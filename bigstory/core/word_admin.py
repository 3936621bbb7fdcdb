"""The admin of the programme's words: retired when they are no longer offered, never deleted while
anything refers to them, and every change of one is told in the audit.
"""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import IntegrityError, models
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from bigstory.core.admin_groups import Group
from bigstory.core.db import audit
from bigstory.core.db.dated import today
from bigstory.core.db.words import uses
from bigstory.core.record_admin import RecordAdmin

# Django's class takes no type at run time.
if TYPE_CHECKING:
    from django.forms import ModelForm

    _Form = ModelForm[Any]

# The name of the button that retires a word, or offers it again.
RETIRE = "_retire"


class WordAdmin(RecordAdmin):
    """`can_retire` where the model has a field of that name: it is offered to people who choose."""

    group = Group.WORDS
    change_form_template = "admin/word_change_form.html"

    @property
    def can_retire(self) -> bool:
        return any(field.name == "retired" for field in self.model._meta.fields)

    def why_kept(self, word: models.Model) -> str:
        """Why a word may not be deleted, as a sentence; empty where nothing refers to it."""
        found = self.uses(word)
        if not found:
            return ""
        named = [f"{number} {name}" for name, number in found.items()]
        return _("“%(word)s” is in use: %(uses)s.") % {
            "word": word,
            "uses": get_text_list(named, _("and")),
        }

    def uses(self, word: models.Model) -> dict[str, int]:
        """How many rows refer to it, by what they are."""
        return uses(word)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """By its slug a word is known to the file it was loaded from: once there, it keeps it."""
        has_one = any(field.name == "slug" for field in self.model._meta.fields)
        fixed = ["slug"] if obj is not None and has_one else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    # --- no way to delete what is in use ---
    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        if not super().has_delete_permission(request, obj):
            return False
        # Asked several times a page: of the row, and of every row that would go with another.
        return obj is None or not self._kept_once(request, obj)

    def _kept_once(self, request: HttpRequest, word: models.Model) -> str:
        asked: dict[tuple[type, Any], str] = request.__dict__.setdefault("_why_kept", {})
        key = (type(word), word.pk)
        if key not in asked:
            asked[key] = self.why_kept(word)
        return asked[key]

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead back with a sentence where something refers to the word, also since a moment ago."""
        word = self.get_object(request, object_id)
        if word is not None and (reason := self._kept_once(request, word)):
            return self._kept(request, word, reason)
        try:
            return super().delete_view(request, object_id, extra_context)
        except (ProtectedError, IntegrityError):
            if word is None:
                raise
            return self._kept(request, word, self.why_kept(word))

    def _kept(self, request: HttpRequest, word: models.Model, reason: str) -> HttpResponse:
        rest = _("Retire it: it stays where it was chosen and is not offered any more.")
        messages.error(request, f"{reason} {rest if self.can_retire else _('So it stays.')}")
        names = (self.opts.app_label, self.opts.model_name)
        return redirect(reverse("admin:{}_{}_change".format(*names), args=[word.pk]))

    # --- what is done leaves a line ---
    def save_model(self, request: HttpRequest, obj: Any, form: "_Form", change: bool) -> None:
        if RETIRE in request.POST and self.can_retire and change:
            obj.retired = not self._was_retired(obj)
        verb = self._verb(obj) if change else "word.added"
        super().save_model(request, obj, form, change)
        audit.record(verb, obj, by=request.user, name=str(obj), fields=sorted(form.changed_data))

    def _was_retired(self, word: models.Model) -> bool:
        return bool(self.model._base_manager.filter(pk=word.pk, retired=True).exists())

    def _verb(self, word: models.Model) -> str:
        is_retired = getattr(word, "retired", False)
        if self.can_retire and is_retired != self._was_retired(word):
            return "word.retired" if is_retired else "word.offered_again"
        return "word.changed"

    def save_formset(self, request: HttpRequest, form: "_Form", formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        for word in formset.new_objects:
            audit.record("word.added", word, by=request.user, name=str(word))
        for word, fields in formset.changed_objects:
            audit.record("word.changed", word, by=request.user, name=str(word), fields=fields)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        audit.record("word.deleted", obj, by=request.user, name=str(obj))
        super().delete_model(request, obj)

    # --- the page ---
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        word = self.get_object(request, object_id)
        context = {
            "why_kept": self._kept_once(request, word) if word is not None else "",
            "can_retire": self.can_retire,
            "is_retired": getattr(word, "retired", False),
        }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Where a word is chosen for something else, only those that are offered."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if self.can_retire and request.path == reverse("admin:autocomplete"):
            found = found.filter(retired=False)
        return found, may_repeat


class InForceAdmin(WordAdmin):
    """A rule that holds from a day on. Another rule is another row, so old years keep theirs."""

    # What such a row may not change once it is in force.
    said_once: list[str] = []

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fixed = self.said_once if obj is not None and obj.from_date <= today() else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def why_kept(self, word: Any) -> str:
        if word.from_date > today():
            return ""
        return _("This holds since %(day)s, and what was recorded since is judged by it.") % {
            "day": date_format(word.from_date)
        }
