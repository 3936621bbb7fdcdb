"""The links of the people in a story, made and ended.

A new one is shown once, as words and as a square for a phone's camera.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bigstory.accounts.roles import May
from bigstory.kit.numbers.rows import row_number
from bigstory.kit.once import OnceForm, made_once, with_a_token
from bigstory.kit.qr import qr_svg
from outcomes.consent.actions.links import end_links, link_of, make_link
from outcomes.models import ChangeStory, Person
from outcomes.stories.views.story import of_story, story_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def story_links(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody who tells the story or is in it, with a button each."""
    story = story_or_404(request, pk, needs=May.RECORD_PERMISSIONS)
    people = _people(request, story)
    if request.method == "POST":
        person = get_object_or_404(people, pk=row_number(request.POST.get("person", "")))
        if request.POST.get("do") == "end":
            end_links(person=person, by=request.user)
            messages.success(
                request, _("The link has ended. Nobody who finds the paper opens anything.")
            )
            return redirect("story_links", pk)
        return _make(request, story, person)
    listed = list(people.prefetch_related("links"))
    for person in listed:
        person.link = next((link for link in person.links.all() if link.ended_at is None), None)
    form = OnceForm(auto_id=False)  # the same token beside each name
    context = {
        **of_story(story),
        "people": listed,
        "form": form,
    }
    return render(request, "outcomes/consent/links.html", context)


def _make(request: HttpRequest, story: ChangeStory, person: Person) -> HttpResponse:
    """Sent twice, it is made once: a second link would end the first, which may be on paper."""
    form = OnceForm(with_a_token(request.POST))
    form.is_valid()
    secrets: list[str] = []

    def make() -> str:
        secrets.append(make_link(person=person, by=request.user))
        return reverse("story_links", args=[story.pk])

    path, new = made_once(request, form, make)
    # Where two were sent at once, what the second made was rolled back with its token.
    if not (new and secrets and link_of(secrets[0])):
        messages.info(
            request,
            _("That link was made a moment ago, and is shown only once. You can make a new one."),
        )
        return redirect(path)
    address = request.build_absolute_uri(reverse("mine", args=[secrets[0]]))
    context = {
        **of_story(story),
        "person": person,
        "address": address,
        "qr": qr_svg(address, _("Square code that opens the private page")),
    }
    response = render(request, "outcomes/consent/link.html", context)
    response["Cache-Control"] = "no-store, private"  # the address is the key, and is shown once
    return response


def _people(request: HttpRequest, story: ChangeStory):
    listed = story.appearances.filter(person__isnull=False).values("person")
    return Person.objects.visible_to(request.user).here().filter(pk__in=listed)
