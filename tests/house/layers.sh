#!/bin/sh
# The layers of ARCHITECTURE.md: each folder of core/ uses only those below it, by
# what its files include and by the symbols that its objects need.
. "$(dirname "$0")/../functions.sh"

# FOLDER: the folders that it may use beside itself.  "module": and what the library
# exports (core/pyvenv.map), with the headers that declare it, as the program and
# the modules do that load when they are used.
cat >"$tmp/layers" <<'END'
base:
files: base
packaging: base
options: base
settings: base files options
tree: base files
interpreter: base files packaging tree
loader: base files
completion: base options module
scripts: base
coprocess: base
environment: base files packaging options tree interpreter loader coprocess
phases: base files packaging options tree interpreter scripts environment
existing: base files tree
builder: base files packaging options settings tree interpreter loader environment phases existing
output: base module
virtualenv: base files options output module
program: base files options scripts completion virtualenv output module
pip: base files module
fetch: base files pip module
index: base files packaging pip fetch module
requirements: base files packaging pip module
resolve: base files packaging pip requirements module
lock: base files packaging pip requirements resolve module
archive: base files packaging
image_cache: base files packaging archive module
image: base files packaging archive image_cache module
wheel_cache: base files packaging archive image_cache image module
installed: base files packaging archive module
install: base files packaging archive image_cache image wheel_cache installed module
END

# includes FOLDER FILE...: "FILE HEADER FOLDER-OF-HEADER" for each header of core/
# that one of these files of FOLDER includes.
includes () {
  folder=$1
  shift
  awk -v folder="$folder" '
    NR == FNR { at[$2] = $1; next }
    match ($0, /^ *# *include +"[^"]+"/) {
      split ($0, parts, "\""); name = parts[2]; sub (/.*\//, "", name)
      if (name in at && at[name] != folder) print FILENAME, name, at[name]
    }' "$tmp/headers" "$@"
}

# Two headers of one name would be taken for each other.
(cd "$top_srcdir" && find core -name '*.h' ! -name pyvenv.h) \
  | sed 's,^core/\([^/]*\)/\(.*\),\1 \2,' | sort -k 2 >"$tmp/headers"
twice=$(cut -d ' ' -f 2 "$tmp/headers" | uniq -d)
test -z "$twice" || fail "two headers of core/ have one name: $twice"

# check_includes FOLDER ALLOWED FILE...: prints each include that is not allowed.
check_includes () {
  from=$1 allowed=$2
  shift 2
  includes "$from" "$@" | while read -r file header folder; do
    case " $allowed " in
      *" $folder "*) continue ;;
      *" module "*)
        case $folder/$header in
          environment/modules.h | tree/tree.h) continue ;;
        esac
        ;;
    esac
    echo "$file includes $folder/$header, and core/$from may only use: $allowed"
  done
}

while IFS=': ' read -r folder allowed; do
  set -- "$top_srcdir/core/$folder"/*.[ch]*
  test -e "$1" || fail "core/$folder has no sources; mend the table"
  bad=$(check_includes "$folder" "$allowed" "$@")
  test -z "$bad" || fail "$bad"
done <"$tmp/layers"

# Every folder with sources has a line.
for folder in "$top_srcdir"/core/*/; do
  folder=$(basename "$folder")
  grep -q "^$folder:" "$tmp/layers" || fail "core/$folder is in no layer"
done

# The check notices an include upwards.
mkdir "$tmp/tree"
cat "$top_srcdir/core/tree/tree.c" >"$tmp/tree/tree.c"
bad=$(check_includes tree "base files" "$tmp/tree/tree.c")
test -z "$bad" || fail "a copy of tree.c is not as the file: $bad"
echo '#include "builder.h"' >>"$tmp/tree/tree.c"
bad=$(check_includes tree "base files" "$tmp/tree/tree.c")
test -n "$bad" || fail "an include of builder.h in tree.c is not noticed"

# ---- Symbols ---------------------------------------------------------------

requires nm --version
sed -n 's/^    \([a-z_0-9]*\);$/\1/p' "$top_srcdir/core/pyvenv.map" | sort -u \
  >"$tmp/exported"

# objects FOLDER: those that libtool made, position-independent or not, of sources
# that are there; a tree that was built before may have others.
objects () {
  sources=$top_srcdir/core/$1
  find "$top_builddir/core/$1" -name '*.o' | sort | while read -r object; do
    source=$(basename "$object" .o)
    set -- "$sources/${source##*-}".c*
    test ! -e "$1" || echo "$object"
  done
}

# symbols FOLDER TYPES: "SYMBOL FOLDER" for each global symbol of these types.
symbols () {
  objects "$1" | xargs -r nm -g -P 2>/dev/null \
    | awk -v folder="$1" -v types="$2" '
      $2 ~ "^[" types "]$" { print $1, folder }' | sort -u
}

while IFS=': ' read -r folder allowed; do
  symbols "$folder" TDBRVWC
done <"$tmp/layers" | sort -u >"$tmp/defined"
test -s "$tmp/defined" || skip "there are no objects to look at"

# check_symbols FOLDER ALLOWED: prints each symbol that a folder needs and may
# not.
check_symbols () {
  symbols "$1" U | join - "$tmp/defined" | while read -r symbol from folder; do
    case " $from $2 " in
      *" $folder "*) continue ;;
      *" module "*) ! grep -qx "$symbol" "$tmp/exported" || continue ;;
    esac
    echo "core/$from needs $symbol of core/$folder"
  done
}

while IFS=': ' read -r folder allowed; do
  bad=$(check_symbols "$folder" "$allowed")
  test -z "$bad" || fail "$bad"
done <"$tmp/layers"

# The check notices a symbol of a layer above.
bad=$(check_symbols builder 'base')
test -n "$bad" || fail "what builder needs of other layers is not noticed"
