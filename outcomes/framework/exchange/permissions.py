"""Takes in two files of the programme: the ground in law on which each use stands, and the words in
which people are asked for a permission. What was on record once stays as it was, for ever.
"""

import tomllib
from pathlib import Path

from areas.models import PowerChange, Programme
from areas.powers.actions.changes import done_on_the_machine
from bigstory.core.files.refused import Refused
from bigstory.core.text.clean import clean_all
from outcomes.models import LawfulBasis, PermissionWording

DATA = Path(__file__).parents[2] / "data"
LAWFUL_BASES_FILE = DATA / "lawful-basis.toml"
WORDINGS_FILE = DATA / "permission-wording.toml"


def keep_lawful_bases(programme: Programme, path: Path = LAWFUL_BASES_FILE) -> int:
    """Add the grounds that are not there yet; returns how many.

    Raises Refused where a file would change one that is on record.
    """
    bases = LawfulBasis.objects.filter(programme=programme)
    known = {(basis.use, basis.circle, basis.from_date): basis for basis in bases}
    new = []
    for entry in _entries(path, "basis"):
        stored = known.get((entry["use"], entry["circle"], entry["from_date"]))
        if stored is None:
            new.append(LawfulBasis(programme=programme, **entry))
        elif any(getattr(stored, name) != value for name, value in entry.items()):
            raise Refused(
                [f"The ground “{stored}” is on record already. Give the new one a later day."]
            )
    LawfulBasis.objects.bulk_create(new)
    if known and new:  # what a new site begins with changes nothing
        what = PowerChange.What.LAWFUL_BASIS
        done_on_the_machine(what=what, data={"bases": [basis.as_data() for basis in new]})
    return len(new)


def keep_wordings(path: Path = WORDINGS_FILE) -> int:
    """Add the wordings that are not there yet; returns how many.

    Raises Refused where a file would change what somebody was shown.
    """
    known = {(w.use, w.how_far, w.version, w.language): w for w in PermissionWording.objects.all()}
    new = []
    for entry in _entries(path, "wording"):
        text = entry["text"].strip()
        language = entry.get("language", "en")
        stored = known.get((entry["use"], entry.get("how_far", ""), entry["version"], language))
        if stored is None:
            new.append(PermissionWording(**entry | {"text": text, "language": language}))
        elif stored.text != text:
            raise Refused(
                [
                    f"The wording {stored} was shown to people already. Give the new words "
                    "a new version."
                ]
            )
    for wording in new:
        wording.save()
    return len(new)


def _entries(path: Path, name: str) -> list[dict]:
    return clean_all(tomllib.loads(path.read_text(encoding="utf-8")))[name]
