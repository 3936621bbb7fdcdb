"""What a browser or a phone sends, cleaned before anything here reads it.

Forms, the phone's queue, filters and searches all arrive as a request, so no form and no view has
to remember the step, and none can leave it out.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, QueryDict

from bigstory.core.text.clean import clean


class CleanWordsMiddleware:
    """Cleans the address parameters and cookies of a request, and its form when it is first read.

    A form is not read here: how much of a file may be written down depends on who is signed in, and
    on the view. The names of files are cleaned by Django.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.GET = _cleaned(request.GET)  # type: ignore[assignment]
        request.COOKIES = {name: clean(value) for name, value in request.COOKIES.items()}
        # Django fills `_post` by this method, once, when a form is first asked for.
        read = request._load_post_and_files

        def read_and_clean() -> None:
            read()
            request._post = _cleaned(request._post)  # type: ignore[attr-defined]

        request._load_post_and_files = read_and_clean  # type: ignore[method-assign]
        return self.get_response(request)


def _cleaned(query: QueryDict) -> QueryDict:
    """The same names and values, cleaned; what was clean already is handed back as it is."""
    pairs = [(name, value) for name, values in query.lists() for value in values]
    clean_pairs = [(clean(name), clean(value)) for name, value in pairs]
    if clean_pairs == pairs:
        return query
    cleaned = QueryDict(mutable=True, encoding=query.encoding)
    for name, value in clean_pairs:
        cleaned.appendlist(name, value)
    cleaned._mutable = False
    return cleaned
