#!/bin/sh
# Where nothing names an index, the one that the interpreter's own pip would use
# is asked.  A proxy stands for it.
. "$top_srcdir/tests/functions.sh"
. "$top_srcdir/tests/index/functions.sh"
requires openssl version

cd "$tmp"
unset REQUESTS_CA_BUNDLE CURL_CA_BUNDLE SSL_CERT_DIR
export PIP_TIMEOUT=20 PIP_RETRIES=0 PIP_CONFIG_FILE=/dev/null
authority ours
start_proxy place --authority "$tmp/ours.pem"
start_server web
export https_proxy="$proxy" SSL_CERT_FILE="$tmp/ours.crt"

for wheel in 'pip 99.0' 'setuptools 70.0'; do
  mkdir -p place/site/files
  python3 "$top_srcdir/tests/index/make_wheel.py" place/site/files $wheel
done
cp place/site/files/* web/files

make_env () {
  rm -rf env
  : >place/log
  : >web/log
  "$pyvenv" --python "$python" --plugin=setuptools-pip --no-progress "$@" env
}

tried=0
for python in $(find_pythons | sed -n '1p;$p'); do
  expect_status 0 make_env --source=bundled --setuptools=none
  index=$(env/bin/python -I -c '
from pip._internal.models.index import PyPI
print(PyPI.simple_url)' 2>/dev/null) || continue
  tried=$((tried + 1))
  path=/${index#https://*/}
  for wheel in place/site/files/*; do
    name=${wheel##*/}
    page=place/site$path/${name%%-*}
    mkdir -p "$page"
    echo "<a href='/files/$name#sha256=$(sha256sum <"$wheel" | cut -d ' ' -f 1)'>x</a>" \
      >"$page/index.html"
  done

  # Asked over the network once, and known then.
  rm -rf "$HOME/.cache/pyvenv/index" "$HOME/.cache/pyvenv/downloads"
  expect_silence make_env
  test "$(env/bin/python -I -m pip)" = 'pip 99.0' || fail "pip, for $python"
  for page in pip/ setuptools/; do
    grep -qxF "GET $index/$page 200" place/log \
      || { cat place/log; fail "$index is not asked for $page, for $python"; }
  done
  expect_silence make_env
  test ! -s place/log || fail 'a fresh page is asked for'
done
test $tried -gt 0 || skip 'needs: an interpreter with ensurepip'

# Whoever names an index is heard.
rm -rf "$HOME/.cache/pyvenv/index" "$HOME/.cache/pyvenv/downloads"
(export PIP_INDEX_URL="$server/json" && expect_silence make_env) || exit 1
test ! -s place/log || fail 'the default is asked although there is a setting'
(export PIP_INDEX_URL="$server/status/500" PIP_EXTRA_INDEX_URL="$server/status/500" \
  PIP_NO_INDEX=1 && expect_silence make_env --index-url="$server/html") || exit 1
test "$(asked /status/)" = 0 || fail 'a setting is stronger than --index-url'
(export PIP_FIND_LINKS="$server/status/500" && expect_silence make_env \
  --source=find-links --find-links="$tmp/web/files") || exit 1
test "$(asked /status/)" = 0 || fail 'a setting is stronger than --find-links'

# An interpreter of our own, whose pip can change and go: the standard library of
# another one without what brings pip.
python=$(find_python)
library=$("$python" -I -c 'import os; print(os.path.dirname(os.__file__))')
own=$tmp/own/lib/${library##*/}
mkdir -p "$tmp/own/bin" "$own/site-packages"
cp "$(readlink -f "$python")" "$tmp/own/bin/${python##*/}"
ln -s "$library"/* "$own" 2>/dev/null || :
rm "$own/ensurepip"
python=$tmp/own/bin/${python##*/}
case $("$python" -I -c 'import sys; print(sys.prefix)') in
  "$tmp/own") ;;
  *) skip "needs: an interpreter that can be moved" ;;
esac

# Nobody knows an index: as one that cannot be reached.
expect_status 0 make_env --find-links="$tmp/web/files"
expect_error 'no index is known' 'find-links: pip 99.0, setuptools 70.0'
refuses 5 'no index is known' make_env
refuses 5 'no index is known' make_env --source=index --find-links="$tmp/web/files"

# asks HOST: the index at HOST, and no other.
asks () {
  rm -rf "$HOME/.cache/pyvenv/downloads"
  expect_status 0 make_env --source=index
  test "$(sed -n 's/^GET https:..\([^/]*\).*/\1/p' place/log | sort -u)" = "$1" \
    || { cat place/log; fail "$1 is not asked"; }
}

# In the pip that is installed, and in a wheel: what changes in place is seen.
mkdir -p "$own/site-packages/pip/_internal/models"
for host in one.invalid two.invalid; do
  echo "PyPI = PackageIndex('https://$host/', file_storage_domain='x')" \
    >"$own/site-packages/pip/_internal/models/index.py"
  asks $host
done
mkdir -p "$own/ensurepip/_bundled"
: >"$own/ensurepip/_bundled/pip-97.0-py3-none-any.whl"
for host in six.invalid ten.invalid; do
  "$python" -I -c 'import sys, zipfile
with open(sys.argv[1], "r+b") as file, zipfile.ZipFile(file, "w") as wheel:
    wheel.writestr("pip/_internal/models/index.py",
                   "PyPI = PackageIndex(\"https://%s/\")\n" % sys.argv[2])' \
    "$own/ensurepip/_bundled/pip-97.0-py3-none-any.whl" $host
  asks $host
done
rm "$own/ensurepip/_bundled/pip-97.0-py3-none-any.whl"
asks two.invalid

# A source that was named has no fallback.
mkdir empty
for source in find-links index script; do
  (export PIP_INDEX_URL=http://127.0.0.1:1/ https_proxy=http://127.0.0.1:1 \
    && refuses 5 '' make_env --source=$source --find-links="$tmp/empty") || exit 1
  test ! -e env || fail "an environment is left by --source=$source"
done
