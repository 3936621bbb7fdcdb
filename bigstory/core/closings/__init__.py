"""What was closed, remembered outside the database: a backup that is put back opens none of it.

`models` keeps a row of each in the transaction of the deed, `ledger` writes it into a file once
that is committed, `restored` knows when the file is ahead of the database, and `again` closes all
of it once more. Why so: docs/decisions/0020.
"""
