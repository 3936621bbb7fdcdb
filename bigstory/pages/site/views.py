"""Pages about the site itself, pages for errors, and what a phone needs without a signal.

The pages for errors read nothing from the database: it may be what broke.
"""

import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from areas.models import Programme
from areas.programme.queries import (
    OF_A_STORY,
    OF_WHAT_WAS_LOGGED,
    Choice,
    Words,
    audience_choices,
)
from bigstory.accounts.sessions import sign_in_for_the_words
from bigstory.core.db.dated import today
from bigstory.core.outage import is_outage, lasts
from bigstory.kit.autosave import (
    is_autosave,
    not_saved,
    not_yet,
    signed_out,
    with_a_fresh_token,
)
from bigstory.kit.kept import is_kept, not_now
from bigstory.kit.typed import given_back, keep_for_writer, typed_in
from bigstory.pages.site.outages import not_just_now
from bigstory.pages.site.samples import samples
from outcomes.models import LawfulBasis, Outcome

# As static/css/core/tokens.css has them.
PAPER = "#ffffff"
BRAND = "#0f3d33"


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    outcomes = Outcome.objects.in_use().order_by("number")
    return render(request, "pages/about.html", {"section": "about", "outcomes": outcomes})


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is stored, and on which ground in law: of each use and circle the newest ground in
    force.
    """
    grounds: dict[tuple[str, str], LawfulBasis] = {}
    for ground in LawfulBasis.objects.filter(from_date__lte=today()).order_by("programme", "pk"):
        key = (ground.use, ground.circle)
        if key not in grounds or grounds[key].from_date <= ground.from_date:
            grounds[key] = ground
    programme = Programme.objects.current() or Programme(name="Big Story")
    context = {
        "section": "about",
        "programme": programme,
        "words": Words(programme.words),
        "grounds": grounds.values(),
        "readers": _readers(programme),
    }
    return render(request, "pages/privacy.html", context)


def _readers(programme: Programme) -> list[tuple[str, list[Choice]]]:
    """Who reads a story, and what was logged, in each circle."""
    return [
        (_("A story"), audience_choices(programme, OF_A_STORY)),
        (_("What was logged"), audience_choices(programme, OF_WHAT_WAS_LOGGED)),
    ]


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html", {"section": "about"})


@login_not_required
@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every part in every state, made of the very templates the other pages use."""
    outcomes = list(Outcome.objects.in_use().order_by("number")[:4])
    return render(request, "pages/style.html", {"section": "about"} | samples(outcomes))


# --- errors. A form that was refused gives back every word that was typed in it ---
def bad_request(request, exception=None):
    """What is too large is refused before anybody asked who is signed in."""
    if is_autosave(request):
        return not_saved(_("it is longer than can be sent at once."), status=400)
    if not given_back(request) and keep_for_writer(request):
        return sign_in_for_the_words(request)
    more = {"why": _why_too_large(exception), "again": isinstance(exception, TooManyFilesSent)}
    return _refused(request, "errors/400.html", 400, more)


def _why_too_large(exception: Exception | None) -> str:
    """What was too large, and how large it may be; empty where that was not the reason."""
    megabyte = 1024 * 1024
    limits = {
        "bytes": settings.DATA_UPLOAD_MAX_MEMORY_SIZE // megabyte,
        "fields": number_format(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS),
        "files": number_format(settings.DATA_UPLOAD_MAX_NUMBER_FILES),
        "photo": settings.PHOTO_MAX_BYTES // megabyte,
        "recording": settings.RECORDING_MAX_BYTES // megabyte,
    }
    match exception:
        case RequestDataTooBig():
            why = _(
                "The words are longer than can be sent at once: %(bytes)s MB, beside files. A "
                "photo may have %(photo)s MB, a recording %(recording)s MB."
            )
        case TooManyFieldsSent():
            why = _("There are more boxes in it than can be sent at once: %(fields)s.")
        case TooManyFilesSent():
            why = _(
                "There are more files than can be sent at once: %(files)s. A photo may have "
                "%(photo)s MB, a recording %(recording)s MB."
            )
        case _other:
            return ""
    return why % limits


def forbidden(request, exception=None):
    if is_autosave(request):
        return not_saved(_("your part here does not let you save this any more."), status=403)
    return _refused(request, "errors/403.html", 403)


def not_found(request, exception=None):
    if is_autosave(request):
        return not_saved(_("this is not there for you any more."), status=404)
    return _refused(request, "errors/404.html", 404)


def server_error(request):
    error = sys.exc_info()[1]
    if is_outage(error):
        return not_just_now(request, lasts=lasts(error))
    if is_autosave(request):
        says = _("Not saved: something broke on our side. Your words are still on this page.")
        return not_yet(says, status=500)
    try:
        return _refused(request, "errors/500.html", 500)
    except Exception:
        # What broke may be what the words are read with.
        return render(request, "errors/500.html", status=500)


def _refused(
    request: HttpRequest, template: str, status: int, more: dict | None = None
) -> HttpResponse:
    typed = given_back(request) if request.method == "POST" else None
    return render(request, template, {"typed": typed, **(more or {})}, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page is older than the sign-in, or its token is gone."""
    if is_kept(request):
        return not_now()
    if is_autosave(request):
        return _autosave_refused(request)
    if typed := given_back(request):
        return render(request, "errors/csrf.html", {"typed": typed}, status=403)
    of_another = keep_for_writer(request)
    if of_another and not request.user.is_authenticated:
        return sign_in_for_the_words(request)
    return render(request, "errors/csrf.html", {"of_another": of_another}, status=403)


def _autosave_refused(request: HttpRequest) -> HttpResponse:
    """Their own page goes on with a fresh token; it never saves as somebody else."""
    if not request.user.is_authenticated:
        return signed_out(reverse("account_login"))
    if typed_in(request).writer == request.user.pk:
        return with_a_fresh_token(get_token(request))
    return not_saved(
        _("somebody else is signed in here now. Sign in as yourself, and press Save."), status=403
    )


# --- without a signal ---
@login_not_required
@never_cache
@require_safe
def log_worker(request: HttpRequest) -> HttpResponse:
    """The small worker that opens the log form, or says that there is no signal.

    Served from the top of the site: a worker may only answer for what lies below its own address.
    """
    script = (settings.BASE_DIR / "static" / "js" / "log-worker.js").read_text()
    return HttpResponse(script, content_type="text/javascript")


@login_not_required
@never_cache
@require_safe
def log_token(request: HttpRequest) -> JsonResponse:
    """Who is signed in, and a token for their next form; for a visitor, nobody and no token."""
    if not request.user.is_authenticated:
        return JsonResponse({"user": ""})
    return JsonResponse({"user": str(request.user.pk), "token": get_token(request)})


@login_not_required
@never_cache
@require_safe
def no_signal(request: HttpRequest) -> HttpResponse:
    """What opens in place of home, or of any other page, without a signal. It knows nobody."""
    return render(request, "pages/no_signal.html")


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to put the site beside its other apps."""
    about = {
        "name": "Big Story",
        "short_name": "Big Story",
        "description": _("The record of resident-led change."),
        "lang": "en-GB",
        "id": reverse("home"),
        "start_url": reverse("home"),
        "scope": reverse("home"),
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": BRAND,
        "icons": [
            {"src": static("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"},
            {"src": static("img/mark-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": static("img/mark-512.png"), "sizes": "512x512", "type": "image/png"},
            {
                "src": static("img/mark-round.png"),
                "sizes": "512x512",
                "type": "image/png",
                "purpose": "maskable",
            },
        ],
    }
    return JsonResponse(about, content_type="application/manifest+json")
