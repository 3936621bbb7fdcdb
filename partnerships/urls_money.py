"""Addresses of an area's money."""

from django.urls import path

from partnerships.views import (
    money,
    money_in,
    spend_answer,
    spend_lines,
    spend_reports,
    spend_rows,
    spend_upload,
)

AREA = "areas/<slug:slug>/money/"
REPORT = AREA + "reports/<int:pk>/"

urlpatterns = [
    path(AREA, money.money, name="money"),
    path(AREA + "ledger/", money.money_ledger, name="money_ledger"),
    path(AREA + "awards/new/", money_in.award_new, name="award_new"),
    path(AREA + "payments/new/", money_in.payment_new, name="payment_new"),
    path(AREA + "leverage/new/", money_in.leverage_new, name="leverage_new"),
    path(AREA + "lines/", spend_lines.spend_lines, name="spend_lines"),
    path(AREA + "lines.csv", spend_lines.spend_lines_csv, name="spend_lines_csv"),
    path(AREA + "reports/new/", spend_reports.spend_report_new, name="spend_report_new"),
    path(REPORT, spend_reports.spend_report, name="spend_report"),
    path(REPORT + "send/", spend_reports.spend_report_send, name="spend_report_send"),
    path(REPORT + "lines/", spend_rows.spend_report_lines, name="spend_report_lines"),
    path(REPORT + "upload/", spend_upload.spend_report_upload, name="spend_report_upload"),
    path(REPORT + "lines.csv", spend_upload.spend_report_csv, name="spend_report_csv"),
    path("reviews/spending/<int:pk>/", spend_answer.spend_report_reply, name="spend_report_reply"),
]
