"""Interrupts pyvenv at every moment of a download that a server can tell apart.

    interrupt.py PYVENV PYTHON WHEELS

A server in this process offers the wheels in the folder WHEELS in pieces.  Every
request and every piece of an answer is a moment.  For each of them an environment
is made anew, on a terminal of its own, and gets SIGINT or SIGTERM, in turns, just
before that moment.
Then the environment has to be gone, with nothing else left, the terminal has to
be as it was, and the cache has to be good for a second run that is not
interrupted.
"""

import fcntl
import glob
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../index"))
sys.dont_write_bytecode = True
import server  # noqa: E402

PIECE = 4096


class Moments:
    """Counts what happens, and sends the signal before the one that was chosen."""

    def __init__(self):
        self.lock = threading.Lock()
        self.start(None)

    def start(self, chosen, signal=None, pause=0):
        self.count, self.chosen, self.pid = 0, chosen, None
        self.signal, self.pause = signal, pause
        self.started = threading.Event()

    def happen(self):
        self.started.wait(30)
        with self.lock:
            if self.count == self.chosen:
                time.sleep(self.pause)
                os.kill(self.pid, self.signal)
            self.count += 1


class Pieces:
    """A file for an answer that tells of each piece."""

    def __init__(self, file, moments):
        self.file, self.moments = file, moments

    def write(self, data):
        for start in range(0, len(data), PIECE):
            self.moments.happen()
            self.file.write(data[start:start + PIECE])
            self.file.flush()

    def __getattr__(self, name):
        return getattr(self.file, name)


class Handler(server.Handler):
    def setup(self):
        super().setup()
        self.wfile = Pieces(self.wfile, self.server.moments)

    def do_GET(self):
        self.server.moments.happen()
        super().do_GET()


class Run:
    """One pyvenv on a terminal of its own."""

    def __init__(self, moments, arguments):
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        before = termios.tcgetattr(slave)
        # A shell without job control lets its children ignore SIGINT.
        process = subprocess.Popen(
            arguments, stdin=slave, stdout=slave, stderr=slave,
            start_new_session=True, close_fds=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        moments.pid = process.pid
        moments.started.set()
        self.shown = b""
        while process.poll() is None or select.select([master], [], [], 0)[0]:
            if select.select([master], [], [], 0.01)[0]:
                self.shown += os.read(master, 65536)
        self.status = process.wait()
        assert termios.tcgetattr(slave) == before, "settings of the terminal"
        os.close(slave)
        os.close(master)

    def screen(self):
        """The lines that are left when all control sequences are done."""
        lines, row, column = [[]], 0, 0
        text = self.shown.decode()
        while text:
            if text.startswith("\x1b["):
                end = next(i for i, c in enumerate(text[2:], 2) if c.isalpha())
                number, command = text[2:end], text[end]
                if command == "K":
                    del lines[row][column if number in ("", "0") else 0:]
                elif command == "J":
                    del lines[row][column:], lines[row + 1:]
                elif command == "A":
                    row = max(0, row - int(number or 1))
                elif command == "B":
                    row += int(number or 1)
                text = text[end + 1:]
                continue
            character, text = text[0], text[1:]
            if character == "\r":
                column = 0
            elif character == "\n":
                row += 1
            else:
                while len(lines) <= row:
                    lines.append([])
                line = lines[row]
                line += " " * (column + 1 - len(line))
                line[column] = character
                column += 1
            while len(lines) <= row:
                lines.append([])
        return ["".join(line).rstrip() for line in lines if "".join(line).strip()]


def check(run, expected, env, cache, what):
    problems = []
    if run.status != expected:
        problems.append("exit status %d" % run.status)
    if os.path.lexists(env) or glob.glob(env + "*") or glob.glob(
            os.path.dirname(env) + "/.[!.]*"):
        problems.append("left: %s" % os.listdir(os.path.dirname(env)))
    for folder, _, names in os.walk(cache + "/downloads"):
        for name in names:
            size = os.path.getsize(os.path.join(folder, name))
            if name.endswith(".whl") and size == what["sizes"].get(name):
                continue
            if name != "CACHEDIR.TAG":
                problems.append("partial: %s, %d" % (name, size))
    lines = run.screen()
    if any("[" in line and "]" in line or "%" in line for line in lines):
        problems.append("a bar is left")
    if not any("nterrupted" in line for line in lines):
        problems.append("nothing says that it was interrupted")
    if b"\x1b[?25l" in run.shown and not run.shown.rstrip().endswith(b"\x1b[?25h"):
        problems.append("the cursor is hidden")
    assert not problems, (what["moment"], problems, lines, run.shown)


def main():
    pyvenv, python, wheels = sys.argv[1:]
    folder = tempfile.mkdtemp(dir=os.path.dirname(wheels))
    moments = Moments()
    http = server.Server(("127.0.0.1", 0), Handler)
    http.moments = moments
    http.folder = folder
    shutil.copytree(wheels, folder + "/files")
    threading.Thread(target=http.serve_forever, daemon=True).start()

    home = folder + "/home"
    place = folder + "/place"
    cache = home + "/.cache/pyvenv"
    os.environ.update(HOME=home, TERM="xterm")
    os.environ.pop("NO_COLOR", None)
    arguments = [pyvenv, "--python", python, "--plugin=setuptools-pip",
                 "--source=index", "--index-url",
                 "http://127.0.0.1:%d/json" % http.server_port, place + "/env"]
    sizes = {os.path.basename(path): os.path.getsize(path)
             for path in glob.glob(wheels + "/*")}

    def make(*chosen):
        shutil.rmtree(place, ignore_errors=True)
        os.makedirs(place)
        moments.start(*chosen)
        return Run(moments, arguments)

    run = make(None)
    assert run.status == 0, run.shown
    total = moments.count
    assert total > 20, total
    bars = 0
    for moment in range(total):
        for name in "index", "downloads":
            shutil.rmtree(cache + "/" + name, ignore_errors=True)
        # A bar comes only when it takes a while.
        number = signal.SIGTERM if moment % 2 else signal.SIGINT
        run = make(moment, number, 0.7 if moment % 5 == 4 else 0)
        bars += b"[#" in run.shown
        check(run, 128 + number, place + "/env", cache,
              {"moment": moment, "sizes": sizes})
        if moment % 4 == 0:
            again = make(None)
            assert again.status == 0, (moment, again.shown)
            assert os.path.exists(place + "/env/bin/pip"), moment
    assert bars > 1, bars
    shutil.rmtree(folder)


main()
