"""What the programme calls things.

Templates write {{ words.area }}; a sister programme says "neighbourhood".
"""

DEFAULTS = {
    "area": "area",
    "areas": "areas",
    "partnership": "partnership",
    "partnerships": "partnerships",
    "lto": "LTO",
    "lto_long": "Locally Trusted Organisation",
    "rep": "Rep",
    "funder": "Local Trust",
    "plan": "plan",
    "wave": "wave",
    "evaluation": "the evaluation",
}


class Words(dict[str, str]):
    """The programme's words over the defaults; {{ words.Area }} starts with a capital."""

    def __init__(self, own: dict[str, str] | None = None) -> None:
        super().__init__(DEFAULTS | (own or {}))

    def __missing__(self, key: str) -> str:
        lower = key[:1].lower() + key[1:]
        if lower == key or lower not in self:
            raise KeyError(key)
        word = self[lower]
        return word[:1].upper() + word[1:]
