"""The site's static files, looked for once in each process."""

from django.conf import settings
from whitenoise.middleware import WhiteNoiseMiddleware


def find_them_once() -> None:
    """Each client of a test begins with a middleware that reads all files and makes their headers.

    That took a fifth of an ordinary test's time. The files are the same as long as what they are
    found by is.
    """
    find, found = WhiteNoiseMiddleware.add_files_from_finders, {}

    def find_or_take(middleware: WhiteNoiseMiddleware) -> None:
        places = tuple(map(str, settings.STATICFILES_DIRS))
        found_by = (middleware.static_prefix, middleware.max_age, places)
        if found_by not in found:
            find(middleware)
            found[found_by] = dict(middleware.files)
        middleware.files.update(found[found_by])

    WhiteNoiseMiddleware.add_files_from_finders = find_or_take
