"""completion.py SHELL SCRIPT SAID: types lines with tabs into an interactive shell.

Each line of stdin is typed, "\\t" standing for the tab key.  A function in the
place of pyvenv writes the words that it gets to the file SAID, a line each time.
"""
import os
import pty
import select
import sys

SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], "set +o history\n"),
    "zsh": (["zsh", "-f", "-i"], "autoload -U compinit; compinit -u -D\n"),
}


def lines_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read().count("\n")


def wait_for(fd, path, count):
    """Reads what the shell shows until SAID has COUNT lines."""
    shown = b""
    while lines_of(path) < count:
        if not select.select([fd], [], [], 60)[0]:
            break
        try:
            shown += os.read(fd, 65536)
        except OSError:
            break
    if lines_of(path) < count:
        sys.exit("the shell shows: %r" % shown)


def main():
    shell, script, said = sys.argv[1:]
    arguments, start = SHELLS[shell]
    pid, fd = pty.fork()
    if pid == 0:
        os.execvp(arguments[0], arguments)
    os.write(fd, (start + ". %s\n" % script
                  + "pyvenv () { printf '<%%s>' \"$@\"; echo; } >>%s\n" % said
                  + "pyvenv ready\n").encode())
    count = 1
    wait_for(fd, said, count)
    for line in sys.stdin:
        count += 1
        os.write(fd, line.replace("\\t", "\t").encode())
        wait_for(fd, said, count)
    os.write(fd, b"exit\n")
    os.close(fd)
    os.waitpid(pid, 0)


main()
