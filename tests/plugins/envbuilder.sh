#!/bin/sh
# The plugin envbuilder: subclasses of venv.EnvBuilder, with the Pythons that are here.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
builders=$top_srcdir/tests/plugins
PYTHONDONTWRITEBYTECODE=1
export PYTHONDONTWRITEBYTECODE

# make CLASS OPTION...: an environment by the class.
make () {
  make_class=$1
  shift
  "$pyvenv" --no-cache --without-pip -p "$python" --plugin=envbuilder --path="$builders" \
    --class="builders:$make_class" "$@" "$tmp/env"
}

# made CLASS OPTION...: silently, and it works.
made () {
  rm -rf "$tmp/env"
  expect_silence make "$@"
  works "$tmp/env"
}

# refused STATUS CLASS TEXT OPTION...: nothing is left.
refused () {
  rm -rf "$tmp/env"
  refused_status=$1 refused_class=$2 refused_text=$3
  shift 3
  expect_status "$refused_status" make "$refused_class" -q "$@"
  expect_error "$refused_text"
  test ! -e "$tmp/env" || fail "$refused_class: something is left"
}

# has FILE LINE: it has that line.
has () {
  grep -qxF -e "$2" "$tmp/env/$1" || { cat "$tmp/env/$1"; fail "$1 lacks: $2"; }
}

# Each method with super, in each version, with its own attributes.
for python in $(find_pythons); do
  made Everything
  has log everything
  has pyvenv.cfg 'builder = everything'
  made Everything --prompt='a b'
  made Attributes
  has pyvenv.cfg 'include-system-site-packages = true'
  test "$(PS1=; . "$tmp/env/bin/activate"; echo "$PS1")" = '(changed) ' \
    || fail "the prompt that $python changed"
  rm -rf "$tmp/env.venv"
done

made Nothing
test ! -e "$tmp/env/bin/activate" || fail "setup_scripts was not replaced"
has log nothing
made OwnFolders
test -L "$tmp/env/bin/python3" || fail "setup_python was not replaced"
made OwnConfiguration
has pyvenv.cfg 'own = yes'
made Prompt
test "$(PS1=; . "$tmp/env/bin/activate"; echo "$PS1")" = '(from the class) ' \
  || fail "the prompt of the class"
made Recovers
has log 'caught Refused'
rm -rf "$tmp/env"
expect_status 0 make Threads --progress --argument=lines=200 -v
test "$(grep -c '^line ' "$tmp/err") $(grep -c '^error ' "$tmp/err")" = '200 200' \
  || fail "progress of threads"
expect_error done.
made Leaves

refused 7 ChangesExecutable 'changed context.executable, which pyvenv cannot take over (-p'
refused 2 ChangesOption 'sets with_pip to True'
refused 7 LatePrompt 'the prompt can only be changed in check, and before'
refused 7 Raises 'builders:Raises.post_setup() raised ValueError: no luck'
refused 7 Exits 'Exits.setup_python() raised SystemExit: 0'
refused 7 Dies 'ended before it had answered'
refused 7 Twice 'called the next hook of setup_scripts twice'
refused 7 WrongSuper 'called super().create_configuration(), which can only be called in'
refused 2 Create 'overrides create(), which pyvenv does not call (--whole'
refused 2 NoBuilder 'is no subclass of venv.EnvBuilder'
refused 2 None 'cannot load the class builders:None: AttributeError'
refused 7 Threads '__init__() raised TypeError' --argument=other=1
refused 2 : 'class=MODULE:CLASS is what it takes' --set envbuilder.class=builders

# All of it, in Python; what pyvenv adds to pyvenv.cfg does not replace it.
made Create --whole
has log 'created False'
touch "$tmp/env/old"
expect_silence make Create --whole --clear
test ! -e "$tmp/env/old" || fail "not cleared"
has log 'created False'

# In an environment that exists, what a class has had pyvenv do is undone.
made Nothing
snapshot "$tmp/env" >"$tmp/before"
expect_status 7 make Twice -q --allow-existing
unchanged "$tmp/before" "$tmp/env"
