"""Drafts of forms: what somebody began to type and has not sent, kept for them alone.

The page saves it while they type (static/js/autosave.js) and fills it in again when they come back.
It goes once the form is taken, as the form carries its number (taken.TakenMiddleware), and when
they throw it away.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from bigstory.core.db.unsaved import Unsaved, UnsavedQuerySet
from bigstory.kit.autosave import draft_kept
from bigstory.kit.numbers.rows import row_number
from bigstory.kit.typed import CAME_OF, typed_in

TOKEN = "token"
DRAFT = "draft"  # the attribute of a form for the row that it began with
NO_FILES: "MultiValueDict[str, UploadedFile[Any]]" = MultiValueDict()


def keep_draft(request: HttpRequest) -> JsonResponse:
    """Keep what stands in the form now; nothing where nothing is left in it.

    What was begun on the same page in another window stays beside it, among what was not saved.
    """
    user = request.user
    if not user.is_authenticated:
        raise PermissionDenied
    typed = typed_in(request)
    number = row_number(request.POST.get(CAME_OF, "")) or 0
    if not typed:
        _drafts_at(request).filter(pk=number).delete()
        return draft_kept(None)
    with transaction.atomic():
        _drafts_at(request).exclude(pk=number).update(is_draft=False)
        row, _made = Unsaved.objects.update_or_create(
            user_id=user.pk,
            address=request.path,
            is_draft=True,
            defaults={"fields": typed.fields, "at": timezone.now()},
        )
    return draft_kept(row.pk)


def _drafts_at(request: HttpRequest) -> UnsavedQuerySet:
    return Unsaved.objects.visible_to(request.user).drafts().filter(address=request.path)


def begin_with_draft(request: HttpRequest, *of_page: forms.BaseForm) -> QueryDict | None:
    """Fill the forms of a page with what this person began on it, unchecked, as they left it.

    Each form has the row as its `draft`, for the page to name. Returns what stood in the page;
    None where nothing was begun, or they send it now.
    """
    draft = None if request.method == "POST" else _drafts_at(request).first()
    if draft is None:
        return None
    data = QueryDict(mutable=True)
    for name, values in draft.fields:
        data.setlist(name, values)
    for form in of_page:
        setattr(form, DRAFT, draft)
        for name, field in form.fields.items():
            if not (field.widget.needs_multipart_form or _is_about_the_page(name, field)):
                prefixed = form.add_prefix(name)
                form.initial[name] = field.widget.value_from_datadict(data, NO_FILES, prefixed)
    return data


def _is_about_the_page(name: str, field: forms.Field) -> bool:
    """A hidden field says how the page was opened, except the token, which is the form's own."""
    return field.widget.is_hidden and name != TOKEN
