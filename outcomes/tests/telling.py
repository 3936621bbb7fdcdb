"""Opens and sends the pages of telling a story as a browser would."""

import re

from django.urls import reverse


def hidden(response) -> dict:
    """The hidden fields of the telling's form, as a browser would send them back."""
    form = response.content.decode().split("data-autosave", 1)[1].split("</form>", 1)[0]
    found = re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', form)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def let_every_word_stay(client, story) -> None:
    """Look at each word that may say who somebody is, and say that it may stay; for somebody on the
    list, that they are called what they may be.
    """
    page = client.get(f"/stories/{story.pk}/words/")
    answers = {each.field_name: each.answers[0] for each in page.context["found"]}
    client.post(f"/stories/{story.pk}/words/", answers)


def tell(client, story, step: str, **typed):
    """Open a page of the telling and send it with these answers."""
    address = reverse("story_tell", args=[story.pk, step])
    page = client.get(address)
    already = {}
    if "form" in page.context:
        form = page.context["form"]
        already = {
            name: form[name].value() for name in form.fields if form[name].value() not in (None, "")
        }
    return client.post(address, already | hidden(page) | typed)
