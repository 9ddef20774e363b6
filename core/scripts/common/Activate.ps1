<#
.SYNOPSIS
Puts a Python virtual environment first in the current PowerShell session.

.DESCRIPTION
Run it as ". bin/Activate.ps1".  The function "deactivate" undoes it.

.PARAMETER VenvDir
The folder of the environment.  By default the one this script lies in.

.PARAMETER Prompt
The text to show in the prompt.  By default what pyvenv.cfg says, else the name
of the folder.
#>
param (
    [Parameter(Mandatory = $false)] [string] $VenvDir,
    [Parameter(Mandatory = $false)] [string] $Prompt
)

function global:deactivate ([switch] $NonDestructive) {
    # What the variables of the environment were before; null removes one.
    if (Test-Path -Path Variable:global:_OLD_VIRTUAL_VARIABLES) {
        foreach ($name in $global:_OLD_VIRTUAL_VARIABLES.Keys) {
            [Environment]::SetEnvironmentVariable($name, $global:_OLD_VIRTUAL_VARIABLES[$name])
        }
        Remove-Variable -Name _OLD_VIRTUAL_VARIABLES -Scope Global
    }
    if (Test-Path -Path Function:_OLD_VIRTUAL_PROMPT) {
        Copy-Item -Path Function:_OLD_VIRTUAL_PROMPT -Destination Function:prompt
        Remove-Item -Path Function:_OLD_VIRTUAL_PROMPT
    }
    if (Test-Path -Path Env:_OLD_VIRTUAL_PYTHONHOME) {
        Copy-Item -Path Env:_OLD_VIRTUAL_PYTHONHOME -Destination Env:PYTHONHOME
        Remove-Item -Path Env:_OLD_VIRTUAL_PYTHONHOME
    }
    if (Test-Path -Path Env:_OLD_VIRTUAL_PATH) {
        Copy-Item -Path Env:_OLD_VIRTUAL_PATH -Destination Env:PATH
        Remove-Item -Path Env:_OLD_VIRTUAL_PATH
    }
    if (Get-Variable -Name _OLD_VIRTUAL_PATH_EMPTY -Scope Global -ErrorAction SilentlyContinue) {
        Remove-Variable -Name _OLD_VIRTUAL_PATH_EMPTY -Scope Global
        Remove-Item -Path Env:PATH
    }
    foreach ($name in 'VIRTUAL_ENV', 'VIRTUAL_ENV_PROMPT') {
        if (Test-Path -Path "Env:$name") {
            Remove-Item -Path "Env:$name"
        }
    }

    # The variable is read-only, so it goes by force.
    if (Get-Variable -Name _PYTHON_VENV_PROMPT_PREFIX -Scope Global -ErrorAction SilentlyContinue) {
        Remove-Variable -Name _PYTHON_VENV_PROMPT_PREFIX -Scope Global -Force
    }
    if (-not $NonDestructive) {
        Remove-Item -Path Function:deactivate
    }
}

# The value of "prompt" in pyvenv.cfg, without the quotes that a text with
# blanks has there; nothing if there is none.
function Get-VenvPrompt ([string] $Folder) {
    $file = Join-Path -Path $Folder -ChildPath 'pyvenv.cfg'
    if (-not (Test-Path -LiteralPath $file -PathType Leaf)) {
        return
    }
    foreach ($line in Get-Content -LiteralPath $file -Encoding UTF8) {
        $key, $value = $line -split '=', 2
        if ($null -eq $value -or $key.Trim() -ne 'prompt') {
            continue
        }
        $value = $value.Trim()
        if ($value.Length -ge 2 -and $value[0] -eq $value[-1] -and
            ($value[0] -eq [char] 34 -or $value[0] -eq [char] 39)) {
            $value = $value.Substring(1, $value.Length - 2)
        }
        return $value
    }
}

$binDir = Split-Path -Path $MyInvocation.MyCommand.Definition -Parent
if (-not $VenvDir) {
    $VenvDir = Split-Path -Path $binDir -Parent
}
if (-not $Prompt) {
    $Prompt = Get-VenvPrompt -Folder $VenvDir
}
if (-not $Prompt) {
    $Prompt = Split-Path -Path $VenvDir -Leaf
}

# Leaves the environment that is active now, if any.
deactivate -NonDestructive

$Env:VIRTUAL_ENV = $VenvDir
$Env:VIRTUAL_ENV_PROMPT = $Prompt

if (-not $Env:VIRTUAL_ENV_DISABLE_PROMPT) {
    # The text is printed, never expanded.
    New-Variable -Name _PYTHON_VENV_PROMPT_PREFIX -Value $Prompt -Scope Global -Option ReadOnly `
        -Description 'Python virtual environment prompt prefix'
    Copy-Item -Path Function:prompt -Destination Function:global:_OLD_VIRTUAL_PROMPT
    function global:prompt {
        Write-Host -NoNewline -ForegroundColor Green "($_PYTHON_VENV_PROMPT_PREFIX) "
        _OLD_VIRTUAL_PROMPT
    }
}

# PYTHONHOME would name another standard library.
if (Test-Path -Path Env:PYTHONHOME) {
    Copy-Item -Path Env:PYTHONHOME -Destination Env:_OLD_VIRTUAL_PYTHONHOME
    Remove-Item -Path Env:PYTHONHOME
}

# An empty entry in PATH would be the working directory.  PowerShell has no empty
# variables, so that another one has to say that there was nothing.
if ($Env:PATH) {
    $Env:_OLD_VIRTUAL_PATH = $Env:PATH
}
else {
    Set-Variable -Name _OLD_VIRTUAL_PATH_EMPTY -Scope Global -Value $true
}
__VENV_VARIABLES__
if ($Env:PATH) {
    $Env:PATH = $binDir + [IO.Path]::PathSeparator + $Env:PATH
}
else {
    $Env:PATH = $binDir
}
