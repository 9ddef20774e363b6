#!/bin/sh
# every-python.sh FOLDER [TEST...]: compares with the venv of more Pythons than a
# machine has, in a root of Debian sid:
#
#     sudo tests/every-python.sh /var/tmp/sid
#
# FOLDER becomes that root, with every version of CPython that sid has, their debug
# builds, PyPy, and a free-threaded CPython, which Debian does not have: it is built
# from the sources of the newest release that they can be had of, once.  Then the
# tests named run, else those that compare trees and those of interpreters.  Needs
# what debian-root.sh needs, and knows the same variables.
set -eu
test $# -ge 1 || { sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; exit 2; }
mkdir -p "$1"
root=$(cd "$1" && pwd -P)
shift
cd "$(dirname "$0")/.."
test $# -gt 0 || set -- tests/conformance/*-*.sh tests/conformance/upgrade.sh \
  tests/interpreter/*.sh tests/interpreter/test_interpreter_real \
  tests/interpreter/test_interpreter_tags

# What debian-root.sh runs in the root before it builds anything.
SETUP='
  test -e /etc/apt/sources.list.d/src.list || {
    sed "s/^deb /deb-src /; s/ sid / trixie /" /etc/apt/sources.list
    sed "s/^deb /deb-src /" /etc/apt/sources.list
  } >/etc/apt/sources.list.d/src.list
  apt-get update -q
  install () { apt-get install -yq --no-install-recommends "$@"; }
  install pypy3-venv python3-dbg $(apt-cache --names-only search \
    "^python3\.[0-9]+-(venv|dbg)\$" | sed "s/ .*//")
  if ! ls /usr/local/bin/python3.*t; then
    install dpkg-dev gcc make pkgconf xz-utils zlib1g-dev libffi-dev libssl-dev
    rm -rf /opt/cpython
    mkdir -p /opt/cpython
    cd /opt/cpython
    for version in $(apt-cache --names-only search "^python3\.[0-9]+-venv\$" \
        | sed "s/-venv.*//" | sort -rV); do
      for release in sid trixie; do
        apt-get source -q --download-only "$version/$release" && break 2
      done
    done
    tar -xf ./*.orig.tar.xz --strip-components=1
    # Some compilers of sid are newer than the sources.
    ./configure -q --disable-gil --disable-test-modules --with-ensurepip=no \
      CFLAGS="-O1 -std=gnu11"
    make -s
    make -s altinstall
    rm -f /usr/local/bin/python3.*[0-9]
    cd /
    rm -rf /opt/cpython
  fi' exec tests/debian-root.sh sid "$root" "$@"
