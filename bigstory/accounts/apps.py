"""Who people are, how they sign in, and the vocabulary of roles."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "bigstory.accounts"
    label = "accounts"
