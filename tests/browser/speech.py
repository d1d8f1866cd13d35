"""A real voice for the browser: speech-dispatcher with espeak-ng's Vietnamese, into a sound card that isn't there."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from browser.server import PATIENCE


def start(folder: Path) -> tuple[subprocess.Popen[bytes], dict[str, str]]:
    """The daemon, and the environment in which Chromium (with --enable-speech-dispatcher) finds it."""
    shutil.copytree("/etc/speech-dispatcher", folder / "config")
    (folder / "config" / "speechd.conf").write_text(
        (
            'AudioOutputMethod "alsa"\nAddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"\nDefaultModule espeak-ng\n'
            'DefaultLanguage "vi"\nLogLevel 1\n'
        ),
        encoding="utf-8",
    )
    (folder / "alsa.conf").write_text("pcm.!default { type null }\nctl.!default { type null }\n", encoding="utf-8")
    (folder / "log").mkdir()
    socket = folder / "socket"
    arguments: list[str | Path] = [
        "speech-dispatcher",
        "-s",
        "-c",
        "unix_socket",
        "-S",
        socket,
        "-C",
        folder / "config",
        "-P",
        folder / "pid",
        "-L",
        folder / "log",
        "-t",
        "0",
    ]
    daemon = subprocess.Popen(
        arguments,
        env=os.environ | {"ALSA_CONFIG_PATH": str(folder / "alsa.conf")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(PATIENCE // 50):
        if socket.exists():
            return daemon, {**os.environ, "SPEECHD_ADDRESS": f"unix_socket:{socket}"}
        time.sleep(0.05)
    raise RuntimeError("speech-dispatcher does not start")
