__VENV_DIR__
# Where this file lies: the system knows which files the shell has open.
set _venv_found = "`ls -l /proc/$$/fd |& sed -n 's,^[^>]*> \(/.*\)/bin/activate[.]csh.*,\1,p' | tail -n 1`"
if ("x$_venv_found:q" != x) setenv VIRTUAL_ENV "$_venv_found:q"
unset _venv_found
