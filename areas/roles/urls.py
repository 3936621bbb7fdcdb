"""The addresses under /account/ that know about areas: my roles, invitations, people with roles.

Signing in itself is in accounts.
"""

from django.urls import path

from areas.powers.views import changes
from areas.roles.views import account, calendar, invitations, people, running

urlpatterns = [
    path("", account.account, name="account"),
    path("calendar/", calendar.my_calendar, name="my_calendar"),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<int:pk>/send-again/", invitations.send_again, name="invitation_send_again"),
    path("invitations/<int:pk>/take-back/", invitations.take_back, name="invitation_take_back"),
    path("invitations/<secret:secret>/", invitations.answer, name="invitation_accept"),
    path("running/", running.running, name="running"),
    path("running/letters/<int:pk>/again/", running.letter_again, name="running_letter_again"),
    path(
        "running/letters/<int:pk>/arrived/", running.letter_arrived, name="running_letter_arrived"
    ),
    path("running/tasks/<int:pk>/again/", running.task_again, name="running_task_again"),
    path("changes/", changes.changes, name="changes"),
    path("changes/<int:pk>/agree/", changes.change_agree, name="change_agree"),
    path("changes/<int:pk>/stop/", changes.change_stop, name="change_stop"),
    path("changes/<secret:secret>/", changes.change_by_link, name="change_by_link"),
    path("people/", people.people, name="people"),
    path("people/<int:pk>/end/", people.role_end, name="role_end"),
]
