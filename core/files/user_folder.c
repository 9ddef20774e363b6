/* user_folder.c: where the user keeps things (XDG Base Directory Specification). */
#include <config.h>

#include "user_folder.h"

#include "system.h"

#include <stdlib.h>

const char *
user_folder_home (void)
{
  const char *home = secure_getenv ("HOME");
  return home != NULL && *home == '/' ? home : NULL;
}

bool
user_folder_add (struct text *text, const char *variable, const char *folder)
{
  const char *named = secure_getenv (variable);
  const char *home = user_folder_home ();
  if (named != NULL && *named == '/')
    text_add (text, named);
  else if (home != NULL)
    text_addf (text, "%s/%s", home, folder);
  else
    return false;
  return true;
}
