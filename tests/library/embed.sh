#!/bin/sh
# A C program that is linked to libpyvenv: options, callbacks, one and many,
# plugins, cancelling, the convenience function.  The library itself prints
# nothing.
. "$(dirname "$0")/../functions.sh"

PYVENV_PLUGIN_DIR=$top_builddir/tests/plugins/mini
PYVENV_MODULE_DIR=$top_builddir/core/.libs
export PYVENV_PLUGIN_DIR PYVENV_MODULE_DIR
python=$(find_python)
mkdir "$tmp/place"
cd "$tmp/place"
expect_silence "$top_builddir/tests/library/embedding" "$python"
for env in one two many/0 many/19 plugins easy; do
  works $env
done
grep -qx "prompt = 'second'" one/pyvenv.cfg || fail "the later option"
grep -qx "prompt = 'easy'" easy/pyvenv.cfg || fail "the prompt of pyvenv_create"
grep -qx 'include-system-site-packages = true' easy/pyvenv.cfg \
  || fail "the options of pyvenv_create"
test ! -L easy/bin/python || fail "copies"

# Old valgrinds end at the debugging information that newer clangs write.
if ! grep -q 'define WITH_SANITIZERS' "$top_builddir/config.h" \
    && "$top_builddir/libtool" --mode=execute valgrind -q \
      "$top_builddir/core/pyvenv" --version >/dev/null 2>&1; then
  rm -rf ./*
  expect_status 0 "$top_builddir/libtool" --mode=execute valgrind -q \
    --leak-check=full --errors-for-leak-kinds=definite --error-exitcode=99 \
    "$top_builddir/tests/library/embedding" "$python"
fi
