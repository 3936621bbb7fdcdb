"""One row for each form that was sent, so that sending it twice saves it once."""

from django.conf import settings
from django.db import models


class FormToken(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token = models.UUIDField()
    body = models.CharField(
        max_length=64, help_text="SHA-256 of what was sent; the words themselves are not kept."
    )
    result = models.CharField(max_length=200, help_text="Path of the page the sender was taken to.")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "form that was sent"
        verbose_name_plural = "forms that were sent"
        constraints = [
            models.UniqueConstraint(fields=["user", "token"], name="core_form_sent_once")
        ]

    def __str__(self) -> str:
        return str(self.token)
