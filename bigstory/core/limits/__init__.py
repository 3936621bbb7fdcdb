"""How often something may be tried: by whom, where from, and until when.

`counting` has the table and the one statement that counts, `places` says what one place is, and
`cache` is Django's cache over the same table, for what others count in it.
"""
