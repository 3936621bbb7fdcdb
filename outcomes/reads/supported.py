"""What of a story is supported by something, and what is only told.

Said in words, and never as a score.
"""

from dataclasses import dataclass, field

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from outcomes.reads.evidence import Proof

PARTS = ("before", "what_changed", "how_it_came_about")


@dataclass
class Support:
    """`by` has a line for each told part that something stands behind; `only_told` names the
    others.
    """

    proofs: list[Proof] = field(default_factory=list)
    by: list[tuple[str, str]] = field(default_factory=list)
    only_told: list[str] = field(default_factory=list)
    whole: str = ""

    def __bool__(self):
        return bool(self.by or self.whole)


def names() -> dict[str, str]:
    return {
        "before": _("what it was like before"),
        "what_changed": _("what changed"),
        "how_it_came_about": _("how it came about"),
    }


def support(thing, proofs: list[Proof], *, photos: int = 0, recordings: int = 0) -> Support:
    """For a story, or its public copy.

    Whatever names no part stands behind the story as a whole.
    """
    called = names()
    told = [part for part in PARTS if getattr(thing, part).strip()]
    found = Support(proofs=proofs)
    for part in told:
        behind = [proof for proof in proofs if proof.supports == part]
        if behind:
            found.by.append((called[part], counted(behind)))
        else:
            found.only_told.append(called[part])
    rest = [proof for proof in proofs if proof.supports not in told]
    found.whole = counted(rest, photos=photos, recordings=recordings)
    return found


def counted(proofs: list, *, photos: int = 0, recordings: int = 0) -> str:
    """ "a number and what two people said"."""
    of = {
        kind: sum(proof.kind == kind for proof in proofs)
        for kind in ("number", "quote", "document", "link")
    }
    words = [
        ngettext("a number", "%(n)s numbers", of["number"]) % {"n": of["number"]}
        if of["number"]
        else "",
        ngettext("what somebody said", "what %(n)s people said", of["quote"]) % {"n": of["quote"]}
        if of["quote"]
        else "",
        ngettext("a paper", "%(n)s papers", of["document"]) % {"n": of["document"]}
        if of["document"]
        else "",
        ngettext("a page on the internet", "%(n)s pages on the internet", of["link"])
        % {"n": of["link"]}
        if of["link"]
        else "",
        ngettext("a photo", "%(n)s photos", photos) % {"n": photos} if photos else "",
        ngettext("a recording", "%(n)s recordings", recordings) % {"n": recordings}
        if recordings
        else "",
    ]
    return get_text_list([each for each in words if each], _("and"))
