#!/bin/sh
# What one builder could not reach is forgotten with it, and within one run nobody
# asks again for what could not be reached.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"

python=$(find_python)
start_index 10
use_built_modules

# asked_once PATTERN: one request matches.
asked_once () {
  test "$(asked "$1")" = 1 \
    || { cat web/log; fail "$1 was asked for $(asked "$1") times"; }
}

# Environments of one run wait for the first, which brings the pages into the
# cache, also where an earlier builder has failed.
expect_status 0 "$top_builddir/tests/index/two_builders" "$python" \
  http://127.0.0.1:1/simple "$server/onlyfiles/trickle/json" 1 2 3 4 5 6
for env in 1 6; do
  test "$($env/bin/python -I -m pip)" = 'pip 99.0' || fail "pip in $env"
done
for project in pip setuptools; do
  asked_once "GET /onlyfiles/trickle/json/$project/ "
  asked_once "GET /onlyfiles/trickle/files/$project-.*[.]whl "
done

# Where the index fails, the first environment says so and the others know; the
# next run asks again.
for run in 1 2; do
  rm -rf [1-6]
  : >web/log
  expect_status 0 "$pyvenv" --python "$python" --plugin=setuptools-pip \
    --no-progress --index-url="$server/status/500" 1 2 3 4 5 6
  test "$(grep -c 'the wheels that come with Python' err)" = 6 \
    || { cat err; fail 'each environment tells where its wheels come from'; }
  asked_once 'GET /status/500/pip/ '
done

# What one environment may not have another may still get: its address differs.
rm -rf [1-6]
: >web/log
expect_status 0 "$pyvenv" --python "$python" --plugin=setuptools-pip \
  --no-progress --index-url="$server/json" 1
asked_once 'GET /json/pip/ '
