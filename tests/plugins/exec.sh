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
