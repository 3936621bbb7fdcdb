"""The example record: real places, invented people. Demo mode only."""
