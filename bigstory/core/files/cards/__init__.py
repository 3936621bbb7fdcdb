"""Cards that are drawn for other sites to show beside a link."""
