"""Changes that `mutate` could make and that change nothing, each with its reason.

Each is a file, a line of it, and the change as `mutate` prints it. A line that is written anew is
asked about anew.
"""

TWIN = "outcomes/publishing/queries/gate_sql.py"
ONLY_SELF_HAS_NO_GUARDIAN = (
    "only somebody's own answer has no guardian, and it is looked for by both"
)
SAME: dict[tuple[str, str, str], str] = {
    (
        TWIN,
        'Q(guardian=OuterRef("guardian")) | Q(guardian=None, given_by=By.SELF),',
        "without guardian=None",
    ): ONLY_SELF_HAS_NO_GUARDIAN,
    (
        TWIN,
        'Q(guardian=OuterRef("guardian")) | Q(guardian=None, given_by=By.SELF),',
        "without given_by=By.SELF",
    ): ONLY_SELF_HAS_NO_GUARDIAN,
    (
        TWIN,
        "Q(",
        "without how_far__in=as_far_as(circle)",
    ): "whoever lets it go less far keeps it in by that already",
    (
        TWIN,
        "Q(",
        "without wording__isnull=False",
    ): "without words there is no use that they could be of",
    (
        TWIN,
        "child_yes = Exists(own.exclude(how_far__in=NO_YES)) | Exists(",
        "without how_far__in=NO_YES",
    ): "a child's own no keeps it in already",
    (
        TWIN,
        'own = Q(story__written_by__isnull=False, story__written_by=F("reviewer"))',
        "without story__written_by__isnull=False",
    ): "an exclude leaves in what has no writer, as Django writes it",
}
