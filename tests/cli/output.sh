#!/bin/sh
# What is printed, and where: nothing on success, one JSON object for each
# environment with --json, all else on stderr.
. "$top_srcdir/tests/functions.sh"

python=$(find_python)
PYVENV_PLUGIN_DIR=$top_builddir/tests/plugins/.libs
export PYVENV_PLUGIN_DIR
cd "$tmp"

run () { "$pyvenv" --python "$python" --without-pip "$@"; }

# objects CODE: the lines of stdout, each a JSON object, as `all` in Python.
objects () {
  "$python" -I -c 'import json, sys
all = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
'"$1" "$tmp/out" "$tmp" || { cat "$tmp/out"; fail "not so: $1"; }
}

expect_silence run plain
expect_silence run --quiet quiet
expect_silence run --quiet --verbose hushed

expect_status 0 run --json one two "thr \"ee\" é\\"
test ! -s err || { cat err; fail "--json writes to stderr"; }
objects 'assert len(all) == 3, all
assert {o["env_dir"] for o in all} == {sys.argv[2] + "/" + n
    for n in ("one", "two", "thr \"ee\" \u00e9\\")}, all'

# A failure has its object, too, and its exit status.
expect_status 4 run --json one
objects 'assert len(all) == 1 and "not empty" in str(all[0]), all'
expect_status 4 run --json four one five
objects 'assert len(all) == 3, all
assert any(o["env_dir"].endswith("/one") for o in all), all'

# Names that are no UTF-8 must not spoil it.
expect_status 4 run --json "$(printf 'a\377b')"
objects 'assert len(all) == 1 and all[0]["status"] == 4, all'

# Warnings: on stderr, with -q not at all.
expect_status 7 run --plugin=failing --set failing.in=post_setup six
expect_error 'warning: failing: build_done after phase 5'
expect_status 7 run -q --plugin=failing --set failing.in=post_setup six
! grep -q warning err || fail "--quiet shows a warning"
expect_error 'the message of my post_setup'
test "$(wc -l <err)" = 1 || { cat err; fail "--quiet says more than the error"; }

# The lines of a child: dots, lines with --verbose, nothing with --no-progress.
set -- --plugin=writer --set "writer.code=for i in range(5): print('line', i)"
expect_status 0 run "$@" dots
test "$(tr -d '\n' <err)" = ..... || { cat err; fail "no dot for each line"; }
expect_status 0 run "$@" --verbose lines
test "$(grep -c '^line [0-4]$' err)" = 5 || { cat err; fail "not each line"; }
test ! -s out || fail "--verbose prints on stdout"
expect_silence run "$@" --no-progress none
expect_silence run "$@" --quiet none2

# What is not printed is not a success.
if test -c /dev/full; then
  status=0
  run --json full >/dev/full 2>err || status=$?
  test $status = 1 || fail "status $status where stdout is full"
  expect_error 'No space left'
  status=0
  "$pyvenv" --help >/dev/full 2>err || status=$?
  test $status = 1 || fail "status $status where stdout is full"
fi

# Closed descriptors are no place to put files.
status=0
run closed <&- >&- 2>&- || status=$?
test $status = 0 || fail "status $status with all descriptors closed"
works closed
status=0
run closed <&- >&- 2>&- || status=$?
test $status = 4 || fail "status $status with all descriptors closed"
works closed

mkdir open shut
run --verbose --copies open/env >/dev/null 2>&1
mv open/env first
for closed in '2>&-' '>&- 2>&-' '<&- >&- 2>&-'; do
  eval "run --verbose --copies open/env $closed" || fail "with $closed"
  snapshot open/env >now
  snapshot first >then
  diff then now || fail "messages ended up in a file with $closed"
  rm -rf open/env
done

# A reader that has gone away.
run --json gone1 gone2 2>err | :
works gone1
