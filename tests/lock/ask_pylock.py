"""Says of a lock what locked.c says, by the packaging library inside pip 26.1 or
later:

    ask_pylock.py LOCK FACTS
"""
import sys
import tomllib

from pip._vendor.packaging import pylock, tags

KINDS = {"PackageWheel": "wheel", "PackageSdist": "sdist",
         "PackageArchive": "archive", "PackageDirectory": "directory",
         "PackageVcs": "vcs"}


def read_facts(path):
    facts = {"set": [], "pair": [], "platform": [], "extra": [], "group": []}
    with open(path) as file:
        for line in file:
            kind, *fields = line.rstrip("\n").split("|")
            if kind == "any":
                facts["pair"].append(fields + ["any"])
            else:
                facts[kind].append(fields if len(fields) > 1 else fields[0])
    return facts


def main():
    with open(sys.argv[1], "rb") as file:
        lock = pylock.Pylock.from_dict(tomllib.load(file))
    facts = read_facts(sys.argv[2])
    wanted = [tags.Tag(python, abi, platform)
              for python, abi, *alone in facts["pair"]
              for platform in alone or facts["platform"]]
    groups = [name for name in facts["group"]
              if name in (lock.dependency_groups or [])]
    extras = [name for name in facts["extra"]
              if name.lower() in (lock.extras or [])]
    for package, source in lock.select(environment=dict(facts["set"]),
                                       tags=wanted, extras=extras,
                                       dependency_groups=groups or None):
        kind = KINDS[type(source).__name__]
        print(package.name, package.version or "-", kind,
              getattr(source, "filename", "-"),
              "sha256=" + source.hashes["sha256"]
              if hasattr(source, "hashes") else "-")


main()
