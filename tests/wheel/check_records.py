"""Checks each RECORD of an environment: check_records.py SITE.

Every file that it names is there, and has the hash and the size that it tells.
"""

import base64
import csv
import glob
import hashlib
import os
import sys

site = sys.argv[1]
for record in glob.glob(site + "/*.dist-info/RECORD"):
    with open(record, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows, record
    for path, digest, size in rows:
        with open(os.path.join(site, path), "rb") as file:
            data = file.read()
        if digest:
            found = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
            assert digest == "sha256=" + found.rstrip(b"=").decode(), path
            assert int(size) == len(data), path
        else:
            assert data, path
