"""Addresses of writing a plan, one piece at a time."""

from django.urls import path

from partnerships.views import plan_costed, plan_pieces, plan_priorities, plan_writing

PLAN = "areas/<slug:slug>/plan/<int:number>/write/"

urlpatterns = [
    path("areas/<slug:slug>/plan/begin/", plan_writing.plan_begin, name="plan_begin"),
    path(PLAN, plan_writing.plan_write, name="plan_write"),
    path(f"{PLAN}words/", plan_pieces.plan_write_words, name="plan_write_words"),
    path(
        f"{PLAN}priority/new/",
        plan_priorities.plan_write_priority_new,
        name="plan_write_priority_new",
    ),
    path(f"{PLAN}priority/<int:pk>/", plan_pieces.plan_write_priority, name="plan_write_priority"),
    path(
        f"{PLAN}priority/<int:pk>/actions/",
        plan_costed.plan_write_actions,
        name="plan_write_actions",
    ),
    path(
        f"{PLAN}priority/<int:pk>/move/",
        plan_priorities.plan_write_priority_move,
        name="plan_write_priority_move",
    ),
    path(
        f"{PLAN}priority/<int:pk>/remove/",
        plan_priorities.plan_write_priority_remove,
        name="plan_write_priority_remove",
    ),
]
