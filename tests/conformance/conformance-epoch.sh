#!/bin/sh
# With SOURCE_DATE_EPOCH, bytecode holds a hash of its source, as pip compiles it;
# the cache tells it from other bytecode.
. "$(dirname "$0")/../functions.sh"

# kinds PYTHON ENV: the flags (PEP 552) of the bytecode, and whether what follows
# them fits to the source.
kinds () {
  "$1" -I -c '
import glob, importlib.util, os, struct, sys
kinds = {}
for pyc in glob.glob(sys.argv[1] + "/lib/python*/site-packages/**/*.pyc",
                     recursive=True):
    with open(pyc, "rb") as file:
        head = file.read(16)
    flags = struct.unpack("<I", head[4:8])[0]
    path = importlib.util.source_from_cache(pyc)
    with open(path, "rb") as file:
        source = file.read()
    if flags:
        fits = head[8:] == importlib.util.source_hash(source)
    else:
        fits = head[8:] == struct.pack("<II", int(os.stat(path).st_mtime),
                                       len(source))
    kinds[flags, fits] = kinds.get((flags, fits), 0) + 1
print(sorted(kinds.items()))' "$2"
}

compared=0
for python in $(find_pythons); do
  test "$(minor_of "$python")" -ge 7 || continue
  rm -rf "$tmp/env" "$tmp/theirs"
  SOURCE_DATE_EPOCH=1700000000 "$python" -m venv "$tmp/theirs" \
    >"$tmp/venv.out" 2>&1 || continue
  theirs=$(kinds "$python" "$tmp/theirs")
  for round in cold warm; do
    rm -rf "$tmp/env"
    expect_silence env SOURCE_DATE_EPOCH=1700000000 \
      "$pyvenv" --python "$python" --no-progress "$tmp/env"
    ours=$(kinds "$python" "$tmp/env")
    test "$ours" = "$theirs" || fail "$python, $round: $ours, not $theirs"
  done
  case $theirs in
    "[((3, True), "*")]") ;;
    *) fail "$python -m venv compiles other bytecode: $theirs" ;;
  esac

  # Without the variable, or with an empty one, time stamps as ever.
  rm -rf "$tmp/env"
  expect_silence env SOURCE_DATE_EPOCH= \
    "$pyvenv" --python "$python" --no-progress "$tmp/env"
  case $(kinds "$python" "$tmp/env") in
    "[((0, True), "*")]") ;;
    *) fail "$python without SOURCE_DATE_EPOCH: $(kinds "$python" "$tmp/env")" ;;
  esac
  compared=$((compared + 1))
  test $compared -lt 2 || break
done
test $compared -gt 0 || skip "no CPython 3.7 or later with venv and ensurepip"
