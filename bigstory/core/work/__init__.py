"""Work that no page waits for: tasks, and letters on their way to a mail server.

Both are rows, written in the transaction of the deed they belong to, so that a crash loses neither.
`manage.py worker` does them. It holds a row for a minute at a time; of a worker that is killed the
row is free again once that minute is over.

tasks.py says what a task is, mail.py writes letters, sending.py hands them to a mail server,
worker.py is the process, watch.py tells how it goes.
"""
