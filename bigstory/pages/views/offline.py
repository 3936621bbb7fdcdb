"""What the log form needs to open without a signal: its small worker, and a fresh token to send
with afterwards.
"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_not_required
@never_cache
@require_safe
def log_worker(request: HttpRequest) -> HttpResponse:
    """Served from the top of the site, because a worker may only answer for what lies below its own
    address.
    """
    script = (settings.BASE_DIR / "static" / "js" / "log-worker.js").read_text()
    return HttpResponse(script, content_type="text/javascript")


@login_not_required
@never_cache
@require_safe
def log_token(request: HttpRequest) -> JsonResponse:
    """Who is signed in, and a token for their next form. A visitor is told that nobody is."""
    if not request.user.is_authenticated:
        return JsonResponse({"user": ""})
    return JsonResponse({"user": str(request.user.pk), "token": get_token(request)})
