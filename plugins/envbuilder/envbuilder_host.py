"""pyvenv, as a hook in Python sees it: the protocol of pyvenv-hooks(7)."""
import json
import os
import sys
import threading


class Refused(Exception):
    """Something that pyvenv cannot do; the kind is one of pyvenv-hooks(7)."""

    def __init__(self, message, kind="plugin"):
        super().__init__(message)
        self.kind = kind


class Host:
    """pyvenv, at the other end of standard input and output."""

    def __init__(self):
        self.lock = threading.RLock()
        self.asked = False
        self.input = os.fdopen(os.dup(0), encoding="utf-8")
        self.output = os.fdopen(os.dup(1), "w", encoding="utf-8")
        # What the class prints, or lets programs print, is for people.
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        os.dup2(2, 1)
        sys.stdout = sys.stderr

    def receive(self):
        line = self.input.readline()
        return json.loads(line) if line else None

    def send(self, message):
        self.output.write(json.dumps(message) + "\n")
        self.output.flush()

    def ask(self, request, **fields):
        with self.lock:
            if not self.asked:
                raise Refused("%s: a thread of the class went on after its method had "
                              "returned" % request)
            self.send(dict(fields, request=request, may_fail=True))
            answer = self.receive()
        if answer is None:
            raise SystemExit("pyvenv has gone")
        if "error" in answer:
            raise Refused(answer["error"]["message"], answer["error"]["kind"])
        return answer["return"]

    def progress(self, text, stream="main"):
        """The callable that the manual's class takes: of a line, or of a dot."""
        if isinstance(text, bytes):
            text = text.decode("utf-8", "replace")
        if stream not in ("main", "stdout", "stderr"):
            stream = "main"
        if self.asked:
            self.ask("progress", text=text.rstrip("\n"), stream=stream)

    def serve(self, answer):
        """Answers calls with what ANSWER returns or raises, until there are no more."""
        while True:
            call = self.receive()
            if call is None:
                return
            self.asked = True
            try:
                message = {"return": answer(call) or {}}
            except Refused as error:
                message = {"error": {"kind": error.kind, "message": str(error)}}
            with self.lock:
                self.asked = False
                self.send(message)
