#!/bin/sh
# What hooks can ask for by the protocol of pyvenv-hooks(7), and the examples.
. "$(dirname "$0")/../functions.sh"

python=$(find_python)
hooks=$top_srcdir/examples/hooks
PATH=$tmp/path:$PATH
unset SSL_CERT_FILE
mkdir "$tmp/path"
ln -s "$python" "$tmp/path/python3"
# pyvenv OPTION...: an environment by a hook.
make () {
  "$pyvenv" --no-cache -p "$python" --without-pip --plugin=exec --protocol=json "$@"
}

expect_silence make --script="$hooks/site.sh" "$tmp/sh"
grep -qx 'no-input = true' "$tmp/sh/pip.conf" || fail "pip.conf of the hook in sh"
test "$(. "$tmp/sh/bin/activate"; echo "$CORP_SITE")" = berlin || fail "the variable"

expect_status 0 make -v --script="$hooks/site_hook.py" --key=modules="$tmp/path" "$tmp/py1" \
  "$tmp/py2"
expect_error 'site: success'
for env in "$tmp/py1" "$tmp/py2"; do
  "$env/bin/python" -c 'import sys; assert sys.argv[1] in sys.path' "$tmp/path" \
    || fail "the .pth file"
  test "$(. "$env/bin/activate"; echo "$SSL_CERT_FILE")" = "$env/site.pem" \
    || fail "the variable of $env"
  grep -qx 'site-version = 3' "$env/pyvenv.cfg" || fail "pyvenv.cfg"
done

# Each request, and what it answers.
{ echo "#!$python -I"; cat <<'PY'; } >"$tmp/asks.py"
import json, sys
def send(message):
    print(json.dumps(message), flush=True)
def ask(request, **fields):
    send(dict(fields, request=request, may_fail=True))
    answer = json.loads(input())
    return answer["return"] if "return" in answer else answer["error"]["message"]
def check(request, expected, **fields):
    answer = ask(request, **fields)
    assert answer == expected, (request, fields, answer)
call = json.loads(input())
env, python, options = call["environment"], call["python"], call["options"]
assert list(call)[0] == "call" and 1 in call["protocols"], call
assert env["env_name"] == "asks" and env["env_python"].startswith(env["bin_dir"])
assert python["version"].split(".")[0] == "3" and python["executable"], python
assert options["without-pip"] and options["system-site-packages"], options
assert not options["verbose"] and options["prompt"] is None, options
assert call["keys"] == {"a": "b=c", "e": ""} and sys.argv[1:] == ["x y"], call["keys"]
check("set_prompt", {}, prompt="a 'prompt'")
check("set_variable", {}, name="A", value="$b", how="prepend")
check("add_path", {}, folder="tools")
check("option", {"value": "true"}, name="without-pip")
assert "only be changed in a phase" in ask("make_dir", path="x")
send({"return": {"protocol": 1, "phases": {"setup_scripts": "before", "post_setup": ["instead"]}}})
while True:
    line = sys.stdin.readline()
    if not line:
        break
    call = json.loads(line)
    assert line.startswith('{"call":"%s","phase":"%s"' % (call["call"], call["phase"]))
    if call["call"] == "before":
        assert "create_configuration" in ask("set_prompt", prompt="late")
    else:
        assert ask("cfg_get", key="home")["value"], "home"
        check("cfg_get", {"value": None}, key="none")
        check("cfg_set", {}, key="mine", value="1")
        check("cfg_set", {}, key="gone", value="1")
        check("cfg_set", {}, key="gone", value=None)
        check("make_dir", {}, path="a/b")
        check("write_file", {}, path="a/b/text", text="ü\0\n", mode="0600")
        check("write_file", {}, path="a/bytes", base64="AP8Q", mode="0755")
        check("write_file", {}, path="a/empty", base64="")
        assert "octal" in ask("write_file", path="a", text="", mode="rwx")
        check("link_or_copy", {}, source="b/text", path="a/link")
        check("write_file", {}, path="a/gone", text="x")
        check("remove", {}, path="a/gone")
        check("run", {"status": 0, "lines": ["1", "zwei"]},
              argv=["/bin/sh", "-c", "echo 1; echo zwei"], capture=True)
        check("run", {"status": 3}, argv=["/bin/sh", "-c", "exit 3"], check=False)
        check("run", {"signal": 9}, argv=["/bin/sh", "-c", "kill -9 $$"], check=False)
        check("run", {"status": 0, "lines": [env["env_dir"] + "/a/b"]},
              argv=["/bin/pwd"], folder="a/b", capture=True)
        check("run_python", {"status": 0, "lines": [env["env_dir"]]},
              argv=["-c", "import sys; print(sys.prefix)"], capture=True)
        assert "absolute" in ask("run", argv=["sh"])
        assert "not kept" in ask("run", argv=["/bin/sh", "-c", "yes | head -c 2000000"],
                                 capture=True)
        # What it writes itself stays, too.
        with open(env["cfg_path"], "a") as file:
            file.write("own = 2\n")
        check("cfg_set", {}, key="other", value="3")
        check("cfg_get", {"value": "2"}, key="own")
        check("progress", {}, text="going on", stream="main")
        check("progress_amount", {}, what="work", done=1, total=2)
        check("warn", {}, text="take care")
        check("debug", {}, text="not shown")
        check("next", {})
        assert "wheel" in ask("install_wheels", wheels=["/no/such.whl"])
        assert "wheel" in ask("install_wheels", wheels=[{"path": "/no/such.whl"}])
        assert "no string" in ask("install_wheels", wheels=[{"path": 1}])
        assert "/no/requirements.txt" in ask("install_requirements",
                                             files=["/no/requirements.txt"])
        check("remove_projects", {}, projects=["absent"])
        assert ask("fetch", url="file:///no/such", path="x") != {}
        check("fetch", {}, url="file://" + env["env_dir"] + "/a/b/text", path="a/fetched")
    send({"return": {}})
PY
chmod +x "$tmp/asks.py"
expect_status 0 make --system-site-packages --script="$tmp/asks.py" --argument='x y' \
  --set exec.key=a=b=c --set exec.key=e= "$tmp/env/../asks"
expect_error 'take care'
cd "$tmp/asks"
for line in "prompt = \"a 'prompt'\"" 'mine = 1' 'own = 2' 'other = 3' \
    'include-system-site-packages = true'; do
  grep -qxF "$line" pyvenv.cfg || { cat pyvenv.cfg; fail "pyvenv.cfg lacks: $line"; }
done
! grep -q '^gone' pyvenv.cfg || fail "a key is not gone"
test "$(stat -c %a:%s a/b/text) $(stat -c %a:%s a/bytes) $(stat -c %s a/empty)" \
  = '600:4 755:3 0' || fail "the files"
cmp -s a/b/text a/link && cmp -s a/b/text a/fetched || fail "copies"
test ! -e a/gone || fail "a file is not gone"
