"""Addresses of an area's money."""

from django.urls import path

from partnerships.money.views import expected, lines, money, reports, spending, upload

urlpatterns = [
    path("areas/<slug:slug>/money/", money.money, name="money"),
    path("areas/<slug:slug>/money/ledger/", money.money_ledger, name="money_ledger"),
    path("areas/<slug:slug>/money/awards/new/", money.award_new, name="award_new"),
    path("areas/<slug:slug>/money/payments/new/", money.payment_new, name="payment_new"),
    path("areas/<slug:slug>/money/leverage/new/", money.leverage_new, name="leverage_new"),
    path("areas/<slug:slug>/money/expected/new/", expected.expected_new, name="expected_new"),
    path(
        "areas/<slug:slug>/money/expected/<int:pk>/change/",
        expected.expected_change,
        name="expected_change",
    ),
    path("areas/<slug:slug>/money/lines/", lines.spend_lines, name="spend_lines"),
    path("areas/<slug:slug>/money/lines.csv", lines.spend_lines_csv, name="spend_lines_csv"),
    path("areas/<slug:slug>/money/reports/new/", reports.spend_report_new, name="spend_report_new"),
    path("areas/<slug:slug>/money/reports/<int:pk>/", reports.spend_report, name="spend_report"),
    path(
        "areas/<slug:slug>/money/reports/<int:pk>/send/",
        reports.spend_report_send,
        name="spend_report_send",
    ),
    path(
        "areas/<slug:slug>/money/reports/<int:pk>/lines/",
        reports.spend_report_lines,
        name="spend_report_lines",
    ),
    path(
        "areas/<slug:slug>/money/reports/<int:pk>/upload/",
        upload.spend_report_upload,
        name="spend_report_upload",
    ),
    path(
        "areas/<slug:slug>/money/reports/<int:pk>/lines.csv",
        upload.spend_report_csv,
        name="spend_report_csv",
    ),
    path("reviews/expected/", expected.expected_payments, name="expected_payments"),
    path("reviews/spending/<int:pk>/", spending.spend_report_reply, name="spend_report_reply"),
]
