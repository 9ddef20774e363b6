#!/bin/sh
# Prints how many percent of the lines of each parser its fuzz target reaches with the
# inputs in the tree, and fails where that are less than 90.  The build has to have
# clang's coverage; HACKING.md says how.
. "$(dirname "$0")/../functions.sh"
requires llvm-cov --version
failed=0

# reaches NAME FILE...: fuzz_NAME with its corpus, and what it is to read, below core.
reaches () {
  name=$1
  shift
  target=$top_builddir/tests/fuzz/fuzz_$name
  test ! -e "$top_builddir/tests/fuzz/.libs/fuzz_$name" \
    || target=$top_builddir/tests/fuzz/.libs/fuzz_$name
  LLVM_PROFILE_FILE=$tmp/$name.raw "$target" -runs=0 \
    "$top_srcdir/tests/fuzz/corpus/$name" >"$tmp/log" 2>&1 \
    || { cat "$tmp/log"; fail "fuzz_$name"; }
  llvm-profdata merge -o "$tmp/$name.data" "$tmp/$name.raw"
  for file in "$@"; do
    percent=$(llvm-cov export -summary-only -instr-profile="$tmp/$name.data" "$target" \
      "$top_srcdir/core/$file" | sed -n 's/.*"lines":{"count":[0-9]*,"covered":[0-9]*,"percent":\([0-9]*\).*/\1/p')
    printf '%-13s %-36s %3s %%\n' "$name" "$file" "${percent:-?}"
    test "${percent:-0}" -ge 90 || failed=1
  done
}

reaches wheel archive/zip.c archive/zip_end.c archive/zip_inflate.c \
  archive/zip_local.c archive/zip_member.c archive/zip_window.c
reaches members archive/archive.c archive/entry_points.c archive/member_name.c \
  archive/metadata.c archive/record.c archive/script_name.c \
  image/layout.c image/layout_added.c image/compose.c
reaches manifest image_cache/manifest.c image_cache/manifest_check.c
reaches installed installed/dependencies.c installed/distributions.c \
  installed/unchanged.c installed/uninstall.c
reaches page fetch/page.c fetch/page_html.c fetch/page_html_tags.c fetch/page_json.c
reaches page_cache index/page_cache.c
reaches resolution resolve/resolve_report.c resolve/resolve_kept.c
reaches pip pip/netrc.c pip/pip_config.c pip/pip_values.c base/configparser.c
reaches requirements requirements/requirements_file.c requirements/requirements_line.c \
  requirements/requirements_option.c requirements/requirements_select.c
reaches marker requirements/marker.c requirements/marker_parse.c \
  requirements/requirement.c
reaches pylock lock/pylock.c lock/pylock_file.c lock/pylock_select.c \
  lock/pylock_source.c lock/pylock_value.c lock/toml_document.c
reaches settings settings/settings_ini.c settings/settings_line.c \
  settings/settings_put.c settings/settings_lock.c
reaches interpreter interpreter/interpreter_record.c interpreter/interpreter_facts.c
reaches journal tree/tree_undo.c
reaches object_file loader/object_file.c
reaches texts base/cfg.c packaging/version.c packaging/specifier.c \
  packaging/wheel_name.c archive/dist_info.c interpreter/spec.c
test $failed = 0 || fail "a target reaches too little"
