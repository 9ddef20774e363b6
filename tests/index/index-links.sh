#!/bin/sh
# Wheels out of folders, out of pages of links, by their own address, and those
# that come with the interpreter.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/index/newest.sh"
address=${server#http://}
only='--source=index'

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
