"""The pages of server.py: what an index says of a project, truly or not.

Both functions get FOLDER, in whose folder "files" the wheels are, and LIE, which is
None or what is wrong with the page:

    hash size long        the hash of another file; too small, too large a size
    nohash md5 sha512     no hash, or one of that kind only
    type type2            a media type of something else, of a later version
    broken version        no end; a version of the format that nobody knows

FOLDER/facts.json may hold more facts about a wheel for its entry:
{"NAME": {"requires-python": ">=3.9", "yanked": true}}.
"""

import hashlib
import html
import json
import os


def wheels(folder, project, lie):
    """Name and facts of each wheel of a project, as JSON has it."""
    try:
        with open(os.path.join(folder, "facts.json")) as file:
            facts = json.load(file)
    except OSError:
        facts = {}
    folder = os.path.join(folder, "files")
    for name in sorted(os.listdir(folder)):
        if name.split("-")[0].lower().replace("_", "-") != project:
            continue
        with open(os.path.join(folder, name), "rb") as file:
            data = file.read()
        entry = {"filename": name, "url": "../../files/" + name,
                 "size": len(data), "_private": None,
                 "hashes": {"sha256": hashlib.sha256(data).hexdigest()}}
        if lie == "hash":
            entry["hashes"]["sha256"] = "0" * 64
        elif lie == "size":
            entry["size"] = 10
        elif lie == "long":
            entry["size"] = 999999
        elif lie == "nohash":
            entry["hashes"] = {}
        elif lie in ("md5", "sha512"):
            entry["hashes"] = {lie: hashlib.new(lie, data).hexdigest()}
        entry.update(facts.get(name, {}))
        yield entry


def page(folder, kind, project, lie):
    """The page of a project, "json" or "html"; None where it has no wheels."""
    found = list(wheels(folder, project, lie))
    if not found:
        return None
    version = "2.0" if lie == "version" else "1.1"
    if lie == "broken":
        return b'{"files": [{"filename": '
    if kind == "json":
        return json.dumps({"meta": {"api-version": version, "_x": 1},
                           "name": project, "files": found}).encode()
    lines = ['<!DOCTYPE html><META NAME="pypi:repository-version"'
             ' CONTENT=%s><title>Links</title><!-- <a href="no.whl"> -->'
             % version]
    for entry in found:
        attributes = ""
        if "requires-python" in entry:
            attributes += ' data-requires-python="%s"' % html.escape(
                entry["requires-python"])
        if entry.get("yanked"):
            attributes += " data-yanked"
        for pair in entry["hashes"].items():
            entry["url"] += "#%s=%s" % pair
        lines.append("<a%s HREF='%s'>%s</a><br>" % (
            attributes, entry["url"], entry["filename"]))
    return "\n".join(lines).encode()
