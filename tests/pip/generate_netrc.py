"""Writes files in the format of netrc, and what Python's module finds in them.

    generate_netrc.py COUNT HOST

writes 1, 2, ... in the working directory, and one line for each of them, as
ask_netrc does.
"""

import netrc
import random
import sys

count, host = int(sys.argv[1]), sys.argv[2]
random.seed(739)
WORDS = ["machine", "default", "login", "user", "account", "password", "macdef",
         host, "other", "me", '"', '"a b"', '""', "\\ x", "#", "#x", "# y", "se:cr@t",
         "a\\", 'q"q', "'s'"]
BLANKS = [" "] * 6 + ["\n"] * 4 + ["\t", "\n\n", " \n"]


def entry():
    name = random.choice(["machine " + host, "machine other", "default"])
    parts = [name] + random.sample(
        ["login me", "password se:cr@t", 'password "x y"', "account it",
         "user \\#you", "# a comment\n", "#x\n"], random.randint(0, 4))
    return random.choice(["\n", " ", "\n    "]).join(parts)


def noise():
    return "".join(random.choice(WORDS) + random.choice(BLANKS)
                   for _ in range(random.randint(0, 4)))


def macro():
    return "macdef init\n" + random.choice(["\n", "cd x\n\n", "cd x\nls\n"])


def answer(path):
    try:
        found = netrc.netrc(path).authenticators(host)
    except netrc.NetrcParseError:
        return "broken"
    if not found:
        return "-"
    login, account, password = found
    user = login or account
    return "%s:%s" % (user, password) if user or password else "-"


for number in range(1, count + 1):
    parts = [random.choice([entry, entry, entry, macro, noise])()
             for _ in range(random.randint(0, 5))]
    with open(str(number), "w", newline="") as file:
        file.write("\n".join(parts) + random.choice(["", "\n"]))
    print(answer(str(number)).replace("\n", "|"))
