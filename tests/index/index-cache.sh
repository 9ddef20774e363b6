#!/bin/sh
# What an index said is used as long as it allows, then asked for again, and
# makes up for an index that is away.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/servers.sh"

python=$(find_python)
cd "$tmp"
start_server web
make_wheel () { python3 "$top_srcdir/tests/index/make_wheel.py" web/files "$@"; }
make_wheel pip 99.0
make_wheel setuptools 70.0
export PIP_TIMEOUT=5 PIP_RETRIES=0 PIP_CONFIG_FILE=/dev/null
cache=$HOME/.cache/pyvenv

make_env () {
  rm -rf env
  : >"$server_dir/log"
  "$pyvenv" --python "$python" --plugin=setuptools-pip --no-progress \
    --index-url "$server/$@" env
}

# takes VERSION-OF-PIP REQUESTS PATH [OPTION...]: REQUESTS were made for it.
takes () {
  pip=$1
  requests=$2
  shift 2
  expect_status 0 make_env "$@"
  test "$(env/bin/python -I -m pip)" = "pip $pip" || fail "pip, for $*"
  test "$(grep -c . web/log)" = "$requests" || { cat web/log; fail "requests, for $*"; }
}

# older SECONDS: all that is in the cache was written down so long before.
older () {
  for page in "$cache"/index/*; do
    awk -F '\t' -v OFS='\t' -v less="$1" 'NR == 3 && NF == 3 { $1 -= less } 1' \
      "$page" >aged
    cat aged >"$page"
  done
}

# As long as the server allows, and no longer; a page that did not change is
# fresh again.
takes 99.0 4 age/max-age=100/json
takes 99.0 0 age/max-age=100/json
older 90
takes 99.0 0 age/max-age=100/json
older 20
takes 99.0 2 age/max-age=100/json
test "$(asked ' 304 If-None-Match=')" = 2 || { cat web/log; fail 'no 304'; }
takes 99.0 0 age/max-age=100/json

# Ten minutes at most, and where the server does not say.
takes 99.0 2 age/max-age=86400/html
takes 99.0 2 json
older 590
takes 99.0 0 age/max-age=86400/html
takes 99.0 0 json
older 20
takes 99.0 2 age/max-age=86400/html
takes 99.0 2 json

# A clock that was put back makes nothing fresh.
older -100000
takes 99.0 2 json

# no-cache is asked every time, no-store also without a tag.
takes 99.0 2 age/no-cache/json
takes 99.0 2 age/no-cache/json
test "$(asked ' 304 ')" = 2 || fail 'no 304'
takes 99.0 2 age/no-store/json
takes 99.0 2 age/no-store/json
test "$(asked ' 200 ')" = 2 || fail 'what is not to be stored is stored'

# All lines count, whatever their order, and so does the time that the answer spent
# in caches on its way.
for control in max-age=100+no-store no-store+max-age=100; do
  takes 99.0 2 age/$control/json
  test "$(asked ' 200 ')" = 2 || fail "stored in spite of no-store: $control"
done
! grep -r 'no-store' "$cache/index" || fail 'a page is kept against no-store'
takes 99.0 2 age/max-age=300+age=200/json
older 90
takes 99.0 0 age/max-age=300+age=200/json
older 20
takes 99.0 2 age/max-age=300+age=200/json
takes 99.0 2 age/max-age=86400+age=86000/html
older 390
takes 99.0 0 age/max-age=86400+age=86000/html
older 20
takes 99.0 2 age/max-age=86400+age=86000/html
takes 99.0 2 age/age=590/html
older 15
takes 99.0 2 age/age=590/html
takes 99.0 2 age/max-age=1+age=99999999999999999999/html
older 1
takes 99.0 2 age/max-age=1+age=99999999999999999999/html

# An answer that nothing has changed, and no more, leaves the time as it was.
takes 99.0 2 age/max-age=100+mute/json
for again in 1 2; do
  older 110
  takes 99.0 2 age/max-age=100+mute/json
  test "$(asked ' 304 If-None-Match=')" = 2 || { cat web/log; fail 'no 304'; }
  older 90
  takes 99.0 0 age/max-age=100+mute/json
done
takes 99.0 2 age/no-cache+mute/json
takes 99.0 2 age/no-cache+mute/json
takes 99.0 2 age/no-cache+mute/json
takes 99.0 2 json

# Something that is not there may be there for others, or a moment later, also
# where the server would have it kept.
refuses 5 'was found' make_env hidden/json --source=index
refuses 5 'was found' make_env hidden/json --source=index --offline
(server=http://user:se%3Acr%40t@${server#http://} \
  && takes 99.0 2 hidden/json) || exit 1

# What is not to be kept any more is forgotten, and what a killed run left half
# done is deleted by a later one.
echo max-age=100 >web/control
takes 99.0 2 age/file/json
grep -rq age/file "$cache/index" || fail 'nothing is kept'
older 200
echo no-store >web/control
takes 99.0 2 age/file/json
! grep -r age/file "$cache/index" || fail 'a page is kept against no-store'
for folder in index interpreters; do
  echo junk >"$cache/$folder/tmp-old"
  touch -d '2 hours ago' "$cache/$folder/tmp-old"
  echo junk >"$cache/$folder/tmp-new"
done
find "$cache/interpreters" -type f ! -name 'tmp-*' ! -name CACHEDIR.TAG \
  -exec rm {} +
takes 99.0 2 age/no-cache/html
for folder in index interpreters; do
  test ! -e "$cache/$folder/tmp-old" || fail "an old temporary file in $folder"
  rm "$cache/$folder/tmp-new" || fail "a new temporary file in $folder"
done

# --no-cache neither looks nor keeps.
snapshot "$cache" >before
takes 99.0 4 json --no-cache
unchanged before "$cache"

# Only an answer to a condition says that nothing has changed.
refuses 5 'answered 304' make_env status/304 --source=index
! grep -r status/304 "$cache" || fail 'an answer to no question is kept'

# A new version: not while the page is fresh.
make_wheel pip 99.1
takes 99.0 0 json
older 700
takes 99.1 3 json

# Where an index does not answer its last answer is used, for a week, with a warning.
expect_status 0 make_env status/503
expect_error 'answered 503' 'the wheels that come with Python'
takes 99.1 0 json
kill $server_pids
for source in auto index; do
  takes 99.1 0 json --source=$source
  test ! -s err || fail 'a fresh page is not enough'
done
# A fresh page is of no use where its wheels cannot be had any more.
mv "$cache/downloads" kept
refuses 5 'onnect' make_env json --source=index
expect_status 0 make_env json
expect_error 'onnect' 'the wheels that come with Python'
rm -rf "$cache/downloads"
mv kept "$cache/downloads"

older 7200
for source in auto index; do
  takes 99.1 0 json --source=$source
  expect_error 'using its answer of 2 hours ago'
done
takes 99.1 0 json --offline
test ! -s err || { cat err; fail '--offline is no reason to warn'; }
older 700000
takes 99.1 0 json --offline
refuses 5 'onnect' make_env json --source=index
expect_status 0 make_env json
expect_error 'the wheels that come with Python'

# --offline without the page, and without the wheel.
refuses 5 '--offline' make_env elsewhere --source=index --offline
expect_error '/elsewhere/pip/'
rm -r "$cache/downloads"
refuses 5 '--offline' make_env json --source=index --offline
expect_error 'pip-99.1-py3-none-any.whl'
test ! -e env || fail 'an environment is left'

# A cache that holds something else.
server_pids=
start_server web2
cp web/files/* web2/files
takes_again () {
  expect_status 0 make_env json
  test "$(env/bin/python -I -m pip)" = 'pip 99.1' || fail "pip, after $1"
}
takes_again nothing
for page in "$cache"/index/*; do echo junk >"$page"; done
takes_again junk
for page in "$cache"/index/*; do head -c 100 "$page" >cut; cat cut >"$page"; done
takes_again 'a cut'
find "$cache/downloads" -name '*.whl' -exec truncate -s 100 {} +
takes_again 'a cut wheel'
find "$cache/downloads" -name '*.whl' -size -200c | grep . && fail 'a cut wheel stays'

# A kept wheel is what the index lists, or it is not used: also where only a
# hash was promised, and where only the bytes differ.
kept_for () {
  forget
  expect_status 0 make_env "$1"
  for wheel in $(find "$cache/downloads" -name '*.whl'); do
    size=$(stat -c %s "$wheel")
    head -c "$size" /dev/zero >zeros
    cp zeros "$wheel"
  done
  rm -rf "$cache/wheels"
  expect_status 0 make_env "$1"
  test "$(env/bin/python -I -m pip)" = 'pip 99.1' || fail "spoiled wheels, $1"
  ! cmp -s zeros "$wheel" || fail "a spoiled wheel stays, $1"
  expect_status 0 make_env "$1"
  test "$(asked /files/)" = 0 || { cat web2/log; fail "downloaded again, $1"; }
}
forget () { rm -rf "$cache/index" "$cache/downloads" "$cache/wheels"; }
for index in json html lie/sha512/json; do
  kept_for $index
done
chmod a-w "$cache" "$cache/index" "$cache/downloads"
takes_again 'losing write access'
chmod a+w "$cache" "$cache/index" "$cache/downloads"
takes_again 'a cache that others can write to'
chmod -R go-w "$cache"
rm -r "$cache"
echo file >"$cache"
takes_again 'a file for a cache'
