"""Addresses of plans: reading, writing, sending, and what Local Trust answers."""

from django.urls import path

from partnerships.plan.views import actions, next, plan, priority, reviews, send, versions, write

urlpatterns = [
    path("areas/<slug:slug>/plan/", plan.plan_now, name="plan_now"),
    path("areas/<slug:slug>/plan/<int:number>/", plan.plan, name="plan"),
    path("areas/<slug:slug>/plan/<int:number>/send/", send.plan_send, name="plan_send"),
    path(
        "areas/<slug:slug>/plan/<int:number>/take-back/", send.plan_take_back, name="plan_take_back"
    ),
    path("areas/<slug:slug>/plan/<int:number>/next/", next.plan_next, name="plan_next"),
    path(
        "areas/<slug:slug>/plan/<int:number>/versions/",
        versions.plan_versions,
        name="plan_versions",
    ),
    path(
        "areas/<slug:slug>/plan/<int:number>/versions/<int:version>/",
        versions.plan_version,
        name="plan_version",
    ),
    path(
        "areas/<slug:slug>/plan/<int:number>/changes/", versions.plan_changes, name="plan_changes"
    ),
    path("areas/<slug:slug>/plan/compare/", versions.plan_compare, name="plan_compare"),
    path("areas/<slug:slug>/plan/actions/<int:pk>/state/", plan.action_state, name="action_state"),
    path("reviews/plans/<int:pk>/", reviews.plan_review, name="plan_review"),
    path("areas/<slug:slug>/plan/begin/", write.plan_begin, name="plan_begin"),
    path("areas/<slug:slug>/plan/<int:number>/write/", write.plan_write, name="plan_write"),
    path(
        "areas/<slug:slug>/plan/<int:number>/write/words/",
        write.plan_write_words,
        name="plan_write_words",
    ),
    path(
        "areas/<slug:slug>/plan/<int:number>/write/priority/new/",
        priority.plan_write_priority_new,
        name="plan_write_priority_new",
    ),
    path(
        "areas/<slug:slug>/plan/<int:number>/write/priority/<int:pk>/",
        priority.plan_write_priority,
        name="plan_write_priority",
    ),
    path(
        "areas/<slug:slug>/plan/<int:number>/write/priority/<int:pk>/actions/",
        actions.plan_write_actions,
        name="plan_write_actions",
    ),
    path(
        "areas/<slug:slug>/plan/<int:number>/write/priority/<int:pk>/move/",
        priority.plan_write_priority_move,
        name="plan_write_priority_move",
    ),
    path(
        "areas/<slug:slug>/plan/<int:number>/write/priority/<int:pk>/remove/",
        priority.plan_write_priority_remove,
        name="plan_write_priority_remove",
    ),
]
