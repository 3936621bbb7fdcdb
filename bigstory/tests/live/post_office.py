"""A mail server of our own that keeps count of what it took, as slow as a test wants it."""

import socketserver
import threading
import time
from collections import Counter
from email import message_from_bytes


class PostOffice(socketserver.ThreadingTCPServer):
    """`taken` counts letters by their Message-ID; each step of a conversation takes `seconds`."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, seconds: float = 0):
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.seconds = seconds
        self.taken = Counter()
        self.port = self.server_address[1]

    def handle_error(self, request, client_address):
        """Whoever is killed in the middle of a letter says no goodbye."""

    def __enter__(self):
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.shutdown()
        self.server_close()


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self):
        self._say("220 here")
        while line := self.rfile.readline():
            verb = line.split()[0].upper() if line.split() else b""
            if verb == b"DATA":
                self._say("354 go on")
                letter = self._letter()
                if letter is None:
                    return None
                self.server.taken[message_from_bytes(letter)["Message-ID"]] += 1
                self._say("250 taken")
            elif verb == b"QUIT":
                return self._say("221 bye")
            else:
                self._say("250 yes")
        return None

    def _say(self, words: str) -> None:
        time.sleep(self.server.seconds)
        self.wfile.write(f"{words}\r\n".encode())

    def _letter(self) -> bytes | None:
        """None where it was cut off before its last line: no server takes such a letter."""
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return None
            lines.append(line)
        return b"".join(lines)
