# packages-files.sh: installing from a lock or a requirements file where pip is not
# needed; sourced after functions.sh.
. "$top_srcdir/tests/plugins/packages-functions.sh"
packages_options=--without-pip

# sum_of FILE: its SHA-256.
sum_of () { sha256sum "$1" | cut -d ' ' -f 1; }
