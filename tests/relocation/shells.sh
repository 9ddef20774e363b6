# shells.sh: the shells that there are, and a wheel with a script; sourced after
# functions.sh.
python=$(find_python)
enter_place
all=bash,cshell,fish,powershell,nushell,xonsh,elvish,python
mkdir wheels
"$python" "$top_srcdir/tests/index/make_wheel.py" wheels hello 1.0

# active_everywhere DIR: each shell that reads DIR's script finds DIR/bin/python.
active_everywhere () {
  env_dir=$1
  ask='import sys; print(sys.executable)'
  export env_dir ask
  for shell in bash zsh ksh dash mksh yash 'busybox sh'; do
    $shell -c : >/dev/null 2>&1 </dev/null || continue
    for code in '. "$env_dir/bin/activate"' 'cd "$env_dir/bin" && . ./activate' \
        '(. "$env_dir/bin/activate"; printf "%s\n" "$VIRTUAL_ENV"; python -I -c "$ask"); exit'; do
      active_as "$shell" $shell -c "$code
printf '%s\n' \"\$VIRTUAL_ENV\"; python -I -c \"\$ask\""
    done
  done
  ! fish --no-config -c : 2>/dev/null || active_as fish fish --no-config -c \
    'source "$env_dir/bin/activate.fish"; echo $VIRTUAL_ENV; command -s python'
  ! tcsh -f -c : 2>/dev/null || {
    printf '%s\n' 'source "$env_dir:q/bin/activate.csh"' 'printenv VIRTUAL_ENV' 'which python' \
      >"$tmp/case.csh"
    active_as tcsh tcsh -f "$tmp/case.csh"
  }
  ! xonsh --no-rc -c pass 2>/dev/null || active_as xonsh xonsh --no-rc -c \
    'source @($env_dir + "/bin/activate.xsh")
print($VIRTUAL_ENV, flush=True)
which python'
  ! elvish -norc -c nop 2>/dev/null || {
    (cd "$env_dir" && active_as elvish elvish -norc -c \
      'use ./bin/activate; echo $E:VIRTUAL_ENV; echo (search-external python)')
  }
  ! command -v nu >/dev/null || active_as nu nu --no-config-file -c \
    "overlay use \"$env_dir/bin/activate.nu\"; print \$env.VIRTUAL_ENV (which python).path.0"
  ! pwsh -NoProfile -Command exit 2>/dev/null || active_as pwsh pwsh -NoProfile -Command \
    '. "$Env:env_dir/bin/Activate.ps1"; $Env:VIRTUAL_ENV; (Get-Command python).Source'
}

# active_as SHELL COMMAND...: it prints the folder and its python.
active_as () {
  shell_name=$1
  shift
  "$@" >"$tmp/active" 2>&1 </dev/null || { cat "$tmp/active"; fail "$shell_name in $env_dir"; }
  printf '%s\n' "$env_dir" "$env_dir/bin/python" | cmp -s - "$tmp/active" \
    || { cat "$tmp/active"; fail "$shell_name in $env_dir: $*"; }
}
