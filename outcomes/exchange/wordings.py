"""Takes the words people are asked in from their file.

What was asked in once stays as it was, for ever.
"""

import tomllib
from pathlib import Path

from bigstory.core.refused import Refused
from outcomes.models import PermissionWording

FILE = Path(__file__).parent.parent / "data" / "permission-wording.toml"


def keep_wordings(path: Path = FILE) -> int:
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
