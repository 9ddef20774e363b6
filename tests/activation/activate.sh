#!/bin/sh
# --activate prints what activates an environment in the shell that asks.
. "$(dirname "$0")/../functions.sh"
python=$(find_python)
enter_place
unset ENV BASH_ENV ZDOTDIR
TERM=dumb SHELL=/bin/sh
export TERM SHELL pyvenv
env="it's \$(touch PWNED) !x"
expect_silence "$pyvenv" -p "$python" --without-pip \
  --activators=bash,cshell,fish,xonsh,elvish,nushell,powershell "$env"
want_dir=$tmp/place/$env
export env want_dir

# active_in SHELL COMMAND...: the command, run by the shell, prints VIRTUAL_ENV.
active_in () {
  "$1" -c : >/dev/null 2>&1 </dev/null || "$1" -c nop >/dev/null 2>&1 </dev/null \
    || "$1" -c pass >/dev/null 2>&1 </dev/null || return 0
  "$@" >"$tmp/out" 2>&1 </dev/null || { cat "$tmp/out"; fail "$1"; }
  test "$(cat "$tmp/out")" = "$want_dir" || { cat "$tmp/out"; fail "$1"; }
  test ! -e PWNED || fail "$1: a name was run"
}
for shell in bash dash zsh ksh mksh yash; do
  active_in $shell -c 'eval "$("$pyvenv" --activate "$env")"; printf "%s\n" "$VIRTUAL_ENV"'
done
if bash -c 'exec -a -bash true'; then
  printf '%s\n' 'eval "$("$pyvenv" --activate "$env")"; printf "%s\n" "$VIRTUAL_ENV"' >"$tmp/login"
  ln -s "$(command -v bash)" "$tmp/-bash"
  SHELL=fish active_in "$tmp/-bash" "$tmp/login"
fi
active_in fish --no-config -c '"$pyvenv" --activate "$env" | source; echo $VIRTUAL_ENV'
# tcsh would look for history in the name itself.
printf '#!/bin/sh\nexec "$pyvenv" --activate "$env"\n' >"$tmp/ask"
chmod +x "$tmp/ask"
active_in tcsh -f -c 'eval "`../ask`"; printenv VIRTUAL_ENV'
active_in elvish -norc -c 'eval ((external $E:pyvenv) --activate $E:env); echo $E:VIRTUAL_ENV'
active_in xonsh --no-rc -c 'execx($(@($pyvenv) --activate @($env)))
print($VIRTUAL_ENV)'

# Where the caller is no shell, it is the user's.
line () {
  SHELL=$1 "$python" -I -c 'import subprocess, sys; subprocess.run(sys.argv[1:])' \
    "$pyvenv" --activate "$env"
}
case $(line /usr/bin/fish) in "source '$tmp"*/bin/activate.fish\') ;; *) fail "fish" ;; esac
case $(line /bin/nu) in "overlay use \""*activate.nu\") ;; *) fail "nu" ;; esac
case $(line pwsh) in ". '"*Activate.ps1\') ;; *) fail "pwsh" ;; esac
case $(line /bin/unknown) in ". '"*/bin/activate\') ;; *) fail "unknown" ;; esac

refuses 4 'it is not an environment' "$pyvenv" --activate .
refuses 2 'no ENV_DIR' "$pyvenv" --activate
refuses 2 'takes one ENV_DIR' "$pyvenv" --activate "$env" "$env"
rm "$env/bin/activate"
refuses 4 '--activators=bash writes it' "$pyvenv" --activate "$env"
