"""Where a spreadsheet is sent to be moved in, and the same columns come out."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.access import require
from bigstory.accounts.roles import May
from bigstory.core.moving import out
from bigstory.core.moving.nouns import NOUNS, Noun, in_order
from bigstory.kit.once import AlreadySent, fingerprint, once
from bigstory.pages.moving.actions import send_file
from bigstory.pages.moving.forms import XLSX, FileForm
from bigstory.pages.moving.queries import files_visible_to

PER_PAGE = 20
CSV = "text/csv; charset=utf-8"


def noun_of(request: HttpRequest, slug: str) -> Noun:
    """A kind of row. Raises Http404, for everybody, where there is none, and PermissionDenied."""
    if slug not in NOUNS:
        raise Http404
    require(request.user, May.MOVE_IN)
    return NOUNS[slug]


@require_safe
def moving(request: HttpRequest) -> HttpResponse:
    """What can be moved in, in order, and the files that were sent."""
    require(request.user, May.MOVE_IN)
    page = Paginator(files_visible_to(request.user), PER_PAGE).get_page(request.GET.get("page"))
    for file in page:
        file.noun_name = NOUNS[file.noun].name if file.noun in NOUNS else file.noun
    context = {"section": "portfolio", "nouns": in_order(), "page_obj": page}
    return render(request, "pages/moving/moving.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def moving_send(request: HttpRequest, noun: str) -> HttpResponse:
    """The page that takes a file, and says what goes in it."""
    kind = noun_of(request, noun)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_send(request, kind, form))
        except AlreadySent:
            form.add_error(
                "file", _("Another file was sent from this page. Choose this one again.")
            )
            form.data = form.data.copy()
            form.data.pop("token", None)
    context = {"section": "portfolio", "noun": kind, "form": form}
    return render(request, "pages/moving/send.html", context)


def _send(request: HttpRequest, noun: Noun, form: FileForm) -> str:
    upload = form.cleaned_data["file"]

    def make() -> str:
        upload.seek(0)
        file = send_file(noun=noun, name=upload.name, raw=upload.read(), by=request.user)
        return reverse("moving_file", args=[file.pk])

    body = fingerprint(request.POST, request.FILES)
    try:
        path = once(user=request.user, token=form.cleaned_data["token"], body=body, make=make)
    except AlreadySent:
        # The same page with another file: it comes too.
        path = once(user=request.user, token=uuid.uuid4(), body=body, make=make)
    messages.success(request, _("The file is here. We read it now."))
    return path


@require_safe
def moving_template(request: HttpRequest, noun: str, kind: str) -> HttpResponse:
    """A blank sheet in our columns, with one line that shows how each is written."""
    found = noun_of(request, noun)
    example = [column.example for column in found.columns]
    return answered(f"{noun}-template", kind, out.headings(found), [example])


@require_safe
def moving_out(request: HttpRequest, noun: str, kind: str) -> HttpResponse:
    """What is stored, as far as the reader may see it, in the same columns."""
    found = noun_of(request, noun)
    cells = out.stored_cells(found, request.user)
    return answered(noun, kind, out.headings(found), cells)


def answered(name: str, kind: str, head, cells) -> HttpResponse:
    """A file to keep. Raises Http404 for a kind of file that we do not write."""
    if kind == "csv":
        lines = out.as_csv(head, cells)
        response = StreamingHttpResponse(lines, content_type=CSV)
    elif kind == "xlsx":
        response = HttpResponse(out.as_xlsx(head, cells), content_type=XLSX)
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response
