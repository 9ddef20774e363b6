"""Compares two environments with the same packages: compare_trees.py OURS THEIRS.

Equal must be the paths, types, modes and contents; RECORD as a set of rows, whose
hashes must be true; scripts but for the path of their environment; and bytecode as
code objects.  The environments themselves (pyvenv.cfg, activate, python) are left
out.  Prints what differs; exit status 1.
"""
import base64
import csv
import hashlib
import marshal
import os
import sys

OURS, THEIRS = map(os.path.abspath, sys.argv[1:3])
FOUND = []


def files(root):
    for folder, folders, names in os.walk(root):
        for name in folders + names:
            path = os.path.join(folder, name)
            yield os.path.relpath(path, root)


def is_environments(path):
    return path in ("pyvenv.cfg", ".gitignore", "lib64", "lib64/") \
        or path.startswith(("bin/activate", "bin/Activate", "bin/python"))


def read(root, path):
    with open(os.path.join(root, path), "rb") as file:
        return file.read()


def rows(root, path):
    """The rows of RECORD, and whether each hash is true: instead of it, for scripts,
    which name the environment.  It is not where another wheel has the file, too."""
    result = set()
    site = os.path.dirname(os.path.dirname(os.path.join(root, path)))
    for name, digest, size in csv.reader(read(root, path).decode().splitlines()):
        target = os.path.normpath(os.path.join(site, name))
        is_true = None
        if digest:
            with open(target, "rb") as file:
                data = file.read()
            kind, value = digest.split("=", 1)
            true = base64.urlsafe_b64encode(hashlib.new(kind, data).digest())
            is_true = value.rstrip("=") == true.rstrip(b"=").decode() \
                and size in ("", str(len(data)))
        if os.path.dirname(target) == os.path.join(root, "bin"):
            digest = size = ""
        result.add((name, digest, size, is_true))
    return result


def same(path):
    ours, theirs = read(OURS, path), read(THEIRS, path)
    if path.endswith(".dist-info/RECORD"):
        return rows(OURS, path) == rows(THEIRS, path)
    if path.endswith(".pyc"):
        return ours[:8] == theirs[:8] \
            and normal(marshal.loads(ours[16:])) == normal(marshal.loads(theirs[16:]))
    return ours.replace(OURS.encode(), b"") == theirs.replace(THEIRS.encode(), b"")


def normal(value):
    """What a code object is made of, without the path of its source, which the
    import system replaces."""
    if hasattr(value, "co_code"):
        return (value.co_code, value.co_names, value.co_varnames, value.co_name,
                value.co_flags, value.co_firstlineno, value.co_freevars,
                value.co_cellvars, [normal(item) for item in value.co_consts])
    if isinstance(value, frozenset):
        return sorted(map(repr, value))
    if isinstance(value, tuple):
        return [normal(item) for item in value]
    return repr(value)


def compare(path):
    a, b = (os.lstat(os.path.join(root, path)) for root in (OURS, THEIRS))
    if a.st_mode != b.st_mode:
        FOUND.append("%s: mode %o, not %o" % (path, a.st_mode, b.st_mode))
    elif os.path.isfile(os.path.join(OURS, path)) and not same(path):
        FOUND.append("%s: its content" % path)


ours, theirs = set(files(OURS)), set(files(THEIRS))
FOUND += ["%s: only ours" % path for path in sorted(ours - theirs)]
FOUND += ["%s: only theirs" % path for path in sorted(theirs - ours)]
for path in sorted(ours & theirs):
    if not is_environments(path):
        compare(path)
print("".join(line + "\n" for line in FOUND[:40]), end="")
if FOUND:
    print("%d differences" % len(FOUND))
sys.exit(1 if FOUND else 0)
