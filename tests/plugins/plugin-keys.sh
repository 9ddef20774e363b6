#!/bin/sh
# Keys: four ways to give them, their precedence, and what is refused (status 2,
# before anything is made).
. "$(dirname "$0")/../functions.sh"

use_test_plugins
python=$(find_python)
enter_place

# given KEY VALUE ARGUMENT...: the last value the plugin is told is this one.
given () {
  key=$1
  value=$2
  shift 2
  : >"$tmp/trace"
  expect_silence "$pyvenv" --python "$python" --without-pip --plugin=outer \
    "$@" env
  got=$(sed -n "s/^outer config $key=//p" "$tmp/trace" | tail -n 1)
  test "$got" = "$value" || {
    cat "$tmp/trace"
    fail "$key is '$got', not '$value', with: $*"
  }
  rm -rf env
}

given outer-text abc --outer-text=abc
given outer-text abc --outer-text abc
given outer-text abc --set outer.outer-text=abc
given outer-text 'a=b c' --set 'outer.outer-text=a=b c'
given outer-text '' --outer-text=
given outer-flag true --outer-flag
given outer-flag true --outer-flag=yes
given outer-flag false --outer-flag=off
given outer-flag true --set outer.outer-flag=1
given outer-flag true --set outer.outer-flag
given outer-text two --outer-text=one --outer-text=two
given outer-text two --set outer.outer-text=one --outer-text=two
given outer-text two --outer-text=one --set outer.outer-text=two
given outer-text abc --outer-te abc
given outer-text abc --outer-text abc --outer-flag --set outer.outer-flag=no
given outer-text --clear --outer-text=--clear

# A variable that is meant for a plugin and names no key of it.
(
  export PYVENV_OUTER_OUTER_TXT=abc PYVENV_OUTER_OUTER_TEXT=abc PYVENV_OUTERMOST=1
  : >"$tmp/trace"
  expect_status 0 "$pyvenv" --python "$python" --without-pip --plugin=outer env
  expect_error "PYVENV_OUTER_OUTER_TXT is not a key of outer (did you mean 'outer-text'"
  test "$(grep -c 'is not a key' "$tmp/err")" = 1 || { cat "$tmp/err"; fail 'warnings of variables'; }
  rm -rf env
) || exit 1

# The environment and the file, from the weakest to the strongest.
cat >"$tmp/one.ini" <<'END'
[plugin outer]
outer-text = from the file
outer-flag = no
END
(
  PYVENV_CONFIG=$tmp/one.ini
  export PYVENV_CONFIG
  given outer-text 'from the file'
  given outer-flag false
  given outer-text 'command line' --outer-text='command line'
  PYVENV_OUTER_OUTER_TEXT='from the environment'
  export PYVENV_OUTER_OUTER_TEXT
  given outer-text 'from the environment'
  given outer-text 'command line' --set outer.outer-text='command line'
)
(
  PYVENV_OUTER_OUTER_FLAG=on
  export PYVENV_OUTER_OUTER_FLAG
  given outer-flag true
)

# refused TEXT ARGUMENT...
refused () {
  text=$1
  shift
  expect_status 2 "$pyvenv" --python "$python" --without-pip --plugin=outer \
    "$@" env
  expect_error "$text"
  test -z "$(ls -A .)" || fail "something was made"
}
refused 'no-such' --set outer.no-such=1
expect_error outer
refused 'no-such' --no-such=1
refused 'inner' --set inner.shared=1
refused 'outer-text' --set outer.outer-text
refused 'ENV_DIR' --outer-text
refused 'maybe' --outer-flag=maybe
refused "Did you mean '--outer-text'?" --outer-txt=x
refused "unknown key 'outer-txt' (did you mean 'outer-text'?" \
  --set outer.outer-txt=x
refused "not loaded (did you mean 'outer'?" --set oter.outer-text=x
refused 'not loaded (--plugin=other-one' --set other-one.outer-text=x
refused 'NAME.KEY' --set outer
refused 'NAME.KEY' --set =x
refused '' --set outer.=x
refused '' --set .outer-text=x
cat >"$tmp/two.ini" <<'END'
[plugin outer]
misspelled = x
END
PYVENV_CONFIG=$tmp/two.ini refused 'misspelled'
expect_error "$tmp/two.ini"

# A key that two plugins have must say whose it is.
refused 'shared' --plugin=inner --shared=x
expect_error outer inner --set
given shared x --plugin=inner --set outer.shared=x
given shared x --shared=x

# One with the name of an option: the option is the option.
expect_silence "$pyvenv" --python "$python" --without-pip --plugin=clash-core \
  --prompt mine --set clash-core.prompt=theirs env
grep -q "^prompt = 'mine'" env/pyvenv.cfg || fail "the prompt"
grep -q '^clash = theirs' env/pyvenv.cfg || fail "the plugin's key"
rm -rf env

# One that is the beginning of an option's name is the key, also where the option
# would take what follows for its value; longer beginnings are the option.
locks () {
  expect_silence "$pyvenv" --python "$python" --without-pip "$@"
  grep -q '^clash = true' env/pyvenv.cfg || fail "not the key: $*"
  rm -rf env
}
locks --plugin=clash-core --lock env
locks env --plugin=clash-core --lock
locks --lock --plugin=clash-core --lock-time 5 env
locks --lock=on --plugin=clash-core env
refuses 2 "lock-timeout is 'file'" "$pyvenv" --lock file --without-pip env
refuses 2 'ENV_DIR' "$pyvenv" --without-pip --lock 5
refuses 2 'ENV_DIR' "$pyvenv" --without-pip --plugin=clash-core --lock
test -z "$(ls -A .)" || fail "something was made"

# The help shows them under the plugin's own heading.
expect_status 0 "$pyvenv" --plugin=outer --help
for text in outer --outer-text 'a key with a value' --outer-flag; do
  grep -qF -e "$text" "$tmp/out" || fail "--help lacks $text"
done
expect_status 0 "$pyvenv" --plugin=clash-core --help
grep -qF -e '--set=clash-core.prompt=TEXT' "$tmp/out" \
  || fail "--help offers an option that is another's"
