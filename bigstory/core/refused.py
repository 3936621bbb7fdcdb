"""A file that cannot be taken in, with every reason at once, so that it is mended in one go."""


class Refused(Exception):
    """Nothing was saved. `problems` are sentences for the person who brought the file."""

    def __init__(self, problems: list[str]):
        super().__init__("\n".join(problems))
        self.problems = problems
