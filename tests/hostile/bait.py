"""What an attack would fetch: a file with a secret, and an address that notices who comes.

The parser's own library opens files and sockets where Python cannot see it; this sees it.
"""

import os
import socket
import tempfile
from functools import cache
from pathlib import Path

import attrs

__all__ = ["Bait", "bait"]

WORDS = "BAIT-ee1f2a77"


@attrs.frozen
class Bait:
    """``file`` holds ``secret``; ``url`` is listened at."""

    secret: str
    file: Path
    url: str
    listener: socket.socket

    def taken(self) -> bool:
        """Tell whether anybody came since the last time."""
        try:
            guest, _ = self.listener.accept()
        except BlockingIOError:
            return False
        guest.close()
        return True


@cache
def bait() -> Bait:
    """Lay the bait, once a process."""
    file = Path(tempfile.gettempdir()) / f"bait-{os.getpid()}.txt"
    file.write_text(WORDS, encoding="ascii")
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0)
    return Bait(WORDS, file, f"http://127.0.0.1:{listener.getsockname()[1]}/x", listener)
