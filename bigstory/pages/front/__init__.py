"""The front page: what a visitor sees first."""
