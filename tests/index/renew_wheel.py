"""Makes a later version of a wheel: renew_wheel.py WHEEL FOLDER VERSION.

The contents stay as they are but for METADATA, the names and RECORD."""

import base64
import hashlib
import os
import sys
import zipfile

path, folder, version = sys.argv[1:4]
project, old, tags = os.path.basename(path).split("-", 2)
infos = ["%s-%s.dist-info/" % (project, v) for v in (old, version)]
name = os.path.join(folder, "-".join((project, version, tags)))
record = ""
with zipfile.ZipFile(path) as wheel, \
        zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as renewed:
    for info in wheel.infolist():
        data = wheel.read(info)
        info.filename = info.filename.replace(infos[0], infos[1])
        if info.filename == infos[1] + "METADATA":
            data = data.replace(b"\nVersion: " + old.encode(),
                                b"\nVersion: " + version.encode(), 1)
        if info.filename == infos[1] + "RECORD":
            continue
        renewed.writestr(info, data)
        if not info.filename.endswith("/"):
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
            record += "%s,sha256=%s,%d\n" % (
                info.filename, digest.rstrip(b"=").decode(), len(data))
    renewed.writestr(infos[1] + "RECORD", record + infos[1] + "RECORD,,\n")
