(
  # Read as "eval (slurp < ...)" it has no file of its own.
  if (src)[is-file] {
    path:dir (path:dir (path:abs (src)[name]))
  } else {
    put __VENV_DIR__
  }
)
