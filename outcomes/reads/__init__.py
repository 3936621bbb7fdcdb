"""What a page of stories gathers, in few statements. No requests, no HTML."""
