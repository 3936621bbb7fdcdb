"""Why a file cannot be taken in, in sentences for the person who brought it."""

from enum import StrEnum
from typing import Generic, TypeVar

_Why = TypeVar("_Why", bound=StrEnum)


class Refused(Exception):
    """Nothing was saved. `problems` has every reason at once, so that it is mended in one go."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems


class RefusedBecause(Refused, Generic[_Why]):
    """Nothing was kept, for one reason. `why` is for programs; `problems[0]` is for people.

    Each kind of file has sentences of its own, for the person who chose it.
    """

    @staticmethod
    def sentence(why: _Why) -> str:
        raise NotImplementedError

    def __init__(self, why: _Why):
        self.why = why
        super().__init__([type(self).sentence(why)])
