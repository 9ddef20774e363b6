#!/bin/sh
# --source=script without an address: get-pip.py from where it is published.  A
# proxy stands for that place.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"
requires openssl version

cd "$tmp"
authority ours
start_proxy place --authority "$tmp/ours.pem"
unset REQUESTS_CA_BUNDLE CURL_CA_BUNDLE SSL_CERT_DIR
export PIP_TIMEOUT=20 PIP_RETRIES=0 PIP_CONFIG_FILE=/dev/null
export https_proxy="$proxy" SSL_CERT_FILE="$tmp/ours.crt"

mkdir -p place/site
cat >place/site/get-pip.py <<'END'
import os, sys
with open("../ran", "w") as file:
    print(os.path.realpath(sys.prefix), os.getcwd(), sys.argv, sep="\n", file=file)
END
general=/get-pip.py

make_env () {
  rm -rf env
  : >place/log
  "$pyvenv" --python "$python" --plugin=setuptools-pip --source=script \
    --no-progress "$@" env
}

# ran ARGUMENT-LIST: the script ran, where and with what it should, and is gone.
ran () {
  printf '%s\n' "$tmp/env" "$tmp/env/bin" "$1" >expected
  diff expected env/ran || fail "how get-pip.py ran, for $python"
  left=$(find env -name '*get-pip*' -o -name '.pyvenv*')
  test -z "$left" || fail "left behind: $left"
}

# asked_for PATH-AND-STATUS...: these requests and no others, all by https.
asked_for () {
  for request in "$@"; do echo "$request"; done >expected
  sed -n 's,^GET https://[^/]*,,p' place/log >requests
  diff expected requests || fail "what was asked for, for $python"
  ! grep -v -e '^CONNECT [^ ]*:443 200$' -e '^GET https:' place/log \
    || fail 'a request went another way'
}

# Each Python is asked about; those that have no script of their own take the
# general one.
for python in $(find_pythons); do
  minor=$(minor_of "$python")
  own=/pip/3.$minor/get-pip.py
  expect_silence make_env
  asked_for "$own 404" "$general 200"
  ran "['get-pip.py', 'setuptools']"
done
mkdir -p "place/site/pip/3.$minor"
cp "place/site$general" "place/site$own"
expect_silence make_env
asked_for "$own 200"
ran "['get-pip.py', 'setuptools']"

# What it is told.
expect_silence make_env --pip=24.0 --setuptools='>=65,<70'
ran "['get-pip.py', 'pip==24.0', 'setuptools>=65,<70']"
expect_silence make_env --setuptools=none --pip=latest
ran "['get-pip.py', '--no-setuptools']"
expect_silence make_env --setuptools-script="file://$tmp/place/site$general"
ran "['get-pip.py']"
expect_silence make_env --pip-script="file://$tmp/place/site$general" --pip='<30'
asked_for
ran "['get-pip.py', 'pip<30', 'setuptools']"

# Without pip there is nobody to install setuptools.
expect_status 0 make_env --no-pip
expect_error 'setuptools is not installed' 'only along with pip' \
  'not maintained' 'with Python 3.10 or later' '--source=index'
test ! -e env/ran || fail "--no-pip ran get-pip.py"
asked_for
expect_silence make_env --no-setuptools
test ! -e env/ran || fail "--no-setuptools ran get-pip.py"
expect_silence make_env --setuptools=none --pip=none
asked_for

# Nothing there, nobody who may be trusted, nobody to ask, a script that fails.
rm "place/site$own" "place/site$general"
refuses 5 '/get-pip.py' make_env
expect_error 'answered 404' 'cannot install pip'
asked_for "$own 404" "$general 404"
test ! -e env || fail "an environment is left"
refuses 5 'nobody maintains ez_setup.py any more' make_env \
  --setuptools-script=https://example.invalid/ez_setup.py
expect_error '--source=index'

# ez_setup.py can still be had in places, and then fails when it runs.
echo 'raise SystemExit("has no distutils")' >place/site/ez_setup.py
refuses 7 'nobody maintains ez_setup.py any more' make_env --no-pip \
  --setuptools-script="file://$tmp/place/site/ez_setup.py"
expect_error 'has no distutils' 'status 1' '--source=index'
test ! -e env || fail "an environment is left after ez_setup.py failed"
(unset SSL_CERT_FILE && refuses 5 'certificate is not trusted' make_env) || exit 1
asked_for
refuses 5 '--offline' make_env --offline
asked_for
echo 'raise SystemExit("does not work on Python 3.1")' >"place/site$general"
expect_status 7 make_env
expect_error 'get-pip.py' 'does not work on Python 3.1'
! grep -q ez_setup err || fail "ez_setup.py is blamed for get-pip.py"
test ! -e env || fail "an environment is left after a script failed"
