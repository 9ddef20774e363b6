#!/bin/sh
# The plugin exec: a script as a hook.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
cat >"$tmp/hook" <<'END'
#!/bin/sh
echo "$1 $2" >>"$LOG"
case "$1 $2" in
  'after setup_python') "$PYVENV_ENV_PYTHON" -c 'pass' ;;
  'after post_setup') echo "$PYVENV_ENV_NAME" >"$PYVENV_ENV_DIR/made-by-hook" ;;
  "$BREAK") echo "no luck" >&2; exit 3 ;;
  *) ;;
esac
END
chmod +x "$tmp/hook"
LOG=$tmp/log BREAK=none
export LOG BREAK

"$pyvenv" -q -p "$python" --without-pip --plugin=exec --script="$tmp/hook" "$tmp/env" \
  || fail 'creation with a script'
test "$(cat "$tmp/env/made-by-hook")" = env || fail 'what the script did'
# Twice for each phase that a new environment has.
calls=$(grep -cE '^PHASE .*PHASE_(ALWAYS|NOT_IN_UPGRADE),' \
  "$top_srcdir/core/phases/phases.def")
test "$(wc -l <"$tmp/log")" -eq $((calls * 2)) \
  || fail "not called $calls times two: $(cat "$tmp/log")"
test "$(sed -n 3p "$tmp/log")" = 'before create_configuration' || fail 'order'

# Twice more for --upgrade-deps; "before" may fail for it alone.
: >"$tmp/log"
BREAK='before upgrade_dependencies'
refuses 7 'exec: upgrade_dependencies: ' "$pyvenv" -q -p "$python" --without-pip \
  --upgrade-deps --plugin=exec --script="$tmp/hook" "$tmp/env2"
test "$(tail -n 1 "$tmp/log")" = 'before upgrade_dependencies' || fail 'the last phase'
test "$(wc -l <"$tmp/log")" -eq 11 || fail "not called eleven times"

BREAK='before setup_scripts'
status=0
"$pyvenv" -p "$python" --without-pip --plugin=exec --set exec.script="$tmp/hook" \
  "$tmp/other" 2>"$tmp/err" || status=$?
test $status -eq 7 || fail "status $status of a script that fails"
grep -q 'exec: setup_scripts: .*status 3' "$tmp/err" || fail "message: $(cat "$tmp/err")"
test ! -e "$tmp/other" || fail 'something is left'

status=0
"$pyvenv" -p "$python" --without-pip --plugin=exec "$tmp/third" 2>"$tmp/err" || status=$?
test $status -eq 2 || fail "status $status without a script"
grep -q 'script=FILE is required' "$tmp/err" || fail "message: $(cat "$tmp/err")"

# A script that is not executable is refused before anything is made.
chmod -x "$tmp/hook"
refuses 2 'chmod +x' "$pyvenv" -p "$python" --without-pip --plugin=exec \
  --script="$tmp/hook" "$tmp/fourth"
test ! -e "$tmp/fourth" || fail 'something was made'

# What shells and interpreters answer to a script that is broken is no success.
printf '#!/bin/sh\nif true\n' >"$tmp/broken"
chmod +x "$tmp/broken"
expect_status 7 "$pyvenv" -q -p "$python" --without-pip --plugin=exec \
  --script="$tmp/broken" "$tmp/fifth"
expect_error "'$tmp/broken before ensure_directories' exited with status"
test ! -e "$tmp/fifth" || fail 'something is left'
refuses 2 'is not an executable file' "$pyvenv" -p "$python" --without-pip --plugin=exec \
  --script="$tmp" "$tmp/sixth"

# Several scripts, each an instance with arguments of its own; the options; and what a
# script writes into pyvenv.cfg stays, whoever sets a key behind it.
cat >"$tmp/writes" <<'END'
#!/bin/sh
test "$1 $2" = "after $5" || exit 0
echo "$3 = $4" >>"$PYVENV_ENV_DIR/pyvenv.cfg"
echo "$PYVENV_OPTIONS" >"$PYVENV_ENV_DIR/options-$3"
END
chmod +x "$tmp/writes"
cat >"$tmp/two.ini" <<END
[pyvenv]
plugins = exec:one exec:two
system-site-packages = yes
[plugin exec:one]
script = writes
argument = corp-one
    1 a
    create_configuration
[plugin exec:two]
script = ./writes
argument = corp-two
argument = "2 ; b"
argument = setup_scripts
[activate]
CORP = "a key that is set at the end"
END
expect_silence "$pyvenv" -p "$python" --without-pip --config="$tmp/two.ini" "$tmp/two"
for line in 'corp-one = 1 a' 'corp-two = 2 ; b' 'include-system-site-packages = true'; do
  test "$(grep -cxF "$line" "$tmp/two/pyvenv.cfg")" = 1 \
    || { cat "$tmp/two/pyvenv.cfg"; fail "pyvenv.cfg lacks: $line"; }
done
grep -q '^activate-1 = ' "$tmp/two/pyvenv.cfg" || fail "no key was set behind them"
test "$(cat "$tmp/two/options-corp-one")" = 'system-site-packages without-pip' \
  || fail "PYVENV_OPTIONS"

# A script that deletes what nothing works without is no success.
printf '#!/bin/sh\nrm -f "$PYVENV_ENV_DIR/pyvenv.cfg"\n' >"$tmp/deletes"
chmod +x "$tmp/deletes"
refuses 7 'pyvenv.cfg is gone' "$pyvenv" -q -p "$python" --without-pip --plugin=exec \
  --script="$tmp/deletes" "$tmp/gone"
test ! -e "$tmp/gone" || fail "something is left"
