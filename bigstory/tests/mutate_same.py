"""Changes that `mutate` could make and that change nothing, each with its reason.

Each is a file, a line of it, and the change as `mutate` prints it. A line that is written anew is
asked about anew.
"""

SAME: dict[tuple[str, str, str], str] = {}
