"""Closes again the roles, the invitations and the changes of who may do what that had ended before
an older copy of the record was put back.
"""

from datetime import date

from django.db.models import Q
from django.utils import timezone

from areas.models import Area, AreaRole, PowerChange
from bigstory.accounts.models import CalendarLink, Invitation, User
from bigstory.core.closings.again import closes
from bigstory.core.closings.models import Closing
from bigstory.core.db import audit


def area_again(number: int, slug: str) -> Area:
    """The area of that number: its address may have changed since the copy was made. One that is
    not there may have been made again, at the same address. Raises LookupError.
    """
    areas = Area.objects.all()
    area = areas.filter(pk=number).first() or areas.filter(slug=slug).first()
    if area is None:
        raise LookupError(f"there is no area {number} ({slug}); take it in with import_areas")
    return area


@closes("role")
def role(line: Closing) -> str:
    """Every such role of theirs, whichever row it is: of two, one would be enough to come in."""
    user = line.row_of(User.objects.all(), "joined_at")
    if user is None:
        return ""
    ends = date.fromisoformat(line.more["ends"])
    theirs = AreaRole.objects.filter(user=user, role=line.more["role"])
    slug = line.more["area"]
    theirs = theirs.filter(area=area_again(line.more["area_id"], slug) if slug else None)
    begun = list(theirs.filter(Q(ends=None) | Q(ends__gt=ends)))
    for each in begun:
        each.ends = max(ends, each.starts or ends)
        each.save(update_fields=["ends"])
        audit.record("role.ended", each, area=slug, role=each.role)
    return f"{len(begun)} ended again" if begun else ""


@closes("power")
def power(line: Closing) -> str:
    """What somebody stopped does not come into force because an older copy waits for it again."""
    row = line.row_of(PowerChange.objects.waiting(), "asked_at")
    if row is None:
        return ""
    stopped = PowerChange.State.STOPPED
    PowerChange.objects.filter(pk=row.pk).update(state=stopped, ended_at=timezone.now())
    audit.record("power.stopped", row, what=row.what)
    return "stopped again"


@closes("account")
def account(line: Closing) -> str:
    user = line.row_of(User.objects.filter(is_active=True), "joined_at")
    if user is None:
        return ""
    user.is_active = False
    user.save(update_fields=["is_active"])
    audit.record("account.closed", user)
    return "closed again"


@closes("calendar")
def calendar(line: Closing) -> str:
    """Every address of theirs that was made before."""
    user = line.row_of(User.objects.all(), "joined_at")
    links = CalendarLink.objects.filter(user=user, made_at__lte=line.at, ended_at=None)
    if user is None or not links.update(ended_at=line.at):
        return ""
    return "its address is ended again"


@closes("invitation")
def invitation(line: Closing) -> str:
    """Used, withdrawn or replaced by another link: whoever still needs it is invited anew."""
    row = line.row_of(Invitation.objects.filter(used_at=None, withdrawn_at=None), "created_at")
    if row is None or row.digest != line.more["digest"]:
        return ""
    Invitation.objects.filter(pk=row.pk).update(withdrawn_at=timezone.now())
    audit.record("invitation.withdrawn", row, area=row.area_slug)
    return "its link is closed again"
