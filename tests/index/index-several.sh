#!/bin/sh
# Where several indexes and pages are to be asked, one that is away or closed does
# not spoil what the others have, and is named in a warning.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"

python=$(find_python)
start_index 2
only='--source=index'

make_env () {
  rm -rf env
  "$pyvenv" --python "$python" --plugin=setuptools-pip --no-progress "$@" env
}

takes () {
  expect_status 0 make_env "$@"
  for wheel in 'pip 99.0' 'setuptools 70.0'; do
    test "$(env/bin/python -I -m ${wheel% *})" = "$wheel" || fail "$wheel, for $*"
  done
}

forget () { rm -rf "$HOME/.cache/pyvenv/index" "$HOME/.cache/pyvenv/downloads"; }

# A project that one of them does not have is no reason to warn.
(export PIP_INDEX_URL="$server/status/404" PIP_EXTRA_INDEX_URL="$server/json" \
  && takes && test ! -s err && takes --offline) || exit 1
test ! -s err || { cat err; fail 'an index need not know every project'; }

# One that is away or closed to us does not spoil the other; it is named, once.
nowhere=http://127.0.0.1:1
for lost in "$server/status/403" "$server/status/500" "$nowhere/simple"; do
  for source in auto index; do
    (export PIP_INDEX_URL="$lost" PIP_EXTRA_INDEX_URL="$server/json" \
      && forget && takes --source=$source) || exit 1
    expect_error "$lost/pip/" 'going on without it'
    test "$(grep -c . err)" = 1 || { cat err; fail "more than a warning: $lost"; }
    (export PIP_INDEX_URL="$server/json" PIP_EXTRA_INDEX_URL="$lost" \
      && forget && takes --source=$source) || exit 1
    expect_error "$lost/pip/"
  done
done
(export PIP_INDEX_URL="$nowhere/simple" PIP_EXTRA_INDEX_URL="$server/json" \
  && takes --offline) || exit 1
expect_error '--offline' "$nowhere/simple/pip/"
(export PIP_INDEX_URL="$nowhere/simple" PIP_EXTRA_INDEX_URL="$server/status/500" \
  && forget && expect_status 5 make_env $only) || exit 1
(export PIP_INDEX_URL="$nowhere/simple" PIP_EXTRA_INDEX_URL="$server/status/500" \
  && forget && expect_status 0 make_env) || exit 1
expect_error 'the wheels that come with Python'

# Who refuses has answered: nothing else takes the place of the indexes.
(export PIP_INDEX_URL="$nowhere/simple" PIP_EXTRA_INDEX_URL="$server/status/403" \
  && forget && expect_status 5 make_env) || exit 1
expect_error 'answered 403'
for refusal in status/401 lie/type/json lie/broken/json; do
  (export PIP_INDEX_URL="$server/json" PIP_EXTRA_INDEX_URL="$server/$refusal" \
    && forget && expect_status 5 make_env) || exit 1
done

# A page of find-links that a server does not give is left out.
for lost in "$nowhere/links.html" "$server/status/500" "$server/status/401" \
    "$server/lie/type/html/pip/"; do
  forget
  takes --index-url "$server/json" --find-links "$lost"
  expect_error "$lost" 'going on without it'
  test "$(grep -c . err)" = 1 || { cat err; fail "more than a warning: $lost"; }
  takes --source=find-links --find-links "$lost $tmp/web/files"
  expect_error "$lost"
done
forget
expect_status 0 make_env --index-url "$nowhere/" --find-links "$nowhere/links.html"
expect_error 'the wheels that come with Python'
test "$(grep -c 'links.html' err)" = 1 || { cat err; fail 'said twice'; }
! grep ' [0-9]* ms' err || fail 'the same failure would be another warning'
expect_status 5 make_env --source=find-links --find-links "$nowhere/links.html"
expect_error "was found in 'http://127.0.0.1:1/links.html'"
