#!/bin/sh
# Policy of a machine: what is locked stays, whoever asks; --show-config tells where
# everything comes from.
. "$(dirname "$0")/../functions.sh"

# Only a file of root's can lock; in a user namespace ours are.
if test "$(id -u)" != 0; then
  test -z "${PYVENV_TEST_IN_NAMESPACE-}" || skip "files are not root's here"
  requires unshare -r true
  PYVENV_TEST_IN_NAMESPACE=yes exec unshare -r "$0"
fi

use_test_plugins
python=$(find_python)
enter_place
mkdir -p "$tmp/machine/conf.d"
PYVENV_SYSTEM_CONFIG=$tmp/machine
PYVENV_CONFIG=$tmp/user.ini
export PYVENV_SYSTEM_CONFIG PYVENV_CONFIG
: >"$tmp/user.ini"

# machine NAME TEXT, user TEXT: a file of the machine or the user's own.
machine () { printf '%b\n' "$2" >"$tmp/machine/$1"; }
user () { printf '%b\n' "$1" >"$tmp/user.ini"; }

make () {
  rm -rf env
  : >"$tmp/trace"
  expect_silence "$pyvenv" --python "$python" --without-pip "$@" env
}

# locked TEXT OPTION...: it is refused, and nothing is made.
locked () {
  locked_text=$1
  shift
  refuses 2 "$locked_text" "$pyvenv" --python "$python" --without-pip "$@" new
  test ! -e new || fail "made in spite of a lock"
}

# ---- Locks ---------------------------------------------------------------

machine pyvenv.ini '[pyvenv]
lock = prompt, plugins copies
lock-message = ask the
   platform team
prompt = corp
plugins = outer
lock = plugin.outer.outer-text plugin.outer.order
[plugin outer]
outer-text = ours'
file=$tmp/machine/pyvenv.ini
make
grep -q "^prompt = 'corp'" env/pyvenv.cfg || fail "the prompt of the machine"
grep -qx 'outer config outer-text=ours' "$tmp/trace" || fail "the key"
by="is locked by $file"
locked "'prompt' $by" --prompt=mine
expect_error 'ask the platform team'
locked "'copies' $by" --copies
locked "'plugins' $by" --plugin=inner
locked "'plugins' $by" --no-plugin=outer
locked "'no-plugins' $by" --no-plugins
locked "'plugin.outer.outer-text' $by" --outer-text=mine
locked "'plugin.outer.outer-text' $by" --set outer.outer-text=mine
locked "'plugin.outer.outer-text' $by" --set outer.outer-text+=mine
locked "'plugin.outer.order' $by" --set outer.order=7
PYVENV_OUTER_OUTER_TEXT=mine locked "PYVENV_OUTER_OUTER_TEXT: 'plugin.outer.outer-text' $by"
PYVENV_OUTER_ORDER=7 locked "PYVENV_OUTER_ORDER: 'plugin.outer.order' $by"

# What changes nothing is no override; what is not locked can be set.
make --prompt=corp --copies=no --plugin=outer --no-plugin=inner --outer-text=ours
make --outer-flag --system-site-packages

# A later file cannot loosen it, be it the machine's or the user's.
for entry in 'prompt = mine' 'copies = yes' 'plugins = inner' 'plugins -= outer' \
  'no-plugins = yes' 'unset = prompt' 'unset = plugins' 'optional = outer'; do
  user "[pyvenv]\n$entry"
  locked "$tmp/user.ini:2: '"
  printf '[pyvenv]\n%s\n' "$entry" >"$tmp/project.ini"
  user ''
  locked "$tmp/project.ini:2: '" --config="$tmp/project.ini"
  printf '[pyvenv]\n%s\n' "$entry" >"$tmp/machine/conf.d/50-later.ini"
  locked "$tmp/machine/conf.d/50-later.ini:2: '"
  rm "$tmp/machine/conf.d/50-later.ini"
done
for entry in 'outer-text = mine' 'outer-text += mine' 'unset = outer-text' 'order = 7'; do
  user "[plugin outer]\n$entry"
  locked "$tmp/user.ini:2: 'plugin.outer."
done
user ''

# No lock from a file that is not the machine's, and none of what does not exist.
user '[pyvenv]\nlock = offline'
locked "$tmp/user.ini:2: only a file of root's"
user ''
machine conf.d/a.ini '[pyvenv]\nlock = promt'
locked "$tmp/machine/conf.d/a.ini:2: 'promt' cannot be locked"
machine conf.d/a.ini '[pyvenv]\nlock = offline'
chown 12345 "$tmp/machine/conf.d/a.ini" 2>/dev/null \
  && locked "a.ini' lock something and cannot be trusted" || :
rm "$tmp/machine/conf.d/a.ini"

# What makes no environment is not in the way of a lock.
for action in --help --plugins --version --show-config; do
  expect_status 0 "$pyvenv" $action --prompt=mine
done

# ---- --show-config --------------------------------------------------------

machine conf.d/10-more.ini '[pyvenv]\nsystem-site-packages = yes\nlink-mode = copy'
user '[pyvenv]\nlink-mode = clone\n[plugin outer]\nouter-flag = yes
[plugin not-there]\nindex = https://user:hunter2@wheels.invalid/simple
token = hunter2'
PYVENV_LINK_MODE=hardlink expect_status 0 "$pyvenv" --show-config
cat >"$tmp/expected" <<END
; $file:5, locked by $file:2
prompt = corp
; PYVENV_LINK_MODE
link-mode = hardlink
; $tmp/machine/conf.d/10-more.ini:3, overridden
; link-mode = copy
; $tmp/user.ini:2, overridden
; link-mode = clone
plugins = outer
system-site-packages = true
[plugin outer]
; $file:9, locked by $file:7
outer-text = ours
; $tmp/user.ini:4
outer-flag = yes
[plugin not-there]
index = https://****@wheels.invalid/simple
token = ****
END
while read -r line; do
  grep -qxF -e "$line" "$tmp/out" || { cat "$tmp/out"; fail "--show-config lacks: $line"; }
done <"$tmp/expected"
! grep -q hunter2 "$tmp/out" || fail "a password is shown"

# It is a file of settings itself.
grep -v not-there "$tmp/out" | sed '/^index/d; /^token/d' >"$tmp/shown.ini"
rm "$tmp/machine/pyvenv.ini" "$tmp/machine/conf.d/10-more.ini"
expect_silence "$pyvenv" --python "$python" --without-pip --config="$tmp/shown.ini" shown
grep -q "^prompt = 'corp'" shown/pyvenv.cfg || fail "what is shown cannot be read"

# One of them; for programs; beside a file that is broken.
user '[pyvenv]\nprompt = "a ; b"\n[plugin outer]\nouter-text = x'
expect_status 0 "$pyvenv" --show-config=prompt
test "$(grep -v '^\[' "$tmp/out")" = "; $tmp/user.ini:2
prompt = \"a ; b\"" || { cat "$tmp/out"; fail "--show-config=KEY"; }
expect_status 0 "$pyvenv" --show-config=plugin.outer.outer-text --json
python3 -c 'import json, sys
rows = [json.loads(line) for line in open(sys.argv[1])]
assert len(rows) == 1, rows
assert rows[0] == {"plugin": "outer", "name": "outer-text", "value": "x",
    "origin": sys.argv[2] + ":4", "locked_by": None, "counts": True,
    "status": 0, "error": None}, rows' "$tmp/out" "$tmp/user.ini" || fail "--json"
refuses 2 "no setting 'promt'" "$pyvenv" --show-config=promt
machine conf.d/x.ini '[pyvenv]\nnonsense'
expect_status 0 "$pyvenv" --show-config --prompt=mine
expect_error "x.ini:2: neither"
grep -qx 'prompt = mine' "$tmp/out" || fail "--show-config beside a broken file"

# What distributions ship: their texts are in the errors.
rm "$tmp/machine/conf.d/x.ini"
for name in debian fedora; do
  cp "$top_srcdir/examples/policy/10-$name.ini" "$tmp/machine/conf.d/10-distribution.ini"
  chmod 644 "$tmp/machine/conf.d/10-distribution.ini"
  case $name in
    debian) command='apt install' ;;
    *) command='dnf install' ;;
  esac
  expect_status 3 "$pyvenv" --python=/no/such/python --without-pip new
  expect_error "/no/such/python" "$command python3"
  expect_status 0 "$pyvenv" --show-config=no-pip-message
  grep -q "$command python" "$tmp/out" || fail "the text of $name"
done
