"""Writes FOLDER/long-1.0-py3-none-any.whl, with a module whose name fits where that
of its bytecode does not."""
import base64
import hashlib
import os
import sys
import zipfile

folder = sys.argv[1]
info = "long-1.0.dist-info/"
files = {
    "n" * 250 + ".py": "x = 1\n",
    info + "METADATA": "Metadata-Version: 2.1\nName: long\nVersion: 1.0\n",
    info + "WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n"
                    "Tag: py3-none-any\n",
}
record = ""
for name, text in files.items():
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
    record += "%s,sha256=%s,%d\n" % (name, digest.decode().rstrip("="), len(text))
files[info + "RECORD"] = record + info + "RECORD,,\n"
with zipfile.ZipFile(os.path.join(folder, "long-1.0-py3-none-any.whl"), "w") as wheel:
    for name, text in files.items():
        wheel.writestr(name, text)
