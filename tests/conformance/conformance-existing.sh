#!/bin/sh
# An ENV_DIR that already holds something, with every interpreter.
. "$(dirname "$0")/../functions.sh"
. "$top_srcdir/tests/conformance/compare.sh"

empty_directory () { mkdir "$env"; }

empty_directory_of_ours () {
  mkdir "$env"
  chmod 711 "$env"
}

# Files of the user's in the places where venv writes, as in venv's own tests.
foreign_files () {
  mkdir -p "$env/lib/$(library_of "$1")/site-packages/mine" "$env/bin"
  echo 'home = /nowhere' >"$env/pyvenv.cfg"
  echo mine >"$env/bin/tool"
  chmod 700 "$env/bin/tool"
  echo mine >"$env/lib/$(library_of "$1")/site-packages/mine/__init__.py"
  ln -s /nowhere "$env/dangling"
}

environment () { venv_before "$1"; }

environment_of_copies () {
  ! venv_can_copy "$1" || venv_before "$1" --copies
}

environment_with_files () {
  environment "$1"
  foreign_files "$1"
  echo '# mine' >"$env/bin/activate"
}

# A link to a folder, which venv accepts for lib.  So do we as long as it stays
# inside.
library_elsewhere () {
  mkdir -p "$env/elsewhere"
  ln -s elsewhere "$env/lib"
}

for python in $pythons; do
  ours=
  prepare () { empty_directory; }
  conforms "$python"
  prepare () { empty_directory_of_ours; }
  conforms "$python"
  prepare () { environment "$1"; }
  conforms "$python" --upgrade
  conforms "$python" --upgrade --system-site-packages --prompt again
  conforms "$python" --clear
  conforms "$python" --clear --copies
  prepare () { environment_of_copies "$1"; }
  conforms "$python" --upgrade --copies
  prepare () { environment_with_files "$1"; }
  conforms "$python" --clear
  ours=--allow-existing
  conforms "$python"
  prepare () { foreign_files "$1"; }
  conforms "$python"
  prepare () { library_elsewhere; }
  conforms "$python"
done
conformance_end
