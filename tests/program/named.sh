#!/bin/sh
# Named environments: @NAME, envs-dir, WORKON_HOME, --list and --remove.
. "$(dirname "$0")/../functions.sh"
python=$(find_python)
enter_place
pyvenv_bare () { expect_silence "$pyvenv" -p "$python" --without-pip "$@"; }

# Where they are: the default, WORKON_HOME, the setting, the option.
expect_silence "$pyvenv" --list
pyvenv_bare @default
works "$HOME/.virtualenvs/default"
WORKON_HOME=$tmp/envs
export WORKON_HOME
pyvenv_bare @web '@two words' plain
works "$tmp/envs/web"
works "$tmp/envs/two words"
works plain
WORKON_HOME='~/tilde' pyvenv_bare @web
works "$HOME/tilde/web"
printf '[pyvenv]\nenvs-dir = %s\n' "$tmp/file" >"$tmp/pyvenv.ini"
PYVENV_CONFIG=$tmp/pyvenv.ini pyvenv_bare @web
works "$tmp/file/web"
PYVENV_CONFIG=$tmp/pyvenv.ini pyvenv_bare --envs-dir=option @web
works option/web
pyvenv_bare ./@web
works ./@web
for name in @ @. @.. @a/b @/x @.hidden; do
  refuses 2 'is not the name of an environment' "$pyvenv" -p "$python" --without-pip "$name"
done
pyvenv_bare --upgrade @web
pyvenv_bare --clear @web
pyvenv_bare --upgrade --redirect @web
test "$(cat .venv)" = "$tmp/envs/web" || fail ".venv is '$(cat .venv)'"

# --list: what there is, in the order of names, and what is wrong.
mkdir "$WORKON_HOME/no environment"
touch "$WORKON_HOME/a file"
expect_status 0 "$pyvenv" -p "$python" --without-pip --copies @gone
rm "$WORKON_HOME/gone/bin/python"
expect_status 0 "$pyvenv" --list
awk '{ print $1 }' "$tmp/out" | tr '\n' ' ' >"$tmp/names"
test "$(cat "$tmp/names")" = 'gone (does two web ' || { cat "$tmp/out"; fail "the names"; }
grep -q "^web  *3\.[0-9.]*  *[0-9.]* [KM]*i*B*.*  20[0-9-]*  $tmp/envs/web$" "$tmp/out" \
  || { cat "$tmp/out"; fail "the line of web"; }
grep -q '(does not work: it has no bin/python' "$tmp/out" || fail "what is wrong"
rm "$WORKON_HOME/two words/bin/python"
ln -s /nonexistent/python3 "$WORKON_HOME/two words/bin/python"
expect_status 0 "$pyvenv" --list --json
"$python" -I - "$tmp/out" "$WORKON_HOME" <<'END' || fail "--list --json"
import json, os, sys, time
rows = [json.loads(line) for line in open(sys.argv[1])]
assert [r["name"] for r in rows] == ["gone", "two words", "web"], rows
web = rows[2]
assert web["env_dir"] == sys.argv[2] + "/web" and web["whole"] is True
assert web["fault"] is None and web["status"] == 0 and web["error"] is None
total = sum(os.lstat(os.path.join(top, name)).st_size
            for top, folders, files in os.walk(web["env_dir"]) for name in files
            if not os.path.islink(os.path.join(top, name)))
assert web["bytes"] == total, (web, total)
assert abs(web["last_used"] - time.time()) < 86400
assert rows[1]["whole"] is False and "/nonexistent/python3' is gone" in rows[1]["fault"]
END

# --remove deletes environments, named or not, and nothing else.
echo kept >"$tmp/outside"
ln -s "$tmp/outside" "$WORKON_HOME/web/link"
expect_silence "$pyvenv" --remove @gone '@two words' plain
test ! -e plain && test ! -e "$WORKON_HOME/gone" && test ! -e "$WORKON_HOME/two words" \
  || fail "they are still there"
expect_status 0 "$pyvenv" --remove --json @web
grep -q '"removed": true, "status": 0, "error": null' "$tmp/out" || fail "its JSON"
test "$(cat "$tmp/outside")" = kept || fail "a link was followed"
refuses 4 'there is no environment' "$pyvenv" --remove @web
mkdir full empty
touch full/file
refuses 4 'not an environment' "$pyvenv" --remove full
expect_silence "$pyvenv" --remove empty
ln -s full link
refuses 4 'symbolic link' "$pyvenv" --remove link
refuses 2 'no ENV_DIR' "$pyvenv" --remove
pyvenv_bare env
(cd env && refuses 4 'working directory' "$pyvenv" --remove "$tmp/place/env")
HOME=$tmp/place/env refuses 4 'home folder' "$pyvenv" --remove env
expect_status 4 "$pyvenv" --remove --json full env
grep -q '"removed": false, "status": 4, "error": "cannot remove' "$tmp/out" || fail "its JSON"
works env
test -e full/file || fail "what is no environment was deleted"

# A kill in the middle: the environment is there, or the next run deletes the rest.
if strace -f -o /dev/null true 2>/dev/null; then
  for call in renameat2 renameat rename write unlinkat unlink rmdir; do
    for when in 1 2 5; do
      rm -rf env
      pyvenv_bare env
      strace -f -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$when \
        "$pyvenv" --remove env >/dev/null 2>&1 || :
      test ! -e env/pyvenv.cfg || works env
      test ! -e env || expect_silence "$pyvenv" --remove env
      test ! -e env || fail "env is still there after a kill at $call $when"
    done
  done
fi
