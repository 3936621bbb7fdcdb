"""Takes in, for a programme, the ground in law on which each use stands.

What was on record once stays as it was.

Takes the words people are asked in from their file.

What was asked in once stays as it was, for ever.
"""

import tomllib
from pathlib import Path

from areas.models import Programme
from bigstory.core.files.refused import Refused
from outcomes.models import LawfulBasis, PermissionWording

LAWFUL_BASES_FILE = Path(__file__).parents[2] / "data" / "lawful-basis.toml"


def keep_lawful_bases(programme: Programme, path: Path = LAWFUL_BASES_FILE) -> int:
    """Add the grounds that are not there yet.

    Raises Refused where a file would change one that is on record.
    """
    known = {
        (each.use, each.from_date): each for each in LawfulBasis.objects.filter(programme=programme)
    }
    new = []
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["basis"]:
        there = known.get((entry["use"], entry["from_date"]))
        if there is None:
            new.append(LawfulBasis(programme=programme, **entry))
        elif any(getattr(there, name) != value for name, value in entry.items()):
            raise Refused(
                [f"The ground “{there}” is on record already. Give the new one a later day."]
            )
    return len(LawfulBasis.objects.bulk_create(new))


WORDINGS_FILE = Path(__file__).parents[2] / "data" / "permission-wording.toml"


def keep_wordings(path: Path = WORDINGS_FILE) -> int:
    """Add the wordings that are not there yet.

    Raises Refused where a file would change what somebody was shown.
    """
    known = {(w.use, w.version, w.language): w for w in PermissionWording.objects.all()}
    new = []
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["wording"]:
        text = entry["text"].strip()
        language = entry.get("language", "en")
        there = known.get((entry["use"], entry["version"], language))
        if there is None:
            new.append(PermissionWording(**{**entry, "text": text, "language": language}))
        elif there.text != text:
            raise Refused(
                [
                    (
                        f"The wording {there} was shown to people already. Give the new words "
                        "a new version."
                    )
                ]
            )
    for wording in new:
        wording.save()
    return len(new)
