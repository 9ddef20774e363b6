"""Asks an index as pip does and as pyvenv does, over generated set-ups.

    compare_with_pip.py COUNT SEED PYTHON PYVENV

runs in a folder where the servers of compare_with_pip.sh write their logs: web/,
secure/ (https), open/ and closed/ (proxies).  A set-up is a netrc, variables for
proxies and certificates, an address with or without a user, and a keyring.  For
each of them pip of PYTHON downloads a wheel, and then PYVENV installs it.  Both
have to end alike, and the servers and proxies have to have been asked the same,
with the same passwords; what is asked twice counts once.
"""

import base64
import os
import random
import re
import shutil
import subprocess
import sys

COUNT, SEED, PYTHON, PYVENV = (int(sys.argv[1]), int(sys.argv[2]), sys.argv[3],
                               sys.argv[4])
HERE = os.getcwd()
LOGS = ["web", "secure", "open", "closed"]


def url_of(name):
    with open(name + "/url") as file:
        return file.read()


WEB, SECURE = url_of("web"), url_of("secure")
OPEN, CLOSED = url_of("open"), url_of("closed")
ADMITTED = CLOSED.replace("://", "://user:se%3Acr%40t@")
NOBODY = "http://127.0.0.1:1"
CERTIFICATES = ["ours.crt", "other.crt", "hashed", "missing"]

KEYRING = """#!/bin/sh
echo "$@" >>'%s/keyring.log'
case "$*" in
%s
  *) exit 1 ;;
esac
"""


def one_of(*choices):
    return random.choice(choices)


def netrc():
    """The text of the file, or None."""
    machine = one_of("machine 127.0.0.1", "machine localhost", "machine other",
                     "default")
    entry = one_of("login user password se:cr@t", "login user password wrong",
                   "login user", "password se:cr@t", 'login user password "se:cr@t"',
                   "login other\\n password x")
    return one_of(None, None, machine + " " + entry + "\n",
                  "machine other login a password b\n%s %s" % (machine, entry),
                  "%s %s\nnonsense here\n" % (machine, entry),
                  "macdef init\n cd x\n\n%s %s\n" % (machine, entry))


def proxies():
    """Variables, a handful of which are set."""
    names = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy",
             "ALL_PROXY", "PIP_PROXY"]
    found = {}
    for name in names:
        if random.random() < 0.15:
            found[name] = one_of(OPEN, ADMITTED, CLOSED, NOBODY, "",
                                 OPEN.replace("http://", ""))
    if found and random.random() < 0.4:
        found[one_of("no_proxy", "NO_PROXY")] = one_of(
            "127.0.0.1", "localhost", "*", "example.invalid", "127.0.0.1,localhost",
            ".localhost", "", "127.0.0.0/8", " localhost , 127.0.0.1",
            WEB.replace("http://", ""))
    if random.random() < 0.05:
        found["REQUEST_METHOD"] = "GET"
    return found


def certificates():
    names = ["PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]
    found = {name: os.path.join(HERE, one_of(*CERTIFICATES[:2], "hashed"))
             for name in names if random.random() < 0.3}
    # Those that are named count alone here, but from pip 24.2 on beside these.
    named = any(name in found for name in names)
    for name, choices in () if named else (
            ("SSL_CERT_FILE", ["ours.crt", "other.crt", "missing"]),
            ("SSL_CERT_DIR", ["hashed", "empty", "missing"])):
        if random.random() < 0.25:
            found[name] = os.path.join(HERE, one_of(*choices))
    if random.random() < 0.2:
        found["PIP_TRUSTED_HOST"] = one_of(
            "localhost", "127.0.0.1", "other", SECURE.replace("https://", ""))
    return found


def address():
    server = one_of(WEB, WEB, SECURE)
    if server == WEB and random.random() < 0.3:
        server = server.replace("127.0.0.1", "localhost")
    user = one_of("", "", "user:se%3Acr%40t@", "user@", "user@", "user:@", ":pw@",
                  "user:wrong@", "other@")
    path = one_of("/auth/json", "/auth/json", "/auth/html/", "/json", "/auth//json")
    scheme, rest = server.split("://")
    return "%s://%s%s%s" % (scheme, user, rest, path), user


def keyring(url):
    """What the program answers, and how pip is told to use it."""
    plain = re.sub("//[^/]*@", "//", url).rstrip("/") + "/"
    server = plain.split("/")[2]
    service = one_of(plain, server, "other")
    answer = one_of("se:cr@t", "se:cr@t", "wrong", "")
    who = one_of("user", "user", "other")
    cases = [
        "  '--mode=creds --output=json get %s'%s) printf '%%s\\n' '%s' ;;" % (
            service, one_of("", "' %s'" % who),
            '{"username": "%s", "password": "%s"}' % (who, answer))]
    variables = {}
    provider = one_of(None, None, "auto", "subprocess", "disabled")
    if provider is not None:
        variables["PIP_KEYRING_PROVIDER"] = provider
    return KEYRING % (HERE, "\n".join(cases)), variables


def asked():
    """What the servers and the keyring were asked."""
    found = set()
    for name in LOGS:
        with open(name + "/log") as log:
            for line in log:
                parts = line.split()
                who = ""
                if name in ("web", "secure"):
                    match = re.search("Authorization=Basic ([^ ]*)", line)
                    who = match and base64.b64decode(match.group(1)).decode() or ""
                found.add((name, " ".join(parts[:3]), who))
        open(name + "/log", "w").close()
    if os.path.exists("keyring.log"):
        with open("keyring.log") as log:
            found |= {("keyring", line.rstrip(), "") for line in log}
        os.remove("keyring.log")
    return found


def without_empty(questions):
    """QUESTIONS but those in vain: where netrc has another user for the server, pip
    tries that of the address with an empty password."""
    return {each for each in questions
            if not (each[1].endswith(" 401") and each[2].endswith(":"))}


def run(command, variables):
    shutil.rmtree("out", ignore_errors=True)
    shutil.rmtree("home/.cache", ignore_errors=True)
    done = subprocess.run(command, env=variables, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode == 0, asked(), done.stdout.decode(errors="replace")


def set_up():
    url, user = address()
    program, variables = keyring(url)
    with open("bin/keyring", "w") as file:
        file.write(program)
    os.chmod("bin/keyring", 0o755 if random.random() < 0.8 else 0o644)
    variables.update(proxies())
    variables.update(certificates())
    variables["PIP_INDEX_URL"] = url
    # pip would ask on a terminal.
    variables["PIP_NO_INPUT"] = one_of("1", "1", "0")
    text = netrc()
    name = one_of(".netrc", ".netrc", "_netrc", "named")
    for each in (".netrc", "_netrc", "named"):
        if os.path.exists("home/" + each):
            os.remove("home/" + each)
    if text is not None:
        with open("home/" + name, "w") as file:
            file.write(text)
        if name == "named":
            variables["NETRC"] = HERE + "/home/named"
    variables["shown"] = "netrc %s: %r; keyring: %s" % (
        name, text, program.splitlines()[3])
    return variables


def main():
    os.makedirs("home", exist_ok=True)
    os.makedirs("bin", exist_ok=True)
    base = {"HOME": HERE + "/home", "PIP_CONFIG_FILE": os.devnull,
            "PATH": HERE + "/bin:" + os.environ["PATH"], "PIP_RETRIES": "0",
            "PIP_TIMEOUT": "20", "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "LC_ALL": "C.UTF-8"}
    different = answered = 0
    for number in range(COUNT):
        random.seed(SEED * 1000003 + number)
        variables = set_up()
        shown = variables.pop("shown")
        whole = {**base, **variables}
        asked()
        theirs = run([PYTHON, "-m", "pip", "download", "--no-cache-dir", "--no-deps",
                      "-d", "out", "pip==99.0"], whole)
        ours = run([PYVENV, "--python", PYTHON, "--no-progress",
                    "--plugin=setuptools-pip", "--source=index",
                    "--setuptools=none", "out"], whole)
        answered += theirs[0]
        if ours[:2] == theirs[:2] or ours[:2] == (theirs[0],
                                                   without_empty(theirs[1])):
            continue
        different += 1
        print("--- set-up %d: %s; %s" % (number, sorted(variables.items()), shown))
        for name, (good, questions, output) in (("pip", theirs), ("pyvenv", ours)):
            others = (ours if name == "pip" else theirs)[1]
            print("%s: %s, asked alone: %s" % (name, "good" if good else "failed",
                                               sorted(questions - others)))
            print("    " + "\n    ".join(output.splitlines()[-3:]))
    print("%d of %d equal, %d of them with a wheel" % (COUNT - different, COUNT,
                                                       answered))
    sys.exit(different != 0)


main()
