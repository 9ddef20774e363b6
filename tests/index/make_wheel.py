"""Writes a wheel: make_wheel.py FOLDER PROJECT VERSION [TAG [BYTES [REQUIRES]]].

TAG is that of a Python, or all three.  With BYTES there is a file of so many bytes
in it that cannot be compressed, with REQUIRES it depends on that project.
"""

import base64
import hashlib
import os
import sys
import zipfile

folder, project, version = sys.argv[1:4]
tag = (sys.argv[4:] or ["py3"])[0]
if "-" not in tag:
    tag += "-none-any"
requires = "".join("Requires-Dist: %s\n" % name for name in sys.argv[6:])
info = "%s-%s.dist-info" % (project, version)
files = {
    project + "/__init__.py": "version = %r\n" % version,
    project + "/__main__.py": "print('%s %s')\n" % (project, version),
    info + "/METADATA": "Metadata-Version: 2.1\nName: %s\nVersion: %s\n%s"
                        % (project, version, requires),
    info + "/WHEEL": "Wheel-Version: 1.0\nGenerator: test\n"
                     "Root-Is-Purelib: true\nTag: %s\n" % tag,
    info + "/entry_points.txt": "[console_scripts]\n%s = %s.__main__:main\n"
                                % (project, project),
}
if int((sys.argv[5:] or ["0"])[0]):
    files[project + "/data"] = os.urandom(int(sys.argv[5]))
record = ""
name = os.path.join(folder, "%s-%s-%s.whl" % (project, version, tag))
with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
    for path, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        archive.writestr(path, data)
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
        record += "%s,sha256=%s,%d\n" % (path, digest.rstrip(b"=").decode(),
                                         len(data))
    archive.writestr(info + "/RECORD", record + info + "/RECORD,,\n")
