# For `.` in a shell that has DATABASE_URL: the same without the password in $DATABASE, and the password in PGPASSWORD,
# where libpq looks for it. What stands on a command line is read by everybody on the machine.
eval "$(python3 - <<'END'
import os
import shlex
from urllib.parse import unquote, urlsplit

there = urlsplit(os.environ["DATABASE_URL"])
who, _at, where = there.netloc.rpartition("@")
name = who.partition(":")[0]
database = there._replace(netloc=f"{name}@{where}" if name else where).geturl()
print("DATABASE=" + shlex.quote(database))
if there.password:
    print("export PGPASSWORD=" + shlex.quote(unquote(there.password)))
END
)"
