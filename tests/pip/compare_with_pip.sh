#!/bin/sh
# Generated set-ups of netrc, proxies, certificates, users and a keyring: an index is
# asked what pip asks it.  PYVENV_TEST_SETUPS is how many, PYVENV_TEST_SEED which.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"
requires openssl version

python=$(find_python)
# Older ones take other passwords from netrc and ask the keyring in another way.
"$python" -c 'import sys, pip
sys.exit(int(pip.__version__.split(".")[0]) < 26)' 2>/dev/null || skip "needs: pip 26"
cd "$tmp"
authority ours
authority other
mkdir hashed empty
cp ours.crt hashed
requires openssl rehash hashed
start_server web
make_wheels web/files 'pip 99.0'
start_server secure --tls "$tmp/ours.pem"
cp web/files/* secure/files
start_proxy open
start_proxy closed --user 'user:se:cr@t'

python3 "$top_srcdir/tests/pip/compare_with_pip.py" "${PYVENV_TEST_SETUPS-12}" \
  "${PYVENV_TEST_SEED-1}" "$python" "$pyvenv" >found \
  || { cat found; fail 'an index is not asked what pip asks'; }
test -z "${PYVENV_TEST_SETUPS-}" || cat found
