#!/bin/sh
# setuptools-pip takes the newest wheels that fit from an index, checked, and
# says what is wrong with one that misbehaves.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/newest.sh"

# Each format, and servers that need a second try.
for index in json html htmlonly lie/size-not/json redirect/2/json; do
  forget
  takes --index-url "$server/$index"
done
forget
takes --index-url "$server/json/"
(PIP_RETRIES=2 && forget && takes --index-url "$server/flaky/1/json") || exit 1
(PIP_RETRIES=1 && forget && takes --index-url "$server/busy/1/html") || exit 1

# It comes from the settings of pip as well.
forget
(export PIP_INDEX_URL="$server/json" && takes) || exit 1
unset PIP_CONFIG_FILE
mkdir -p "$HOME/.config/pip"
cat >"$HOME/.config/pip/pip.conf" <<END
# A comment
[global]
index_url = $server/status/500
[install]
index-url = $server/json
END
forget
takes --source=index
(export PIP_CONFIG_FILE="$tmp/other.conf" \
  && printf '[global]\nindex-url: %s\n' "$server/html" >other.conf \
  && forget && takes) || exit 1
grep -q '/html/pip/' web/log || fail "PIP_CONFIG_FILE is not read"
rm "$HOME/.config/pip/pip.conf"

# Settings out of a pipe can be read only once: no other index is asked instead,
# and nobody waits for who may write.
mkfifo pipe
: >web/log
(export PIP_CONFIG_FILE="$tmp/pipe" && forget && refuses 2 'write them to a file' \
  timeout -k 5 60 "$pyvenv" --python "$python" --plugin=setuptools-pip \
  --no-progress env2) || exit 1
test ! -s web/log || fail 'an index was asked'
rm pipe
export PIP_CONFIG_FILE=/dev/null

# Versions that were asked for.
index="--index-url=$server/json"
expect_status 0 make_env "$index" --pip=98.0 --setuptools='<70' --wheel=latest
has pip 98.0
has setuptools 69.5
has wheel 0.43
expect_status 0 make_env "$index" --pip=99.3 --setuptools=none
has pip 99.3
expect_error 'withdrawn'
has setuptools none 2>/dev/null
expect_status 0 make_env "$index" --pre
has pip 99.1rc1
refuses 5 '>=3.99' make_env "$index" --pip=99.2
refuses 5 'pip==1.2.3' make_env "$index" --pip=1.2.3
expect_error 'the newest is 99.0'
for version in 'nonsense version' newest None pip==24.0 ''; do
  refuses 2 "pip wants a version ('65.5.0')" make_env "$index" --pip="$version"
done
expect_status 0 make_env "$index" --pip='v98' --no-setuptools
expect_error '--setuptools=none leaves out nothing but setuptools'
has pip none 2>/dev/null
expect_status 0 make_env "$index" --pip='v98' --no-setuptools --no-pip
test ! -s err || { cat err; fail 'a warning of what was asked for'; }
refuses 2 'source' make_env "$index" --source=somewhere
for url in '' foo example.org/simple "ftp://${server#http://}/json"; do
  refuses 2 'addresses begin with https:' make_env --index-url="$url"
done

# In an environment that is there an older version makes way, and a newer one
# only for a version that was asked for.
again () {
  expect_status 0 "$pyvenv" --python "$python" --plugin=setuptools-pip \
    --no-progress --allow-existing "$@" env
}
expect_status 0 make_env "$index" --pip=98.0 --setuptools=69.5
again "$index"
has pip 99.0
has setuptools 70.0
expect_status 0 make_env "$index" --pip=99.3
again "$index"
has pip 99.3
again "$index" --pip=latest --setuptools=latest
has pip 99.3
again "$index" --pip='<98.1'
has pip 98.0
mkdir -p env/.pyvenv-wheels env/.pyvenv-image
echo mine | tee env/.pyvenv-wheels/keep >env/.pyvenv-image/keep
again "$index" --no-cache
has pip 99.0
for folder in .pyvenv-wheels .pyvenv-image; do
  test "$(cat env/$folder/keep)" = mine || fail "what was in $folder is gone"
  rm -r env/$folder
done
again "$index" --pip='<98.1'
test "$(ls -d env/lib/python*/site-packages/pip-*)" \
  = "$(echo env/lib/python*/site-packages/pip-98.0.dist-info)" || fail 'two of pip'
again "$index" --pip=latest
has pip 99.0
expect_status 0 make_env --source=find-links --find-links="$tmp/web/files" \
  --wheel=latest
again --source=find-links --find-links="$tmp/older" --no-pip --setuptools=none \
  --wheel=latest
has wheel 0.43
again --source=find-links --find-links="$tmp/older" --no-pip --setuptools=none \
  --wheel=0.42
has wheel 0.42

# What is fresh in the cache is not asked for; what is not is asked whether it
# changed.
forget
takes "$index"
: >web/log
takes "$index"
test ! -s web/log || { cat web/log; fail "a fresh page was asked for"; }
takes "$index" --offline
forget
aged="--index-url=$server/age/max-age=0/json"
takes "$aged"
: >web/log
takes "$aged"
test "$(asked ' 304 ')" = 2 || { cat web/log; fail "no 304"; }
test "$(asked /files/)" = 0 || fail "a wheel was downloaded twice"
takes "$aged" --offline
forget
takes --index-url="$server/age/no-store/json"
! grep -rq 'no-store' "$HOME/.cache/pyvenv/index" 2>/dev/null \
  || fail "no-store was stored"
: >web/log
forget
takes "$index" --no-cache
test ! -e "$HOME/.cache/pyvenv/downloads" || fail "--no-cache keeps wheels"

# Misbehaviour, each with its reason.
only='--source=index'
fails 6 'sha256' $only --index-url "$server/lie/hash/json"
fails 5 'larger than 10 bytes' $only --index-url "$server/lie/size/json"
fails 6 'and not 999999' $only --index-url "$server/lie/long/json"
fails 5 'SHA-256' $only --index-url "$server/lie/nohash/json"
fails 5 'SHA-256' $only --index-url "$server/lie/md5/html"

# Unless the user says so for that host; what is asked for by hash stays checked.
fails 5 'allow-unhashed' $only --index-url "$server/lie/nohash/json" \
  --allow-unhashed=127.0.0.1:1 --allow-unhashed=localhost
for lie in nohash/json md5/html; do
  forget
  expect_status 0 make_env --allow-unhashed=elsewhere --allow-unhashed=127.0.0.1 \
    --index-url "$server/lie/$lie"
  has pip 99.0
done
test -z "$(find "$HOME/.cache/pyvenv/downloads" -name '*.whl')" \
  || fail "what has no hash was kept"
printf '[pyvenv]\nallow-unhashed = %s\n' "${server#http://}" >unhashed.ini
expect_status 0 make_env --config="$tmp/unhashed.ini" --index-url "$server/lie/nohash/html"
has pip 99.0
fails 5 'not the page of an index' $only --index-url "$server/lie/type/json"
fails 5 'not the page of an index' $only --index-url "$server/lie/type2/json"
fails 5 'JSON' $only --index-url "$server/lie/broken/json"
fails 5 'newer version' $only --index-url "$server/lie/version/json"
fails 5 'newer version' $only --index-url "$server/lie/version/html"
fails 5 "was found at '$server/status/404/pip/'" $only \
  --index-url "$server/status/404"
expect_error 'often ends in /simple'
fails 5 'answered 403' $only --index-url "$server/status/403"
fails 5 'answered 500' $only --index-url "$server/status/500"
fails 5 'redirects' $only --index-url "$server/loop"
fails 5 'too early' $only --index-url "$server/truncated/json"
fails 5 'no answer for 2 s' $only --index-url "$server/slow/json"
fails 5 'too early' $only --index-url "$server/onlyfiles/truncated/json"
fails 5 'no answer for 2 s' $only --index-url "$server/onlyfiles/slow/html"
fails 5 'answered 404' $only --index-url "$server/onlyfiles/nothing/json"
fails 5 'trusted' $only --index-url http://no-such-host.invalid/simple
fails 5 --offline $only --offline --index-url "$server/json"

# Credentials reach the pages and the files, and are shown nowhere.
address=${server#http://}
forget
takes -v --index-url "http://user:se:cr%40t@$address/auth/json"
! grep -e 'se:cr' err 2>/dev/null || fail "a password is shown"
! grep -rq -e 'se:cr' "$HOME/.cache" || fail "a password is in the cache"
fails 5 'answered 401' $only --index-url "$server/auth/json"
fails 5 'answered 401' $only -v \
  --index-url "http://user:wrong-secret@$address/auth/json"
sent=$(printf user:wrong-secret | base64)
test "$(asked "^GET /auth/json/pip/ 401 Authorization=Basic $sent")" = 1 \
  || fail "the password was not tried"
! grep -e wrong-secret err || fail "a password is shown"
! grep -r -e wrong-secret "$HOME/.cache" || fail "a password is in the cache"

# What stands in the address of a file is for that file, and for no cache.
mv web/facts.json facts
for project in pip setuptools; do
  test $project = pip && wheel=pip-99.0 || wheel=setuptools-70.0
  echo "\"$wheel-py3-none-any.whl\": {\"url\": \"http://user:se%3Acr%40t@$address/auth/files/$wheel-py3-none-any.whl\"}"
done | paste -sd , | sed 's/.*/{&}/' >web/facts.json
rm web/files/pip-99.[23]-*
for index in json html; do
  forget
  : >web/log
  takes -v $only --index-url "$server/$index"
  test "$(asked '/auth/files/.* 200 Authorization=')" = 2 \
    || { cat web/log; fail 'the password of a link is not used'; }
  ! grep -e 'se:cr' -e 'se%3Acr' err 2>/dev/null || fail "a password is shown"
  ! grep -rq -e 'se:cr' -e 'se%3Acr' "$HOME/.cache" || fail "a password is in the cache"
  takes $only --index-url "$server/$index"
done
mv facts web/facts.json
make_wheels web/files 'pip 99.2' 'pip 99.3'

# Two indexes: the newest of both.
(export PIP_INDEX_URL="$server/status/404" PIP_EXTRA_INDEX_URL="$server/json" \
  && forget && takes) || exit 1

# An unreachable index: a fallback with source=auto, and one warning.
if test "$minor" -lt 12; then bundle='setuptools'; else bundle='pip'; fi
forget
expect_status 0 make_env --index-url http://127.0.0.1:1/simple
expect_error "$bundle" 'onnect' 'the wheels that come with Python'
test "$(wc -l <err)" = 1 || { cat err; fail "more than one warning"; }
env/bin/python -I -m pip --version >/dev/null || fail "no pip from the bundle"
if ! brings_setuptools "$python"; then
  expect_error 'with Python: pip ' "; setuptools does not come with '$python'"
  fails 5 'onnect' --index-url http://127.0.0.1:1/simple --no-pip
  fails 5 'onnect' --index-url http://127.0.0.1:1/simple --setuptools='>=1'
  expect_error "no wheel of 'setuptools>=1' comes with"
fi
expect_status 0 make_env --index-url http://127.0.0.1:1/simple \
  --find-links "$tmp/web/files"
has pip 99.3
expect_error 'find-links: pip 99.3, setuptools 70.0'

# What is wrong with the settings, or a folder, is said once for all searches.
echo junk >bad.conf
(export PIP_CONFIG_FILE="$tmp/bad.conf" && expect_status 0 make_env \
  --index-url http://127.0.0.1:1/simple --find-links "$tmp/no-such-folder") || exit 1
expect_error 'line 1' 'no-such-folder' 'the wheels that come with Python'
for text in 'line 1' 'no-such-folder'; do
  test "$(grep -c "$text" err)" = 1 || { cat err; fail "repeated: $text"; }
done

# Which index it names cannot be told, and none is asked in its place.
(export PIP_CONFIG_FILE="$tmp/bad.conf" https_proxy=http://127.0.0.1:1 \
  && refuses 2 'bad.conf' make_env) || exit 1
fails 5 'onnect' $only --index-url http://127.0.0.1:1/simple
fails 5 'onnect' --index-url http://127.0.0.1:1/simple --pip=98.0
