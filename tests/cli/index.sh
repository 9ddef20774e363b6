#!/bin/sh
# setuptools-pip takes the newest wheels that fit from an index, checked, and
# says what is wrong with one that misbehaves.
. "$top_srcdir/tests/functions.sh"
. "$top_srcdir/tests/index/functions.sh"

python=$(find_python)
minor=$(minor_of "$python")
cd "$tmp"
start_server web
for wheel in 'pip 98.0' 'pip 99.0' 'pip 99.1rc1' 'pip 99.2' 'pip 99.3' \
    'pip 99.4 py2' 'pip 98.1 py3' 'setuptools 70.0' 'setuptools 69.5' \
    'wheel 0.43'; do
  python3 "$top_srcdir/tests/index/make_wheel.py" web/files $wheel
done
cat >web/facts.json <<'END'
{"pip-99.2-py3-none-any.whl": {"requires-python": ">=3.99"},
 "pip-99.3-py3-none-any.whl": {"yanked": true},
 "pip-98.1-py3-none-any.whl": {"requires-python": "junk", "yanked": ""}}
END
: >web/files/pip-99.9.tar.gz
mkdir older
python3 "$top_srcdir/tests/index/make_wheel.py" older wheel 0.42

export PIP_TIMEOUT=2 PIP_RETRIES=0 PIP_CONFIG_FILE=/dev/null

make_env () {
  rm -rf env
  "$pyvenv" --python "$python" --plugin=setuptools-pip --no-progress "$@" env
}

# has PROJECT VERSION
has () {
  found=$(env/bin/python -I -c "import $1; print($1.version)") || found=none
  test "$found" = "$2" || { cat err 2>/dev/null; fail "$1 is $found, not $2"; }
  ! ls -d env/.pyvenv-*-* 2>/dev/null || fail "wheels are left in the environment"
}

# takes OPTION...: an environment with the newest versions.
takes () {
  expect_status 0 make_env "$@"
  has pip 99.0
  has setuptools 70.0
}

forget () { rm -rf "$HOME/.cache/pyvenv/index" "$HOME/.cache/pyvenv/downloads"; }

# fails STATUS TEXT OPTION...: nothing is left, no partial file in the cache.
fails () {
  forget
  refuses "$1" "$2" make_env_with "$@"
  test ! -e env || fail "an environment is left"
  left=$(find "$HOME/.cache" -path '*downloads*' -type f ! -name CACHEDIR.TAG \
    2>/dev/null || :)
  test -z "$left" || fail "left in the cache: $left"
}
make_env_with () { shift 2; make_env "$@"; }

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

# Settings out of a pipe count for all searches of all environments.
mkfifo pipe
{ printf '[global]\nno-index = yes\nfind-links = %s\n' "$tmp/web/files" \
  || :; } >pipe &
(export PIP_CONFIG_FILE="$tmp/pipe" https_proxy=http://127.0.0.1:1 && forget \
  && expect_status 0 timeout -k 5 60 "$pyvenv" --python "$python" \
    --plugin=setuptools-pip --no-progress env2 env3) || exit 1
for env in env2 env3; do
  test "$("$env/bin/python" -I -m pip)" = 'pip 99.3' || fail "pip in $env"
done
rm -r env2 env3
(export PIP_CONFIG_FILE="$tmp/pipe" && expect_status 143 timeout \
  --preserve-status -k 20 1 "$pyvenv" --python "$python" \
  --plugin=setuptools-pip --no-progress env2) || exit 1
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
fails 6 'promises 999999' $only --index-url "$server/lie/long/json"
fails 5 'SHA-256' $only --index-url "$server/lie/nohash/json"
fails 5 'SHA-256' $only --index-url "$server/lie/md5/html"
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
for wheel in 'pip 99.2' 'pip 99.3'; do
  python3 "$top_srcdir/tests/index/make_wheel.py" web/files $wheel
done

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
if test "$minor" -ge 12; then
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
fails 5 'onnect' $only --index-url http://127.0.0.1:1/simple
fails 5 'onnect' --index-url http://127.0.0.1:1/simple --pip=98.0

# Folders and pages of links.
forget
: >web/log
mkdir 'with blank'
cp web/files/pip-98.0-py3-none-any.whl web/files/setuptools-70.0-py3-none-any.whl 'with blank'
for place in "$tmp/web/files" "file://$tmp/web/files"; do
  expect_status 0 make_env --source=find-links --find-links "$place"
  has pip 99.3
done
expect_status 0 make_env --source=find-links \
  --find-links "file://$tmp/with%20blank"
has pip 98.0
expect_status 0 make_env --source=find-links --find-links "$tmp/with blank"
has pip 98.0
test ! -s web/log || fail "find-links asked a server"
refuses 5 'no find-links are given' make_env --source=find-links
mkdir nothing
refuses 5 "was found in '$tmp/nothing'" make_env --source=find-links \
  --find-links "$tmp/nothing"

# A page that is there and cannot be read is no page without wheels.
ln -s loop.html "$tmp/loop.html"
refuses 5 'loop.html' make_env --source=find-links \
  --find-links "$tmp/web/files $tmp/loop.html"
mkdir -p "$tmp/local/pip"
ln -s index.html "$tmp/local/pip/index.html"
refuses 5 'pip/index.html' make_env --index-url="file://$tmp/local"
rm -r "$tmp/local" "$tmp/loop.html"
expect_status 0 make_env --source=find-links \
  --find-links "$server/html/pip/ $server/html/setuptools/"
has pip 99.0
(export PIP_NO_INDEX=1 PIP_FIND_LINKS="$tmp/web/files" PIP_INDEX_URL="$server/json" \
  && : >web/log && expect_status 0 make_env) || exit 1
has pip 99.3
test ! -s err || { cat err; fail "what was set up is warned of"; }
test ! -s web/log || fail "no-index asked a server"
(export PIP_NO_INDEX=1 PIP_FIND_LINKS="$tmp/nothing" && expect_status 0 make_env) \
  || exit 1
expect_error "was found in '$tmp/nothing'" 'the wheels that come with Python'

# A page of links need not name a hash, but one that it names has to be of use.
mkdir links
cp web/files/pip-98.0-py3-none-any.whl links
hash=$(sha256sum links/*.whl | cut -d ' ' -f 1)
links_to () { echo "<a href='pip-98.0-py3-none-any.whl$1'>x</a>" >links/page.html; }
linked () {
  make_env --setuptools=none --source=find-links --find-links "$tmp/links/page.html"
}
for fragment in '' '#' '#egg=pip' '#sha' "#md5=0&amp;sha256=$hash" \
    "#sha256=0000&amp;egg=x&amp;sha256=$hash"; do
  links_to "$fragment"
  expect_status 0 linked
  has pip 98.0
done
for fragment in '#md5=00000000000000000000000000000000' '#sha256=0000' '#sha256=' \
    "#SHA256=$hash" "#sha256=${hash}0" '#egg=x&amp;sha1=00' '#blake2b=00'; do
  links_to "$fragment"
  refuses 5 'SHA-256' linked
done
links_to "#sha512=00&amp;sha256=$(echo "$hash" | tr 0123456789 1234567890)"
refuses 6 'sha256' linked

# From the cache as well.
for again in 1 2; do
  refuses 5 'SHA-256' make_env --setuptools=none --source=find-links \
    --find-links "$server/lie/md5/html/pip/"
  expect_status 0 make_env --setuptools=none --source=find-links \
    --find-links "$server/lie/nohash/html/pip/"
done

# What plain http brings from elsewhere has to have a hash, whoever lists it.
links_elsewhere () {
  echo "<a href='http://no-such-host.invalid/files/pip-98.0-py3-none-any.whl$1'>x</a>" \
    >links/page.html
}
links_elsewhere ''
: >web/log
(export http_proxy="$server"
  refuses 5 'SHA-256' linked
  test ! -s web/log || { cat web/log; fail 'a host was asked by plain http'; }
  (export PIP_TRUSTED_HOST=no-such-host.invalid && expect_status 0 linked) || exit 1
  links_elsewhere "#sha256=$hash"
  expect_status 0 linked) || exit 1
has pip 98.0

# A wheel on a server is one, and no page to read.
wheel=files/pip-98.0-py3-none-any.whl
takes_wheel () {
  rm -rf "$HOME/.cache/pyvenv/downloads"
  : >web/log
  expect_status 0 make_env --setuptools=none --source=find-links --find-links "$1"
  has pip 98.0
  test "$(asked .)" = 1 || { cat web/log; fail "a page was asked for, for $1"; }
}
for place in "$wheel" "$wheel#sha256=$hash" "$wheel?x=1#egg=pip"; do
  takes_wheel "$server/$place"
done
takes_wheel "http://user:se%3acr%40t@$address/auth/$wheel"
refuses 5 'SHA-256' make_env --source=find-links --find-links "$server/$wheel#md5=00"
refuses 6 'sha256' make_env --setuptools=none --source=find-links \
  --find-links "$server/$wheel#sha256=$(echo "$hash" | tr 0123456789 1234567890)"
far=http://no-such-host.invalid/$wheel
: >web/log
(export http_proxy="$server"
  refuses 5 'trusted' make_env --source=find-links --find-links "$far"
  refuses 5 'trusted' make_env --source=find-links --find-links "$far#md5=00"
  test ! -s web/log || { cat web/log; fail 'a host was asked by plain http'; }
  takes_wheel "$far#sha256=$hash"
  export PIP_TRUSTED_HOST=no-such-host.invalid
  takes_wheel "$far") || exit 1

# The interpreter's own wheels.
expect_status 0 make_env --source=bundled --index-url http://127.0.0.1:1/
env/bin/python -I -m pip --version >/dev/null || fail "no pip from the bundle"
