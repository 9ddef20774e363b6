#!/usr/bin/env python3
"""A hook in Python, by the protocol of pyvenv-hooks(7).

Each environment gets the certificate of the site, with a variable that names it, and the
modules of a folder (pyvenv.ini: key = modules=DIR), by a .pth file.
"""
import json
import sys


class Refused(Exception):
    """pyvenv could not do what was asked for."""


def receive():
    line = sys.stdin.readline()
    if not line:
        sys.exit("pyvenv has gone")
    return json.loads(line)


def send(message):
    # One line, and no other text on the standard output: print to sys.stderr.
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def ask(request, **fields):
    """Has pyvenv do something, and returns what it answers."""
    send(dict(fields, request=request, may_fail=True))
    answer = receive()
    if "error" in answer:
        raise Refused(answer["error"]["message"])
    return answer["return"]


class Site:
    def hello(self, call):
        self.environment = call["environment"]
        self.modules = call["keys"].get("modules")
        self.certificate = call["environment"]["env_dir"] + "/site.pem"
        ask("set_variable", name="SSL_CERT_FILE", value=self.certificate, how="default")
        return {"protocol": 1, "done": True,
                "phases": {"post_setup": ["after"], "setup_scripts": ["instead"]}}

    def instead_setup_scripts(self, call):
        ask("next")

    def after_post_setup(self, call):
        ask("write_file", path="site.pem", text="# the certificates of the site\n")
        if self.modules:
            ask("write_file", path=self.environment["site_dir"] + "/site-modules.pth",
                text=self.modules + "\n")
        ask("cfg_set", key="site-version", value="3")

    def done(self, call):
        print("site:", call["outcome"], file=sys.stderr)


def main():
    site = Site()
    while True:
        line = sys.stdin.readline()
        if not line:
            return
        call = json.loads(line)
        name = call["call"]
        if name in ("before", "instead", "after"):
            name += "_" + call["phase"]
        try:
            send({"return": getattr(site, name)(call) or {}})
        except Refused as error:
            send({"error": {"kind": "plugin", "message": str(error)}})


if __name__ == "__main__":
    main()
