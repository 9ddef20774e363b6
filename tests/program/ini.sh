#!/bin/sh
# INI files: what they set, what is stronger, and what is refused (status 2,
# file and line are named, nothing is made).
. "$(dirname "$0")/../functions.sh"

use_test_plugins
python=$(find_python)
enter_place

# with TEXT: TEXT is the INI file of the next runs.
with () {
  printf '%b\n' "$1" >"$tmp/pyvenv.ini"
  PYVENV_CONFIG=$tmp/pyvenv.ini
  export PYVENV_CONFIG
}

ok () {
  : >"$tmp/trace"
  expect_silence "$pyvenv" --python "$python" "$@" env
}
has () {
  grep -qxF -e "$1" env/pyvenv.cfg || { cat env/pyvenv.cfg; fail "lacks: $1"; }
}

with '# a comment\n; another\n\n[pyvenv]\nprompt = from file\nwithout-pip = yes
system-site-packages=on\ncopies : true\nplugins = outer, inner
[plugin outer]\nouter-text = a = b\n[plugin not-there]\nkey = waits'
ok
has "prompt = 'from file'"
has 'include-system-site-packages = true'
test ! -L env/bin/python || fail "copies"
grep -qx 'outer config outer-text=a = b' "$tmp/trace" || fail "outer-text"
grep -q '^inner load' "$tmp/trace" || fail "inner is not loaded"
rm -rf env

# The command line is stronger; plugins of both are loaded, those of the file
# before the others.
with '[pyvenv]\nprompt = file\nwithout-pip = yes\nplugins = inner'
ok --prompt mine --plugin=outer
has "prompt = 'mine'"
test "$(head -n 1 "$tmp/trace")" = 'inner load' || fail "order of loading"
rm -rf env
ok --no-plugins
test ! -s "$tmp/trace" || fail "--no-plugins loads one"
rm -rf env
with '[pyvenv]\ncopies = yes\nwithout-pip = yes'
ok --symlinks
test -L env/bin/python || fail "--symlinks is not stronger than the file"
rm -rf env

# A tag for backups, which they read as the specification says; undone with the
# rest, and never in the place of one that is there.
with '[pyvenv]\ncachedir-tag = yes\nwithout-pip = yes'
ok
test "$(head -n 1 env/CACHEDIR.TAG)" \
  = 'Signature: 8a477f597d28d172789f06886806bc55' || fail "cachedir-tag in a file"
tar -cf "$tmp/backup.tar" --exclude-caches env
! tar -tf "$tmp/backup.tar" | grep -q bin/ || fail "tar does not heed the tag"
rm -rf env
ok --cachedir-tag=no
test ! -e env/CACHEDIR.TAG || fail "--cachedir-tag=no"
for option in --upgrade --allow-existing; do
  snapshot env >"$tmp/before"
  expect_status 7 "$pyvenv" --python "$python" $option --plugin=failing \
    --set failing.in=create_configuration env
  unchanged "$tmp/before" env
done
echo mine >env/CACHEDIR.TAG
ok --upgrade
test "$(cat env/CACHEDIR.TAG)" = mine || fail "a tag was replaced"
rm -rf env
expect_status 7 "$pyvenv" --python "$python" --plugin=failing \
  --set failing.in=create_configuration env
test -z "$(ls -A .)" || fail "something is left"

# Line ends of Windows, a byte order mark, no newline at the end.
printf '\357\273\277[pyvenv]\r\nprompt = dos\r\nwithout-pip = yes' \
  >"$tmp/pyvenv.ini"
ok
has "prompt = 'dos'"
rm -rf env

# The user's own file; PYVENV_CONFIG takes its place, empty means none.
unset PYVENV_CONFIG
mkdir -p "$HOME/.config/pyvenv" "$tmp/xdg/pyvenv"
printf '[pyvenv]\nprompt = home\n' >"$HOME/.config/pyvenv/pyvenv.ini"
printf '[pyvenv]\nprompt = xdg\n' >"$tmp/xdg/pyvenv/pyvenv.ini"
ok --without-pip
has "prompt = 'home'"
rm -rf env
(
  XDG_CONFIG_HOME=$tmp/xdg
  export XDG_CONFIG_HOME
  ok --without-pip
  has "prompt = 'xdg'"
  rm -rf env
)
with '[pyvenv]\nwithout-pip = yes'
ok
! grep -q '^prompt' env/pyvenv.cfg || fail "PYVENV_CONFIG does not replace"
rm -rf env
PYVENV_CONFIG=
ok --without-pip
! grep -q '^prompt' env/pyvenv.cfg || fail "an empty PYVENV_CONFIG"
rm -rf env "$HOME/.config"

# The home of someone else, which sudo and containers leave in HOME, has no
# settings for us.  A file that is there and cannot be read is an error.
if test "$(id -u)" = 0; then
  as_other="setpriv --reuid=65534 --regid=65534 --clear-groups"
  if ! $as_other true 2>/dev/null || ! $as_other ls "$pyvenv" >/dev/null 2>&1; then
    as_other=
  fi
else
  as_other=env
fi
if test -n "$as_other"; then
  unset PYVENV_CONFIG
  mkdir -p "$tmp/other/.config/pyvenv"
  : >"$tmp/other/.config/pyvenv/pyvenv.ini"
  chmod 755 "$tmp"
  chmod 000 "$tmp/other"
  refuses 3 'no such file' \
    $as_other env HOME="$tmp/other" "$pyvenv" --without-pip -p /no-such-python env
  chmod 755 "$tmp/other"
  chmod 000 "$tmp/other/.config/pyvenv/pyvenv.ini"
  refuses 2 'pyvenv.ini' \
    $as_other env HOME="$tmp/other" "$pyvenv" --without-pip -p /no-such-python env
  rm -rf "$tmp/other"
  PYVENV_CONFIG=
  export PYVENV_CONFIG
fi

# A file may be a link.
with '[pyvenv]\nprompt = linked'
ln -s pyvenv.ini "$tmp/link.ini"
PYVENV_CONFIG=$tmp/link.ini
ok --without-pip
has "prompt = 'linked'"
rm -rf env

# The command line, then the environment, then the files.
with '[pyvenv]\npython = /no/file\nlink-mode = hardlink\ncache-dir = /no/cache
system-site-packages = yes\ncopies = yes\nwithout-pip = yes\nverbose = yes'
(
  export PYVENV_PYTHON="$python" PYVENV_CACHE_DIR="$tmp/variable"
  expect_silence "$pyvenv" --system-site-packages=no --copies=off --verbose=0 env
  has 'include-system-site-packages = false'
  test -L env/bin/python || fail "--copies=off"
  test -d "$tmp/variable" || fail "PYVENV_CACHE_DIR is weaker than the file"
  rm -rf env
  expect_status 0 "$pyvenv" --cache-info
  grep -qF "$tmp/variable" "$tmp/out" || fail "--cache-info"
  PYVENV_PYTHON=/no/variable refuses 3 "'/no/variable' (from PYVENV_PYTHON)" \
    "$pyvenv" --verbose=no env
  PYVENV_PYTHON=/no/variable ok --verbose=no
  rm -rf env
  PYVENV_LINK_MODE=none refuses 2 PYVENV_LINK_MODE "$pyvenv" --verbose=no env
  PYVENV_PROBE_TIMEOUT=soon refuses 2 PYVENV_PROBE_TIMEOUT \
    "$pyvenv" --verbose=no env
  PYVENV_PLUGIN_DIR=plugins refuses 2 PYVENV_PLUGIN_DIR \
    "$pyvenv" --verbose=no --plugin=outer env
)
refuses 3 "'/no/file' (from $tmp/pyvenv.ini:2)" "$pyvenv" --verbose=no env
refuses 2 "'maybe'" "$pyvenv" --copies=maybe env
refuses 2 'empty' "$pyvenv" -p '' env
test ! -e env || fail "something was made"

# A plugin that is not there leaves a way out.
with '[pyvenv]\n\nplugins = outer not-there'
refuses 7 "$tmp/pyvenv.ini:3 (--no-plugin=not-there goes without)" \
  "$pyvenv" --python "$python" --without-pip env
for option in --help --cache-info; do
  expect_status 0 "$pyvenv" $option
  expect_error 'pyvenv: warning: ' "'$PYVENV_PLUGIN_DIR/not-there.so'"
done
for option in --version --plugins --plugin-info=outer; do
  expect_status 0 "$pyvenv" $option
done
ok --without-pip --no-plugins
rm -rf env
ok --without-pip --no-plugin=not-there
grep -q '^outer load' "$tmp/trace" || fail "--no-plugin goes without others, too"
rm -rf env

# Keys of plugins, too, say where they stand.
with '[pyvenv]\nplugins = outer\n[plugin outer]\nouter-flag = maybe'
refuses 2 "$tmp/pyvenv.ini:4: " "$pyvenv" --python "$python" --without-pip env
with '[pyvenv]\nplugins = outer\n[plugin outer]\nouter-flag = yes'
PYVENV_OUTER_OUTER_FLAG=maybe refuses 2 PYVENV_OUTER_OUTER_FLAG: \
  "$pyvenv" --python "$python" --without-pip env
ok --without-pip --outer-flag=no
rm -rf env

# refused LINE TEXT INI
refused () {
  with "$3"
  expect_status 2 "$pyvenv" --python "$python" --without-pip env
  expect_error "$tmp/pyvenv.ini$1" "$2"
  test ! -s "$tmp/out" || fail "on stdout: $(cat "$tmp/out")"
  test -z "$(ls -A .)" || fail "something was made"
}

long=$(printf '%0250d' 0)
refused :2 'longer' "[pyvenv]\nprompt = $long"
refused :2 'longer' "[pyvenv]\n# $long"
refused :3 'indented' '[pyvenv]\n# text\n  prompt = b'
refused :2 'indented' '[pyvenv]\n\tprompt = a'
refused :1 "'prompt' stands before any section" 'prompt = a'
refused :2 "unknown section [pyvnev] (did you mean 'pyvenv'?" \
  '\n[pyvnev]\nprompt = a'
refused :1 "unknown section [plugn corp] (did you mean 'plugin corp'?" \
  '[plugn corp]\na = b'
refused :1 'unknown section [other] (there are' '[other]'
refused :1 'unknown section [pyvenv ]' '[pyvenv ]'
refused :1 "unknown section [pyvnev]" '\357\273\277[pyvnev]'
refused :2 "unknown option 'promt' (did you mean 'prompt'?" '[pyvenv]\npromt = a'
refused :2 "did you mean 'plugins'?" '[pyvenv]\nplugin = a'
refused :2 "unknown option 'colour' (pyvenv.ini(5)" '[pyvenv]\ncolour = a'

# The first of two mistakes is told, with its own line.
refused :2 'neither a [section]' '[pyvenv]\nno equals sign\noffline = maybe'
refused :2 'maybe' '[pyvenv]\noffline = maybe\nno equals sign'
refused :3 'neither a [section]' '[pyvenv]\n# text\n[pyvenv\n\noffline = maybe'
refused :4 'maybe' '[pyvenv]\n\n\noffline = maybe\ncopies = maybe'
refused '' '[plugin]' '[plugin]\nprompt = a'
refused '' '[plugin A B]' '[plugin A B]\nprompt = a'
refused :2 '' '[pyvenv]\nno equals sign'
refused :1 '' '[pyvenv\nprompt = a'
refused :2 'maybe' '[pyvenv]\noffline = maybe'
for option in clear upgrade force; do
  refused :2 "(give --$option on the command line)" "[pyvenv]\n$option = yes"
done
refused :2 'order' '[plugin outer]\norder = first'
refused :2 'order' '[plugin outer]\norder = -1'
refused :2 'order' '[plugin outer]\norder = 99999999999999999999'
with '[pyvenv]\nplugins = outer outer'
expect_status 2 "$pyvenv" --python "$python" --without-pip env
expect_error outer twice

printf '[pyvenv]\nprompt = a\000b\n' >"$tmp/pyvenv.ini"
expect_status 2 "$pyvenv" --python "$python" --without-pip env
expect_error "$tmp/pyvenv.ini" 'NUL'
head -c 2000000 /dev/zero | tr '\000' '\n' >"$tmp/pyvenv.ini"
expect_status 2 "$pyvenv" --python "$python" --without-pip env
expect_error "$tmp/pyvenv.ini"
PYVENV_CONFIG=$tmp/absent.ini
expect_status 2 "$pyvenv" --python "$python" --without-pip env
expect_error "$tmp/absent.ini" 'No such file'
PYVENV_CONFIG=$tmp
expect_status 2 "$pyvenv" --python "$python" --without-pip env
expect_error 'is a folder'
test -z "$(ls -A .)" || fail "something was made"
