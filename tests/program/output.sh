#!/bin/sh
# What is printed, and where: nothing on success, one JSON object for each
# environment with --json, all else on stderr.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
use_test_plugins
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

objects 'all = {o["env_dir"][len(sys.argv[2]):]: o for o in all}
assert "not empty" in all["/one"]["error"], all
five = all["/five"]
assert five["created"] or five["error"].startswith("not tried"), five'
mkdir full
: >full/file
expect_status 4 run --json full a b ./x/../c d
objects 'assert len(all) == 5, all
assert {o["env_dir"][len(sys.argv[2]):] for o in all} == {
    "/full", "/a", "/b", "/c", "/d"}, all
assert "not tried, since" in str(all[-1]["error"]), all'
rm -rf full a b c d

# On stderr, too, there are objects only, whatever goes wrong.
errors () {
  "$python" -I -c 'import json, sys
all = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
last = all[-1]
assert last["event"] == "error" and last["text"], last
'"$1" "$tmp/err" "$tmp" || { cat "$tmp/err"; fail "not so: $1"; }
}
expect_status 4 run --json one
errors 'assert len(all) == 1 and last["status"] == 4, all
assert last["env_dir"] == sys.argv[2] + "/one", last
assert "not empty" in last["text"], last'
expect_status 3 "$pyvenv" --json --without-pip -p /no/python never
errors 'assert last["status"] == 3 and last["env_dir"] is None, last'
for wrong in --promt=x --p --set=x '--prompt -x' --json=x --python --clear=maybe \
    '--link-mode=x' '-x' '--copies --symlinks' '-p=' ; do
  expect_status 2 "$pyvenv" --without-pip $wrong --json
  errors 'assert last["status"] == 2, last'
  expect_status 2 "$pyvenv" --json --without-pip $wrong
  errors 'assert last["status"] == 2, last'
done
expect_status 2 "$pyvenv" --json
errors 'assert "ENV_DIR" in last["text"] and "--help" in last["hint"], last'
expect_status 2 "$pyvenv" --without-pip --promt=x --json never
errors 'assert "--prompt" in last["hint"], last'
expect_status 7 "$pyvenv" --json --plugin-info no-such
errors 'assert last["status"] == 7, last'
expect_status 7 run --json --plugin=failing --set failing.in=post_setup six
errors 'assert any(e["event"] == "warning" for e in all), all'

# Those of several environments are told apart, in whole lines.
set -- --plugin=writer --set "writer.code=for i in range(5): print('line', i)"
expect_silence run "$@" m1 m2
expect_status 0 run "$@" --verbose m3 m4
for name in m3 m4; do
  test "$(grep -c "^$name: line [0-4]$" err)" = 5 || { cat err; fail "$name"; }
done
expect_status 7 run --plugin=failing --set failing.in=post_setup six m1
expect_error 'pyvenv: six: warning: failing: build_done'
rm -rf m1 m2 m3 m4
set --

# What else there is to be shown.
expect_status 0 "$pyvenv" --json --version
objects 'assert all[0]["version"] and all[0]["api"].startswith("0."), all
assert list(all[0])[-2:] == ["status", "error"], all'
expect_status 0 "$pyvenv" --plugins --json
objects 'names = {o["name"]: o for o in all}
assert names["outer"]["error"] is None and names["outer"]["keys"], all
assert names["no-symbol"]["status"] == 7, all
assert "no symbol" in names["no-symbol"]["error"], all'
expect_status 0 "$pyvenv" --json --plugin-info outer
objects 'o, = all
assert o["name"] == "outer" and o["version"] == "1.2" and o["order"] == 100
assert o["path"].endswith("/outer.so") and o["provides_pip"] is False
keys = {k["name"]: k for k in o["keys"]}
assert keys["outer-text"]["argument"] and keys["outer-flag"]["argument"] is None
assert keys["outer-text"]["help"] == "a key with a value", keys
assert o["callbacks"][:2] == ["load", "unload"], o
assert "post_setup" in o["callbacks"] and o["status"] == 0, o'
expect_status 7 "$pyvenv" --json --plugin-info no-such
objects 'assert all[0]["name"] == "no-such" and all[0]["status"] == 7, all
assert "no plugin" in all[0]["error"], all'
expect_error 'no plugin'
expect_status 0 "$pyvenv" --json --cache-info --cache-dir="$tmp/cache"
objects 'assert all[0]["dir"] == sys.argv[2] + "/cache", all
assert all[0]["wheels"] == all[0]["index_bytes"] == 0 and all[0]["unusable"], all'
expect_status 0 "$pyvenv" --json --cache-info --no-cache
objects 'assert all[0]["dir"] is None, all'
expect_status 0 "$pyvenv" --cache-info --no-cache
grep -qx 'There is no cache.' out || fail "--cache-info --no-cache"

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
