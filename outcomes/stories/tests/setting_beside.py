"""What somebody fills in to set one thing of each kind beside a story."""

import re

from django.urls import reverse

QUOTE = {"words": "I sleep now.", "said_by_is": "A mother at the group", "supports": "what_changed"}
NUMBER = {
    "number": "1,240",
    "unit": "dinners",
    "said_by": "Tom",
    "said_by_is": "paid worker",
    "source": "The register",
    "supports": "",
}
PAPER = {
    "source": "Minutes of 12 June",
    "words": "Agreed to try four Saturdays.",
    "said_by": "",
    "supports": "before",
}
LINK = {
    "url": "https://example.org/lunch",
    "words": "The paper came.",
    "said_by_is": "The local paper",
    "supports": "",
}
EACH = {"quote": QUOTE, "number": NUMBER, "document": PAPER, "link": LINK}


def add(person, story, kind: str, **typed):
    address = reverse("evidence_new", args=[story.pk, kind])
    return person.client.post(address, hidden(person.client.get(address)) | EACH[kind] | typed)


def hidden(page) -> dict:
    found = re.findall(
        r'<input type="hidden" name="(token|seen)"(?: value="([^"]*)")?', page.content.decode()
    )
    return dict(found)


def read(person, story) -> str:
    return person.client.get(story.get_absolute_url()).content.decode()
