"""Everybody who asks for a page, and where they belong. `a` and `b` are two of the three areas."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asker:
    who: str
    role: str = ""  # none: a visitor, or somebody signed in to whom nobody gave a role
    area: str = ""

    @property
    def signed_in(self) -> bool:
        return self.who != "visitor"

    @property
    def for_the_programme(self) -> bool:
        return self.role in ("trust", "evaluator", "administrator")


ASKERS = [
    Asker("visitor"),
    Asker("nobody"),
    Asker("member", "member", "a"),
    Asker("worker", "worker", "a"),
    Asker("lto", "lto", "a"),
    Asker("rep", "rep", "a"),
    Asker("neighbour", "member", "b"),
    Asker("trust", "trust"),
    Asker("evaluator", "evaluator"),
    Asker("admin", "administrator"),
]
