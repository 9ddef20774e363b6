#!/bin/sh
# The arrows of the architecture, as #include lines show them.
. "$top_srcdir/tests/functions.sh"
cd "$top_srcdir"

# includers HEADER: the files of core/ that include it.
includers () {
  grep -rlE "^ *# *include +[<\"]$1[>\"]" core plugins examples \
    --include='*.c' --include='*.h' | sort | tr '\n' ' '
}

# only HEADER REGEX FILE...: nobody else includes it.
only () {
  header=$1
  shift
  found=$(includers "$header")
  for file in $found; do
    case " $* " in
      *" $file "*) ;;
      *) fail "$file includes $header; only $* may" ;;
    esac
  done
}

# One file knows libltdl, one knows inih.
only 'ltdl\.h' core/module.c
only 'dlfcn\.h' core/module.c
only 'ini\.h' core/settings.c

# Heavy libraries only in the modules that load when they are used.
for header in 'curl/[a-z.]*' 'openssl/[a-z0-9.]*' 'jansson\.h' 'libxml/[A-Za-z.]*' \
    'libdeflate\.h' 'zlib\.h'; do
  for file in $(includers "$header"); do
    case $file in
      core/fetch/* | core/wheel/*) ;;
      *) fail "$file includes $header" ;;
    esac
  done
done


# Plugins and examples see pyvenv-plugin.h and libc; a program that embeds the
# library sees pyvenv.h.
for dir in plugins examples; do
  test -d $dir || continue
  for file in $(find $dir -name '*.c' -o -name '*.h'); do
    for header in $(sed -nE 's/^ *# *include +[<"]([^>"]+)[>"].*/\1/p' "$file"); do
      case $header in
        pyvenv-plugin.h | config.h) continue ;;
        pyvenv.h)
          case $file in
            examples/embed/*) continue ;;
          esac
          ;;
      esac
      if test -e "core/$header" || test -e "core/wheel/$header" \
          || test -e "core/fetch/$header" || test -e "tests/$header"; then
        fail "$file includes $header"
      fi
      if test -e "$(dirname "$file")/$header"; then
        continue
      fi
      # Nothing but the C library is left; it has its headers in one of these.
      printf '#include <%s>\n' "$header" >"$tmp/probe.c"
      case $header in
        curl/* | openssl/* | ltdl.h | ini.h | jansson.h | libxml/* | zlib.h)
          fail "$file includes $header" ;;
      esac
    done
  done
done

# The core never looks outwards.
if grep -rnE '^ *# *include +[<"](\.\./|plugins/|examples/|tests/)' core; then
  fail "core/ includes what lies outside"
fi

# The program is the library's first user: what only the program has includes
# nothing of the library's inside.
program=$(sed -n '/^pyvenv_SOURCES\|^core_pyvenv_SOURCES/,/[^\\]$/p' \
  core/Makemodule.am | tr ' \\' '\n\n' | grep '^core/.*\.c$' || :)
test -n "$program" || fail "cannot find the program's sources"
for file in $program; do
  for header in $(sed -nE 's/^ *# *include +"([^"]+)".*/\1/p' "$file"); do
    case $header in
      pyvenv.h | cleanup.h | text.h) continue ;;
    esac
    # A header of the program itself: no source of the library includes it.
    for user in $(includers "$header"); do
      case " $(echo $program) " in
        *" $user "*) ;;
        *)
          case $user in
            *.h) ;;
            *) fail "$file includes $header, which is the library's ($user)" ;;
          esac
          ;;
      esac
    done
  done
done

# Pure files take no context.
for file in core/text.c core/arena.c core/template.c core/cfg.c; do
  test -e $file || continue
  if grep -qE '^ *# *include +"(context|builder|tree|registry)\.h"' $file; then
    fail "$file knows the context"
  fi
done

# Nobody calls what leaves no room for checks.
if grep -rnwE '(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|gets)' \
    --include='*.c' --include='*.h' core plugins examples \
    | grep -vE ':[0-9]+: *(\*|/\*)' | grep -E '(strcpy|strcat|sprintf|vsprintf|strtok|atoi|atol|gets) \('; then
  fail "a forbidden function is called"
fi

# The library never prints and never exits: only the program's files do.
for file in core/*.c; do
  case " $(echo $program) " in
    *" $file "*) continue ;;
  esac
  case $file in
    core/main*.c | core/cli*.c | core/program*.c) continue ;;
  esac
  if grep -nE '\b(printf|puts|putchar|perror|exit|_exit|abort|signal|sigaction) \(' \
      "$file" | grep -vE '^[0-9]+: *(\*|/\*)'; then
    fail "$file prints, exits or handles signals"
  fi
done
