#!/bin/sh
# Files of settings that packages drop into one folder: they add up, take back, and a
# broken one does not hide the others.
. "$(dirname "$0")/../functions.sh"

use_test_plugins
python=$(find_python)
enter_place
mkdir -p "$tmp/machine/conf.d"
PYVENV_SYSTEM_CONFIG=$tmp/machine
PYVENV_CONFIG=
export PYVENV_SYSTEM_CONFIG PYVENV_CONFIG

drop_in () { printf '%b\n' "$2" >"$tmp/machine/conf.d/$1.ini"; }
make () {
  rm -rf env
  : >"$tmp/trace"
  expect_silence "$pyvenv" --python "$python" --without-pip "$@" env
}
clean () { rm -f "$tmp"/machine/conf.d/* "$tmp/machine/pyvenv.ini"; }
traced () { grep -qxF -e "$1" "$tmp/trace" || { cat "$tmp/trace"; fail "lacks: $1"; }; }

# ---- Lists ---------------------------------------------------------------

# What one package adds, another can take back, and so can the command line.
drop_in 10 '[pyvenv]\nplugins = outer inner\nprompt = one\ncopies = yes'
drop_in 20 '[pyvenv]\nplugins -= inner\nunset = prompt, copies'
make
traced 'outer load'
! grep -q '^inner' "$tmp/trace" || fail "plugins -="
! grep -q '^prompt' env/pyvenv.cfg || fail "unset"
test -L env/bin/python || fail "unset = copies"
make --plugin=inner --no-plugin=outer
traced 'inner load'
! grep -q '^outer' "$tmp/trace" || fail "--no-plugin"
drop_in 30 '[pyvenv]\nunset = plugins\nplugins += inner'
make
! grep -q '^outer' "$tmp/trace" || fail "unset = plugins"
traced 'inner load'
drop_in 30 '[pyvenv]\nprompt += more'
refuses 2 "30.ini:2: 'prompt' is not a list" "$pyvenv" --without-pip env2
clean

# Each value of a list arrives; = replaces what other files say, += adds to it, and an
# empty value takes all back.
drop_in 10 '[pyvenv]\nplugins = outer\n[plugin outer]\nouter-list = a\nouter-list = b
outer-text = x'
drop_in 20 '[plugin outer]\nouter-list += c\n    d'
make
test "$(grep outer-list "$tmp/trace" | tr '\n' ' ')" = \
  'outer config outer-list=a outer config outer-list=b outer config outer-list=c outer config outer-list=d ' \
  || { cat "$tmp/trace"; fail "a list of two files"; }
make --set outer.outer-list+=e --outer-text=y
test "$(grep -c outer-list "$tmp/trace")" = 5 || fail "+= on the command line"
test "$(grep -c outer-text "$tmp/trace")" = 1 || fail "a key that is overridden arrives"
make --outer-list=e --outer-list=f
test "$(grep outer-list "$tmp/trace" | tr '\n' ' ')" = \
  'outer config outer-list=e outer config outer-list=f ' || fail "= replaces"
make --outer-list= --outer-list=f
test "$(grep -c outer-list "$tmp/trace")" = 1 || fail "an empty value takes back"
drop_in 30 '[plugin outer]\nunset = outer-list'
make
! grep -q outer-list "$tmp/trace" || fail "unset of a list"
drop_in 30 '[plugin outer]\nouter-text += more'
refuses 2 "30.ini:2: outer: the key 'outer-text' is not a list" \
  "$pyvenv" --python "$python" --without-pip env2
clean

# ---- Several instances of one plugin ------------------------------------------

drop_in 10 '[pyvenv]\nplugins = outer:one\n[plugin outer:one]\nouter-text = 1\norder = 300'
drop_in 20 '[pyvenv]\nplugins += outer:two\n[plugin outer:two]\nouter-text = 2\norder = 200'
PYVENV_OUTER_TWO_OUTER_FLAG=yes make
traced 'outer config outer-text=1'
traced 'outer config outer-text=2'
test "$(grep -c 'outer-flag=true' "$tmp/trace")" = 1 || fail "the variable of an instance"
rm -rf env
expect_status 0 "$pyvenv" --json --python "$python" --without-pip env
grep -qF '"plugins": ["outer:two", "outer:one"]' "$tmp/out" || fail "order of instances"
refuses 2 "both have the key 'outer-text'" \
  "$pyvenv" --python "$python" --without-pip --outer-text=x env2
rm -rf env
make --set outer:one.outer-text=3
traced 'outer config outer-text=3'
refuses 7 "not a valid name" "$pyvenv" --without-pip --plugin=outer: env2
clean

# order by every way that other keys have.
drop_in 10 '[pyvenv]\nplugins = outer inner'
for way in --set=inner.order=1 --set=outer.order=999; do
  rm -rf env
  expect_status 0 "$pyvenv" --json --python "$python" --without-pip $way env
  grep -qF '"plugins": ["inner", "outer"]' "$tmp/out" || fail "$way"
done
rm -rf env
PYVENV_INNER_ORDER=1 expect_silence "$pyvenv" --python "$python" --without-pip env
PYVENV_INNER_ORDER=first refuses 2 "PYVENV_INNER_ORDER: order is 'first'" \
  "$pyvenv" --python "$python" --without-pip env2
refuses 2 "order is '0'" "$pyvenv" --python "$python" --without-pip --set inner.order=0 env2
clean

# ---- What is broken, or gone -------------------------------------------------

drop_in 10 '[pyvenv]\nplugins = outer\nprompt = ten'
drop_in 20 '[pyvenv]\nprompt = twenty\nthis is nothing'
drop_in 30 '[pyvenv]\nno-such = 1'
expect_status 2 "$pyvenv" --python "$python" --without-pip env2
expect_error "20.ini:3: neither" "warning: $tmp/machine/conf.d/30.ini:2: unknown option 'no-such'"
for action in --help --plugins --plugin-info=outer --show-config --version --cache-info; do
  expect_status 0 "$pyvenv" $action
  test "$action" = --version || expect_error "20.ini:3: neither" 30.ini
done
rm -rf env
expect_status 0 "$pyvenv" --python "$python" --without-pip --no-plugins env
expect_error "20.ini:3: neither"
clean

# A plugin whose package is gone is named, and may be absent where a file says so.
drop_in 10 '[pyvenv]\nplugins = outer gone'
refuses 7 "10.ini:2 (--no-plugin=gone goes without)" \
  "$pyvenv" --python "$python" --without-pip env2
drop_in 20 '[pyvenv]\noptional = gone'
make
traced 'outer load'
clean
drop_in 10 "[pyvenv]\nplugins = outer\n[plugin outer]\nouter-path = $tmp/gone"
refuses 2 "10.ini:4: outer: cannot find '$tmp/gone', which outer-path names" \
  "$pyvenv" --python "$python" --without-pip env2
drop_in 10 "[pyvenv]\nplugins = outer\n[plugin outer]\nouter-path = $tmp/gone
optional = outer-path"
make
! grep -q outer-path "$tmp/trace" || fail "an optional path that is absent arrives"
clean

# ---- Values --------------------------------------------------------------

# Quotes, semicolons, lines that continue others.
drop_in 10 '[pyvenv]\nplugins = outer ; a comment\n  inner ; another\n# a comment
  ; and one\nprompt = "a ; b"\n[plugin outer]\nouter-text = "  say \\"x\\" \\\\ "'
make
traced 'inner load'
grep -qxF "prompt = 'a ; b'" env/pyvenv.cfg || { cat env/pyvenv.cfg; fail "quotes"; }
traced 'outer config outer-text=  say "x" \ '
drop_in 10 '[pyvenv]\nplugins = outer\n[plugin outer]\nouter-text = one\\\n  two\n three'
make
traced 'outer config outer-text=onetwo three'
long=$(printf '%0180d' 0)
drop_in 10 "[pyvenv]\nplugins = outer\n[plugin outer]\nouter-text = $long\\\\\n    $long"
make
traced "outer config outer-text=$long$long"
drop_in 10 '[pyvenv]\nprompt = "a'
refuses 2 "10.ini:2: the value begins with a double quote" "$pyvenv" --without-pip env2
drop_in 10 '[pyvenv]\nprompt = "a" b'
refuses 2 "10.ini:2: the value begins with a double quote" "$pyvenv" --without-pip env2
drop_in 10 '[pyvenv]\nprompt = a\001b'
refuses 2 "10.ini:2: the line has a control character" "$pyvenv" --without-pip env2
clean

# Relative paths start from the file's folder, whoever is where; "~" is the home.
mkdir "$tmp/machine/data" "$HOME/data" "$tmp/elsewhere"
drop_in 10 "[pyvenv]\nplugins = outer\ncache-dir = ../cache\n[plugin outer]
outer-path = ../data"
(cd "$tmp/elsewhere" && make)
traced "outer config outer-path=$tmp/machine/conf.d/../data"
test -d "$tmp/machine/cache" || fail "cache-dir of a file"
drop_in 10 '[pyvenv]\nplugins = outer\n[plugin outer]\nouter-path = ~/data'
make
traced "outer config outer-path=$HOME/data"
make --outer-path=~/data
traced "outer config outer-path=$HOME/data"
mkdir here
make --outer-path=here
traced "outer config outer-path=$tmp/place/here"
drop_in 10 '[pyvenv]\ncache-dir = ~nobody/cache'
refuses 2 "10.ini:2: '~nobody/cache' is in the home of another user" \
  "$pyvenv" --without-pip env2
clean

# ---- Files of a project ------------------------------------------------------

printf '[pyvenv]\nprompt = here\n' >pyvenv.ini
mkdir .config
cp pyvenv.ini .config
make
! grep -q '^prompt' env/pyvenv.cfg || fail "a file that lies there was read"
printf '[pyvenv]\nprompt = two\n' >two.ini
make --config=pyvenv.ini
grep -q "^prompt = 'here'" env/pyvenv.cfg || fail "--config"
make --config pyvenv.ini --config=two.ini
grep -q "^prompt = 'two'" env/pyvenv.cfg || fail "--config twice"
make --config=pyvenv.ini --prompt=mine
grep -q "^prompt = 'mine'" env/pyvenv.cfg || fail "--config is stronger than the command line"
refuses 2 "cannot read the settings '$tmp/place/no.ini'" "$pyvenv" --config=no.ini env2
chmod 666 two.ini
refuses 2 "cannot be trusted" "$pyvenv" --config=two.ini env2

# Folders that variables name.
PYVENV_SYSTEM_CONFIG=machine refuses 2 "PYVENV_SYSTEM_CONFIG is 'machine'" "$pyvenv" env2
PYVENV_SYSTEM_CONFIG=$tmp/no refuses 2 "which PYVENV_SYSTEM_CONFIG names" "$pyvenv" env2
unset PYVENV_CONFIG
XDG_CONFIG_HOME=config expect_status 0 "$pyvenv" --python "$python" --without-pip env3
expect_error "XDG_CONFIG_HOME is 'config'"

# ---- What a file turned off explains itself --------------------------------------

PYVENV_CONFIG=$tmp/place/user.ini
export PYVENV_CONFIG
printf '[pyvenv]\nno-plugins = yes\n' >user.ini
expect_status 2 "$pyvenv" --without-pip --plugin=outer --outer-text=x env2
expect_error "unrecognized option '--outer-text=x'" "$tmp/place/user.ini:2 says no-plugins"
test ! -e env2 || fail "something was made"
