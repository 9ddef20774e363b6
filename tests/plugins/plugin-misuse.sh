#!/bin/sh
# Plugins that use the API wrong are told so, and nothing of it is done.
. "$(dirname "$0")/../functions.sh"

use_test_plugins
python=$(find_python)
enter_place
mkdir "$tmp/links"
"$python" "$top_srcdir/tests/index/make_wheel.py" "$tmp/links" six 1.0
run () {
  how=$1
  shift
  "$pyvenv" --python "$python" --without-pip --plugin=misuse \
    --set "misuse.links=$tmp/links" --set "misuse.how=$how" "$@" env
}
refused () {
  expect_status "$1" run "$2"
  expect_error "$3"
  test ! -e env || fail "something is left: $2"
}

refused 7 answer "stopped without a reason when 'six' was found"
refused 2 search-flags 'pyvenv_find_wheels does not know the flags 0x40000000'
refused 2 search-size 'struct_size of struct pyvenv_search is'
# One of a later version, whose fields we do not know.
refused 7 search-more 'stopped without a reason'
refused 2 wheel-flags 'pyvenv_install_wheel does not know the flags 0x80000000'
refused 2 requirements "/no/file.txt"
refused 2 requirements-flags 'does not know the flags 0x80000000'
refused 2 requirements-size 'struct_size of struct pyvenv_requirements is'
refused 2 requirements-path "'file.txt' is not an absolute path"
refused 7 check-requirements 'can only be changed in a phase'
refused 7 prompt 'the prompt can only be changed in check'
refused 7 line "stopped because of its output: no line may be 'x'"
refused 7 silent-line 'stopped because of its output'
refused 7 check-file 'can only be changed in a phase'
refused 7 check-wheel 'can only be changed in a phase'

# build_done comes after the end, and changes nothing.
for how in file cfg wheel answer silent-line; do
  expect_status 0 run done-$how
  expect_error 'build_done cannot change it'
  test ! -e env/file || fail "a file was written"
  ! grep -q '^late' env/pyvenv.cfg || fail "a key was written"
  works env
  rm -rf env
done

# It is told of success when that is final, and of failure while it can look.
cat >"$tmp/there.c" <<'END'
#include <pyvenv-plugin.h>
#include <unistd.h>
static void
done (void *self, pyvenv_context *cx, int failed_phase)
{
  const char *path = pyvenv_format (cx, "%s/.pyvenv-unfinished",
                                    pyvenv_env_dir (cx));
  (void) self;
  pyvenv_warn (cx, "phase %d, %s", failed_phase,
               access (path, F_OK) == 0 ? "unfinished" : "final");
}
PYVENV_PLUGIN = { PYVENV_PLUGIN_INIT, .name = "there", .build_done = done };
END
if ${CC:-cc} -shared -fPIC -I"$top_srcdir/plugin-api" -o "$tmp/there.so" \
    "$tmp/there.c" -L"$top_builddir/.libs" -lpyvenv 2>"$tmp/err"; then
  expect_status 0 run nothing --plugin="$tmp/there.so"
  expect_error 'phase 0, final'
  rm -rf env
  expect_status 7 run file --plugin="$tmp/there.so" --plugin=failing \
    --set failing.in=post_setup
  expect_error 'phase 5, unfinished'
fi
