#!/bin/sh
# The activation script in PowerShell.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/activation/common/lib.sh"
requires pwsh -NoProfile -Command exit
envs_make Activate.ps1

cat >"$tmp/case.ps1" <<'END'
function Same ($What, $Is, $Wanted) {
    if ($Is -cne $Wanted) {
        "$What is [$Is], not [$Wanted]"
        exit 1
    }
}
$oldPath = $Env:PATH
$Env:PYTHONHOME = '/some where'
. $Env:installed
. $Env:installed
Same VIRTUAL_ENV $Env:VIRTUAL_ENV $Env:want_dir
Same VIRTUAL_ENV_PROMPT $Env:VIRTUAL_ENV_PROMPT $Env:want_prompt
Same PATH $Env:PATH "$Env:want_dir/bin:$oldPath"
Same python (python) inside
Same PYTHONHOME $Env:PYTHONHOME $null
deactivate
Same PATH $Env:PATH $oldPath
Same PYTHONHOME $Env:PYTHONHOME '/some where'
Same VIRTUAL_ENV $Env:VIRTUAL_ENV $null
Same VIRTUAL_ENV_PROMPT $Env:VIRTUAL_ENV_PROMPT $null
Same deactivate (Test-Path Function:deactivate) $false
$Env:PATH = ''
. $Env:installed
Same 'PATH, which was empty,' $Env:PATH "$Env:want_dir/bin"
deactivate
Same 'PATH, which was empty,' $Env:PATH $null
END

# The script finds the environment by where it lies itself.
run () {
  cp "$script" "$want_dir/bin/Activate.ps1"
  installed=$want_dir/bin/Activate.ps1
  export installed
  pwsh -NoProfile -File "$tmp/case.ps1"
}
each run
