"""Writes a source distribution: make_sdist.py FOLDER PROJECT VERSION [REQUIRES].

It brings its own build backend, so that nothing is fetched.  Each wheel that is built
of it is a line in the file that BUILD_LOG names.  The project "faulty" cannot be built.
FOLDER ending in "/" gets the sources themselves, as
FOLDER/PROJECT.
"""

import io
import os
import sys
import tarfile

BACKEND = '''
import base64, hashlib, os, zipfile

NAME, VERSION, REQUIRES = %r, %r, %r
INFO = "%%s-%%s.dist-info" %% (NAME, VERSION)
TAG = "py3-none-any"


def metadata():
    text = "Metadata-Version: 2.1\\nName: %%s\\nVersion: %%s\\n" %% (NAME, VERSION)
    return text + "".join("Requires-Dist: %%s\\n" %% name for name in REQUIRES)


def wheel():
    return ("Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\n"
            "Tag: %%s\\n" %% TAG)


def write(folder, files):
    name = "%%s-%%s-%%s.whl" %% (NAME, VERSION, TAG)
    files[INFO + "/METADATA"] = metadata()
    files[INFO + "/WHEEL"] = wheel()
    record = ""
    with zipfile.ZipFile(os.path.join(folder, name), "w") as archive:
        for path, text in files.items():
            archive.writestr(zipfile.ZipInfo(path), text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
            record += "%%s,sha256=%%s,%%d\\n" %% (
                path, digest.rstrip(b"=").decode(), len(text))
        archive.writestr(zipfile.ZipInfo(INFO + "/RECORD"),
                         record + INFO + "/RECORD,,\\n")
    return name


def prepare_metadata_for_build_wheel(folder, config_settings=None):
    os.mkdir(os.path.join(folder, INFO))
    for name, text in (("METADATA", metadata()), ("WHEEL", wheel())):
        with open(os.path.join(folder, INFO, name), "w") as file:
            file.write(text)
    return INFO


def build_wheel(folder, config_settings=None, metadata_directory=None):
    if os.environ.get("BUILD_LOG"):
        with open(os.environ["BUILD_LOG"], "a") as log:
            log.write(NAME + "\\n")
    if NAME == "faulty":
        raise SystemExit("this cannot be built")
    with open(NAME + "/__main__.py") as file:
        main = file.read()
    return write(folder, {NAME + "/__init__.py": "", NAME + "/__main__.py": main})


prepare_metadata_for_build_editable = prepare_metadata_for_build_wheel


def build_editable(folder, config_settings=None, metadata_directory=None):
    return write(folder, {NAME + ".pth": os.getcwd() + "\\n"})
'''

folder, project, version = sys.argv[1:4]
files = {
    "pyproject.toml": "[project]\nname = \"%s\"\nversion = \"%s\"\n[build-system]\n"
                      "requires = []\nbuild-backend = \"backend\"\n"
                      "backend-path = [\".\"]\n" % (project, version),
    "PKG-INFO": "Metadata-Version: 2.1\nName: %s\nVersion: %s\n" % (project, version),
    "backend.py": BACKEND % (project, version, sys.argv[4:]),
    project + "/__init__.py": "",
    project + "/__main__.py": "print('%s %s')\n" % (project, version),
}
if folder.endswith("/"):
    for name, text in files.items():
        path = os.path.join(folder, project, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(text)
else:
    top = "%s-%s" % (project, version)
    with tarfile.open(os.path.join(folder, top + ".tar.gz"), "w:gz") as archive:
        for name, text in files.items():
            info = tarfile.TarInfo(top + "/" + name)
            info.size = len(text)
            archive.addfile(info, io.BytesIO(text.encode()))
