"""What every page knows about the site itself."""

from django.conf import settings


def site(request):
    return {"demo": settings.DEMO}
