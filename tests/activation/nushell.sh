#!/bin/sh
# The activation script in nushell.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/activation/common/lib.sh"
requires nu --no-config-file -c 'version'
envs_make activate.nu

# A name that is no constant cannot be used, so each case is a file of its own.
run () {
  {
    printf 'let old_path = ($env.PATH | str join (char esep))\n'
    printf '$env.PYTHONHOME = "/some where"\n'
    printf 'overlay use %s\n' "$script"
    cat "$tmp/active.nu"
    printf 'deactivate\n'
    cat "$tmp/left.nu"
  } >"$tmp/case.nu"
  nu --no-config-file "$tmp/case.nu"
}
cat >"$tmp/active.nu" <<'END'
def same [what, is, wanted] {
    if $is != $wanted {
        print $"($what) is [($is)], not [($wanted)]"
        exit 1
    }
}
same VIRTUAL_ENV $env.VIRTUAL_ENV $env.want_dir
same VIRTUAL_ENV_PROMPT $env.VIRTUAL_ENV_PROMPT $env.want_prompt
same PATH ($env.PATH | str join (char esep)) $"($env.want_dir)/bin(char esep)($old_path)"
same python (^python) inside
same PYTHONHOME ("PYTHONHOME" in $env) false
END
cat >"$tmp/left.nu" <<'END'
def alike [what, is, wanted] {
    if $is != $wanted {
        print $"($what) is [($is)], not [($wanted)]"
        exit 1
    }
}
alike PATH ($env.PATH | str join (char esep)) $old_path
alike PYTHONHOME $env.PYTHONHOME "/some where"
alike VIRTUAL_ENV ("VIRTUAL_ENV" in $env) false
END
each run
