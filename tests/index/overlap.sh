#!/bin/sh
# Wheels are unpacked and compiled while others are still downloaded, and what was
# prepared so is what is installed.
. "$(dirname "$0")/../functions.sh"
requires python3 --version
python=$(find_python)
cd "$tmp"
test -e "$top_builddir/core/.libs/lock.so" || skip "needs lock.so"
mkdir wheels cache
chmod 700 cache
make_wheels wheels 'alpha 1.0' 'beta 2.0' 'slow 3.0 py3 500000'

# Sends half of slow, and the rest once an image of another wheel is complete: the
# file "plan" is written last.  Says so, or that it waited in vain.
cat >server.py <<'END'
import glob, http.server, os, time
class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass
    def do_GET(self):
        name = os.path.basename(self.path)
        data = open("wheels/" + name, "rb").read()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        half = len(data) // 2 if name.startswith("slow") else len(data)
        self.wfile.write(data[:half])
        self.wfile.flush()
        if half < len(data):
            self.wait()
        self.wfile.write(data[half:])
    def wait(self):
        for _ in range(300):
            plans = glob.glob("cache/wheels/tmp-*/plan")
            if len(plans) >= int(os.environ["PLANS"]):
                open("overlapped", "w").close()
                return
            time.sleep(0.1)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
with open("port.new", "w") as file:
    file.write(str(server.server_address[1]))
os.rename("port.new", "port")
server.serve_forever()
END
PLANS=2 python3 server.py &
server=$!
clean_up () { kill $server 2>/dev/null; remove_tmp; }
for _ in 1 2 3 4 5 6 7 8 9 10; do
  test ! -e port || break
  sleep 0.5
done
{
  printf 'lock-version = "1.0"\ncreated-by = "test"\n'
  for each in slow-3.0 alpha-1.0 beta-2.0; do
    file=$each-py3-none-any.whl
    printf '[[packages]]\nname = "%s"\nversion = "%s"\n' "${each%-*}" "${each#*-}"
    printf '[[packages.wheels]]\nname = "%s"\n' "$file"
    printf 'url = "http://127.0.0.1:%s/%s"\n' "$(cat port)" "$file"
    printf 'hashes = { sha256 = "%s" }\n' "$(sha256sum "wheels/$file" | cut -d ' ' -f 1)"
  done
} >pylock.toml

# make ENV OPTION...
make () {
  make_env=$1
  shift
  expect_status 0 "$pyvenv" -v --python "$python" --cache-dir="$tmp/cache" \
    --without-pip --plugin=packages --requirements=pylock.toml "$@" "$make_env"
  for each in 'alpha 1.0' 'beta 2.0' 'slow 3.0'; do
    test "$("$make_env/bin/python" -I -m ${each% *})" = "$each" || fail "no $each"
  done
}
make env
test -e overlapped || fail "nothing was ready when the last download ended"
test -z "$(find cache -name 'tmp-*')" || fail "something is left in the cache"
test "$(grep -c ': unpacked ' err)" = 3 || { cat err; fail "unpacked more than once"; }
make again
! grep -q ': unpacked ' err || fail "unpacked again"

# A wheel that is refused is refused as ever, and one that has another hash; nothing
# of them is left.
rm -rf cache/wheels cache/downloads env again
cp wheels/beta-2.0-py3-none-any.whl beta
printf x >>wheels/beta-2.0-py3-none-any.whl
sum=$(sha256sum wheels/beta-2.0-py3-none-any.whl | cut -d ' ' -f 1)
sed "s/$(sha256sum beta | cut -d ' ' -f 1)/$sum/" pylock.toml >pylock.bad.toml
kill $server
PLANS=1 python3 server.py &
server=$!
sleep 1
sed -i "s/127.0.0.1:[0-9]*/127.0.0.1:$(cat port)/" pylock.toml pylock.bad.toml
expect_status 6 "$pyvenv" -q --python "$python" --cache-dir="$tmp/cache" --without-pip \
  --plugin=packages --requirements=pylock.bad.toml env
expect_error "beta-2.0-py3-none-any.whl' is refused: it does not end with"
test ! -e env || fail "an environment is left"
test -z "$(find cache -name 'tmp-*')" || fail "something is left of what was refused"
expect_status 6 "$pyvenv" -q --python "$python" --cache-dir="$tmp/cache" --without-pip \
  --plugin=packages --requirements=pylock.toml env
expect_error "is not the file that"
test -z "$(find cache -name 'tmp-*')" || fail "something is left of what was wrong"
