# tree.sh: what is compared of an environment with the one that venv makes; sourced
# after functions.sh.
#
# Compared are names, types, modes, link targets and the bytes of every file.  What is
# meant to differ, and is not compared or is worked around:
#
#  1. The text of the activation scripts: every version gets today's fixed ones.
#     Their presence and modes are compared; that they behave is shown by the
#     tests that run them in real shells.
#  2. An ENV_DIR that exists and is not empty is an error without --clear,
#     --upgrade or --allow-existing; venv takes it silently.
#  3. --upgrade keeps the prompt and system site-packages, venv forgets them; it
#     re-points stale links and restores copies, venv leaves them.
#     Where there is no environment it makes a whole one, venv one without
#     scripts.
#  4. A .gitignore that venv did not write is not overwritten.
#  5. Made from inside an environment, the result always stands on the base
#     interpreter; before Python 3.11 venv chains environments, and in one of
#     copies it may take another version.
#  6. With --copies, PyPy's venv copies the whole folder lib beside its bin; where
#     that is /usr/lib it fails or takes gigabytes.  We copy what the program needs.
#  7. `--prompt .` names the working directory for every version; before Python
#     3.9 venv takes the dot as it is.
#  8. The order of the lines of RECORD, which is pip's own.
#  9. The bytes of bytecode, which holds the time of its source;
#     conformance-wheels.sh compares what it unmarshals to.
# 10. Debian's ensurepip of PyPy leaves its wheels in share/python-wheels.

requires find "$tmp" -maxdepth 0 -printf ''

# tree_names DIR: the names, types, modes and link targets.
tree_names () {
  (
    cd "$1"
    find . ! -path ./share ! -path ./share/python-wheels \
      ! -path './share/python-wheels/*' -printf '%P %y %m %l\n' | LC_ALL=C sort
  )
}

# tree_snapshot DIR [TEST...]: and the contents of files, where they pass these tests
# of "find".
tree_snapshot () {
  tree_names "$1"
  (
    cd "$1"
    shift
    find . -type f ! -path './bin/activate*' ! -path ./bin/Activate.ps1 \
      ! -path './share/python-wheels/*' ! -name '*.pyc' ! -name RECORD "$@" \
      -exec cksum {} + | LC_ALL=C sort -k 3
    find . -name RECORD -exec sort {} +
    # So that one sees what differs.
    for file in pyvenv.cfg .gitignore; do
      test ! -f $file || cat $file
    done
  )
}
