"""Takes in, for a programme, the ground in law on which each use stands.

What was on record once stays as it was.
"""

import tomllib
from pathlib import Path

from areas.models import Programme
from bigstory.core.refused import Refused
from outcomes.models import LawfulBasis

FILE = Path(__file__).parent.parent / "data" / "lawful-basis.toml"


def keep_lawful_bases(programme: Programme, path: Path = FILE) -> int:
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
