"""Jobs for the workers of a cluster that take no time, and one for each way in which a job may go wrong."""

import errno
import os
import signal
import time
from contextlib import suppress
from pathlib import Path


def shout(content: bytes, order: bytes) -> bytes:
    """Writes down in the file `order` that it was called."""
    with Path(order.decode()).open("ab") as file:
        file.write(b".")
    return content.decode().upper().encode()


def wait(content: bytes, order: bytes) -> bytes:
    """After five jobs, goes on when the file `order` is there, and says in another file that it waits."""
    go_on, done = Path(order.decode()), Path(f"{order.decode()}.xong")
    if done.exists() and len(done.read_bytes()) >= 5:
        go_on.with_name(f"{go_on.name}.cho").touch()
        while not go_on.exists():
            time.sleep(0.02)
    shout(content, bytes(done))
    return content.decode().upper().encode()


def die_once(content: bytes, order: bytes) -> bytes:
    """Takes its worker with it, the first time."""
    if b"7" in content and not Path(order.decode()).exists():
        Path(order.decode()).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return content.decode().upper().encode()


def die(content: bytes, order: bytes) -> bytes:
    """Takes its worker with it, for one input each time."""
    if content.endswith(b" 7"):
        os.kill(os.getpid(), signal.SIGKILL)
    return content.decode().upper().encode()


def grow(content: bytes, order: bytes) -> bytes:
    """More than a small exchange has room for."""
    return content * 100_000


def lack_room(content: bytes, order: bytes) -> bytes:
    raise OSError(errno.ENOSPC, "No space left on device", "/var/tmp/tam")


def lack_room_on_one(content: bytes, order: bytes) -> bytes:
    """The first worker that comes along has no room, whatever it is to do."""
    with suppress(FileExistsError), Path(order.decode()).open("x") as file:
        file.write(str(os.getpid()))
    if Path(order.decode()).read_text() in ("", str(os.getpid())):
        return lack_room(content, order)
    return content.decode().upper().encode()


def refuse(content: bytes, order: bytes) -> bytes:
    """Can't do one of its inputs, wherever it is."""
    if content.endswith(b" 7"):
        raise ValueError("một ảnh hỏng")
    return content.decode().upper().encode()
