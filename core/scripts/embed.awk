# Makes core/scripts/activation.c of the files named as arguments: the activation
# scripts, as strings with one line of C for each line of theirs.

BEGIN {
  count = 0

  # The first minor version of Python 3 that installs a script on POSIX.
  since["Activate.ps1"] = 8

  print "/* Made of core/scripts/ by core/scripts/embed.awk. */"
  print "#include <config.h>"
  print ""
  print "#include \"activation.h\""
}

FNR == 1 {
  if (count)
    print "  ;"
  name[count] = FILENAME
  sub (/.*\//, "", name[count])
  print "\nstatic const char script_" count "[] ="
  count++
}

{
  # "?" could begin a trigraph.
  gsub (/[\\"?]/, "\\\\&")
  gsub (/\t/, "\\t")
  print "  \"" $0 "\\n\""
}

END {
  print "  ;\n"
  print "const struct activation_script activation_scripts[] = {"
  for (i = 0; i < count; i++)
    printf "  { \"%s\", script_%d, sizeof script_%d - 1, %d },\n", \
      name[i], i, i, since[name[i]]
  print "  { NULL, NULL, 0, 0 }"
  print "};"
}
