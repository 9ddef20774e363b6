#!/bin/sh
# Where nothing names an index, the one that the interpreter's own pip would use
# is asked.  A proxy stands for it.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/pip/default.sh"

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

# A source that was named has no fallback.
mkdir empty
for source in find-links index script; do
  (export PIP_INDEX_URL=http://127.0.0.1:1/ https_proxy=http://127.0.0.1:1 \
    && refuses 5 '' make_env --source=$source --find-links="$tmp/empty") || exit 1
  test ! -e env || fail "an environment is left by --source=$source"
done
