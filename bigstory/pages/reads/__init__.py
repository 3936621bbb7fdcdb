"""What a page gathers from several apps, in few statements. No requests, no HTML."""
