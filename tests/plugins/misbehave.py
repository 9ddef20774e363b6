#!/usr/bin/env python3
"""A hook that misbehaves in one way, which its argument names; "good" is none."""
import json
import os
import signal
import subprocess
import sys
import time

how = sys.argv[1]
PHASES = {"create_configuration": ["before"], "post_setup": ["after", "instead"]}


def raw(text):
    sys.stdout.write(text)
    sys.stdout.flush()


def send(message):
    raw(json.dumps(message) + "\n")


def receive():
    line = sys.stdin.readline()
    if not line:
        sys.exit(0)
    return json.loads(line)


def ask(request, **fields):
    send(dict(fields, request=request))
    return receive()


def hello(call):
    answer = {"protocol": 1, "phases": PHASES, "done": True, "unknown": [1, {}]}
    if how == "hello-no-json":
        raw("Welcome to the site hook 3.2\n")
    elif how == "hello-exit":
        sys.exit(0)
    elif how == "hello-status":
        sys.exit(3)
    elif how == "hello-hang":
        time.sleep(1000)
    elif how == "hello-refuses":
        send({"error": {"kind": "target", "message": "not on this machine",
                        "hint": "ask the site's help desk"}})
    elif how == "wrong-version":
        answer["protocol"] = 99
    elif how == "no-version":
        del answer["protocol"]
    elif how == "unknown-phase":
        answer["phases"] = {"install_everything": "before"}
    elif how == "unknown-time":
        answer["phases"] = {"post_setup": "during"}
    elif how == "phases-list":
        answer["phases"] = ["post_setup"]
    elif how == "skip":
        answer["skip"] = True
    send({"return": answer})


def in_phase(call):
    """In "instead" of post_setup: files have been made by then."""
    ask("write_file", path="made-by-hook", text="x\n")
    if how == "no-json":
        raw("Traceback (most recent call last):\n")
    elif how == "array":
        raw("[1, 2]\n")
    elif how == "twice":
        raw('{"return": {}, "return": {}}\n')
    elif how == "neither":
        send({"result": {}})
    elif how == "nul":
        raw('{"return": {}}\0\n')
    elif how == "not-utf8":
        sys.stdout.buffer.write(b'{"return": {"x": "\xff"}}\n')
        sys.stdout.flush()
    elif how == "half":
        raw('{"return": ')
        os._exit(0)
    elif how == "exit":
        os._exit(0)
    elif how == "status":
        sys.exit("no luck")
    elif how == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif how == "closes-stdout":
        os.close(1)
        time.sleep(1000)
    elif how == "closes-stdin":
        os.close(0)
        send({"request": "cfg_get", "key": "home"})
        time.sleep(1000)
    elif how == "hang":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        subprocess.Popen(["sleep", "1000"])
        time.sleep(1000)
    elif how == "long-line":
        try:
            while True:
                raw("x" * 65536)
        except OSError:
            sys.exit(0)
    elif how == "noise":
        for _ in range(4 << 10):
            sys.stderr.write("n" * 1023 + "\n")
    elif how == "long-noise":
        sys.stderr.write("n" * (4 << 20))
    elif how == "unknown-request":
        ask("make_coffee", strength=3)
    elif how == "unknown-forgiven":
        answer = ask("make_coffee", may_fail=True)
        assert answer["error"]["kind"] == "usage", answer
    elif how == "bad-field":
        ask("write_file", path=7, text="x")
    elif how == "no-field":
        ask("write_file", path="x")
    elif how == "bad-base64":
        ask("write_file", path="x", base64="A=B=")
    elif how == "outside":
        ask("write_file", path="../outside", text="x")
    elif how == "journal":
        ask("remove", path=".pyvenv-unfinished")
    elif how == "next-twice":
        ask("next")
        ask("next")
    elif how == "run-fails":
        ask("run", argv=["/bin/sh", "-c", "echo no luck >&2; exit 4"])
    elif how == "kind":
        send({"error": {"kind": "network", "message": "the site is away", "more": 1}})
        return
    elif how == "unknown-kind":
        send({"error": {"kind": "weather", "message": "rain"}})
        return
    elif how == "silent-error":
        send({"error": {}})
        return
    elif how == "return-string":
        send({"return": "done"})
        return
    send({"return": {}})
    if how == "out-of-turn":
        raw("one more thing\n")
        time.sleep(0.2)
    elif how == "dies-between":
        os._exit(6)


def main():
    while True:
        call = receive()
        log = os.environ.get("HOOK_LOG")
        if log:
            with open(log, "a") as file:
                print(call["call"], call.get("phase", ""), call.get("outcome", ""),
                      call.get("error", {}).get("kind", ""), file=file)
        if call["call"] == "hello":
            hello(call)
        elif call["call"] == "instead":
            in_phase(call)
        elif call["call"] == "before" and how == "next-in-before":
            ask("next")
            send({"return": {}})
        elif call["call"] == "done" and how == "done-hang":
            time.sleep(1000)
        else:
            send({"return": {}})
        if call["call"] == "done" and how == "after-end":
            raw("and another thing\n")
        elif call["call"] == "done" and how == "end-status":
            sys.exit(9)


main()
