"""`docs/roles.md`, written from the table in roles.py so that the two cannot differ."""

from bigstory.accounts.roles import AREA_ROLES, PROGRAMME_ROLES, SECOND_STEP_ROLES, TABLE, Role

HEAD = """# Who may do what

Written from `bigstory/accounts/roles.py` by `manage.py write_roles`. Change it there; a test keeps
this page current.

- **Own area** means the areas in which somebody holds the role, on that day. **Every area**
  means the whole programme.
- A **visitor** has no role. Visitors read what is public, and nothing else.
- {area_roles} are held in one area at a time. {programme_roles} are held for the whole programme.
- {second_step} must have a second step for signing in.
- Somebody who has nothing to do with an area is told that the page does not exist. Somebody
  who may look but not touch is told so.
- A role that has ended stops at the next click. Nobody approves what they wrote.
  An evaluator sees no contact details.
- Administrators keep the system running. Reading what people wrote in private is no part of that,
  and the admin does not show it.
"""


def roles_page() -> str:
    """The whole page, as Markdown."""
    head = HEAD.format(
        area_roles=_listed(AREA_ROLES),
        programme_roles=_listed(PROGRAMME_ROLES),
        second_step=_listed(SECOND_STEP_ROLES),
    )
    columns = ["May …", *(str(role.label) for role in Role)]
    lines = [_row(columns), _row(["---"] * len(columns))]
    for may, line in TABLE.items():
        lines.append(
            _row(
                [
                    str(may.label),
                    *(str(line[role].label) if role in line else "no" for role in Role),
                ]
            )
        )
    return head + "\n" + "\n".join(lines) + "\n"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _listed(roles: tuple[Role, ...]) -> str:
    names = [str(role.label) for role in roles]
    return f"{', '.join(names[:-1])} and {names[-1]}"
