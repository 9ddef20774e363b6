#!/bin/sh
# What --cache-prune and cache-max-size delete, and that builders go on meanwhile.
. "$(dirname "$0")/../functions.sh"
requires python3 --version
python=$(find_python)
cd "$tmp"
mkdir wheels
make_wheels wheels 'alpha 1.0' 'beta 2.0 py3 300000' 'gamma 3.0'
touch -d '1 hour ago' wheels/*
cache=$tmp/cache

# make ENV MODE WHEEL [OPTION...]
make () {
  make_env=$1
  make_mode=$2
  make_wheel=$3
  shift 3
  expect_silence "$pyvenv" -q --python "$python" --cache-dir="$cache" --without-pip \
    --link-mode="$make_mode" --plugin=packages --wheels="$make_wheel" "$@" "$make_env"
}
# image PROJECT: its folder in the cache.
image () {
  echo "$cache/wheels/$(sha256sum "wheels/$1"-* | cut -d ' ' -f 1)"
}
prune () {
  "$pyvenv" --cache-dir="$cache" --cache-prune"$1" >out 2>&1 || fail "prune: $(cat out)"
}
# aged PATH: as if nobody had used it for 40 days.
aged () { touch -d '40 days ago' "$@"; }

# Linked, copied; used of late and long ago.
make linked hardlink wheels/alpha-1.0-py3-none-any.whl
make copied copy wheels/beta-2.0-py3-none-any.whl
make recent copy wheels/gamma-3.0-py3-none-any.whl
mkdir -m 700 "$cache/downloads" "$cache/index" "$cache/downloads/sha256-00" "$cache/strange"
cp "$cache/wheels/CACHEDIR.TAG" "$cache/downloads"
cp "$cache/wheels/CACHEDIR.TAG" "$cache/index"
chmod 600 "$cache"/*/CACHEDIR.TAG
echo wheel >"$cache/downloads/sha256-00/x.whl"
echo page >"$cache/index/0000"
echo new >"$cache/index/0001"
echo other >"$cache/strange/file"
aged "$(image alpha)"/* "$(image beta)"/* "$cache/downloads/sha256-00" "$cache/index/0000" \
  "$cache"/interpreters/* "$cache/strange/file"
"$pyvenv" --cache-dir="$cache" --cache-info >out
day=$(date -d '40 days ago' +%Y-%m-%d)
grep -qE "^images +[0-9]+ files .* $day\$" out || { cat out; fail "oldest use of images"; }
grep -qE "^downloads +1 files .* $day\$" out || { cat out; fail "downloads"; }
grep -qE '^pages +2 files ' out || { cat out; fail "pages"; }
"$pyvenv" --cache-dir="$cache" --cache-info --json >out
python3 - out <<'END' || fail "--json --cache-info: $(cat out)"
import json, sys, time
info = json.load(open(sys.argv[1]))
kinds = {each["name"]: each for each in info["sections"]}
assert set(kinds) == {"images", "downloads", "built wheels", "pages", "resolutions",
                      "interpreters"}, kinds
assert kinds["pages"]["files"] == 2 and kinds["pages"]["bytes"] == 9, kinds
assert 39 < (time.time() - kinds["images"]["oldest_use"]) / 86400 < 41, kinds
assert 0 < kinds["images"]["linked_bytes"] < kinds["images"]["bytes"], kinds
assert kinds["resolutions"]["oldest_use"] == 0, kinds
END

prune =41
test -d "$(image beta)" || fail "pruned too early"
prune ''
test -d "$(image alpha)" || fail "what an environment is linked to is gone"
test ! -e "$(image beta)" || fail "what nobody used is there"
test -d "$(image gamma)" || fail "what was used of late is gone"
test ! -e "$cache/downloads/sha256-00" || fail "downloads"
test "$(cd "$cache/index" && echo 0*)" = 0001 || fail "pages: $(ls "$cache/index")"
test "$(ls "$cache/interpreters")" = CACHEDIR.TAG || fail "interpreters"
test -e "$cache/strange/file" || fail "a folder that is not ours"
test -z "$(find "$cache" -name 'tmp-*')" || fail "something is left"
"$pyvenv" --cache-dir="$cache" --cache-prune=x 2>err && fail "a number of days"
grep -q 'number of days' err || fail "a number of days: $(cat err)"

# What cannot be read is not empty.
for action in --cache-info --cache-prune; do
  expect_status 1 "$pyvenv" --cache-dir="$tmp/out" $action
  expect_error "cannot read '$tmp/out'"
done
if strace -o /dev/null -e trace=none true 2>/dev/null; then
  for action in --cache-info --cache-prune; do
    expect_status 1 strace -f -o /dev/null -P "$cache" -e trace=openat \
      -e inject=openat:error=EIO:when=2 "$pyvenv" --cache-dir="$cache" $action
    expect_error "cannot read '$cache/wheels'"
  done
fi

# Using renews.
aged "$(image gamma)"/*
make again copy wheels/gamma-3.0-py3-none-any.whl
prune ''
test -d "$(image gamma)" || fail "what was used now is gone"
prune =0
test ! -e "$(image gamma)" || fail "=0 leaves what is not linked"
test -d "$(image alpha)" || fail "=0 deletes what is linked"

# cache-max-size: what was not used for longest goes, and only from a run that adds.
make sized copy wheels/alpha-1.0-py3-none-any.whl
make sized-beta copy wheels/beta-2.0-py3-none-any.whl
aged "$(image beta)"/*
mkdir -p "$HOME/.config/pyvenv"
printf '[pyvenv]\ncache-max-size = 200K\n' >"$HOME/.config/pyvenv/pyvenv.ini"
make sized-gamma copy wheels/gamma-3.0-py3-none-any.whl
test -z "$(find "$cache" -name 'tmp-*')" || fail "cache-max-size: something is left"
test ! -e "$(image beta)" || fail "cache-max-size: beta stays"
test -d "$(image gamma)" || fail "cache-max-size: gamma is gone"
test -d "$(image alpha)" || fail "cache-max-size: what is linked is gone"
rm "$HOME/.config/pyvenv/pyvenv.ini"
expect_status 2 "$pyvenv" --python "$python" --cache-max-size=much env
expect_error "cache-max-size is 'much', which is not a size"

# Builders beside one that prunes everything, again and again.
: >stop
while test -e stop; do
  "$pyvenv" --cache-dir="$cache" --cache-prune=0 >prune.out 2>&1 \
    || echo "prune failed: $(cat prune.out)" >>failures
done &
pruner=$!
builder () {
  for round in 1 2 3 4 5 6; do
    for mode in copy hardlink; do
      env=built-$1-$round-$mode
      "$pyvenv" -q --python "$python" --cache-dir="$cache" --without-pip \
        --link-mode=$mode --plugin=packages --wheels=wheels $env >$env.out 2>&1 \
        && test "$($env/bin/python -I -m beta)" = 'beta 2.0' \
        && test "$(ls -d $env/lib/python*/site-packages/*/__pycache__ | wc -l)" = 3 \
        || echo "$env: $(cat $env.out)" >>failures
      rm -rf $env
    done
  done
}
builder one &
first=$!
builder two &
second=$!
wait $first $second
rm stop
wait $pruner
test ! -e failures || fail "$(cat failures)"
