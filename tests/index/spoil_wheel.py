"""Changes a module of a wheel without its RECORD: spoil_wheel.py WHEEL."""

import os
import sys
import zipfile

path = sys.argv[1]
with zipfile.ZipFile(path) as wheel:
    files = {info.filename: wheel.read(info) for info in wheel.infolist()}
with zipfile.ZipFile(path + ".new", "w", zipfile.ZIP_DEFLATED) as wheel:
    for name, data in files.items():
        wheel.writestr(name, data + b"#" if name.endswith(".py") else data)
os.rename(path + ".new", path)
