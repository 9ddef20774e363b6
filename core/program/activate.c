/* activate.c: the line that activates an environment in the caller's shell. */
#include <config.h>

#include "activate.h"

#include "cleanup.h"
#include "complain.h"
#include "path.h"
#include "quote.h"
#include "text.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* How a shell reads a script: BEFORE its path, and AFTER it. */
struct activate_shell {
  const char *names;            /* of its program, a blank around each */
  const char *script;
  const char *before, *after;
  const char *activator;        /* the value of --activators that writes it */
};

/* As the heads of the scripts say it. */
static const struct activate_shell activate_shells[] = {
#define CALLER(...) { __VA_ARGS__ },
#include "caller_rows.h"
#undef CALLER
};

#define ACTIVATE_SHELLS (sizeof activate_shells / sizeof activate_shells[0])

/* The row for the program NAME; NULL if there is none. */
static const struct activate_shell *
activate_find (const char *name)
{
  CLEAN_TEXT struct text word = TEXT_EMPTY;
  const char *slash = strrchr (name, '/');
  name = slash != NULL ? slash + 1 : name;
  /* A login shell has a dash in front of its name, xonsh its arguments behind. */
  name += *name == '-';
  text_addf (&word, " %.*s ", (int) strcspn (name, "\n "), name);
  for (size_t i = 0; i < ACTIVATE_SHELLS; i++)
    if (strstr (activate_shells[i].names, text_string (&word)) != NULL)
      return &activate_shells[i];
  return NULL;
}

/* Reads a file of /proc about the process that started this one, with a NUL behind
 * it; how many bytes there are, or 0. */
static size_t
activate_read_parent (const char *name, char *out, size_t size)
{
  CLEAN_TEXT struct text path = TEXT_EMPTY;
  text_addf (&path, "/proc/%ld/%s", (long) getppid (), name);
  CLEAN_FD int fd = open (text_string (&path), O_RDONLY | O_CLOEXEC);
  ssize_t length = fd < 0 ? 0 : read (fd, out, size - 1);
  out[length > 0 ? length : 0] = '\0';
  return length > 0 ? (size_t) length : 0;
}

/* The shell that started this process, else the user's.  One that is written in
 * another language is among the arguments of that, as in "python3 -m xonsh". */
static const struct activate_shell *
activate_caller (void)
{
  char text[1024];
  activate_read_parent ("comm", text, sizeof text);
  const struct activate_shell *shell = activate_find (text);
  if (shell == NULL && string_starts_with (text, "python"))
    {
      const char *end = text + activate_read_parent ("cmdline", text, sizeof text);
      for (const char *word = text; shell == NULL && word < end;
           word += strlen (word) + 1)
        shell = activate_find (word);
    }
  const char *own = getenv ("SHELL");
  if (shell == NULL && own != NULL)
    shell = activate_find (own);
  return shell != NULL ? shell : activate_find ("sh");
}

static int
activate_fail (const struct options *options, const char *env_dir,
               const char *why)
{
  CLEAN_TEXT struct text text = TEXT_EMPTY;
  text_addf (&text, "cannot activate '%s': %s", env_dir, why);
  return complain (options->json, PYVENV_ERROR_TARGET, text_string (&text), NULL);
}

int
activate_print (const struct options *options)
{
  const struct activate_shell *shell = activate_caller ();
  const char *env_dir = options->env_dirs[0];
  CLEAN_FREE char *path = path_absolute (env_dir);
  CLEAN_TEXT struct text cfg = TEXT_EMPTY;
  CLEAN_TEXT struct text script = TEXT_EMPTY;
  CLEAN_TEXT struct text line = TEXT_EMPTY;
  if (options->env_count > 1)
    return complain (options->json, PYVENV_ERROR_USAGE, "--activate takes one "
                     "ENV_DIR", NULL);
  if (path == NULL)
    return activate_fail (options, env_dir, "there is no working directory");

  text_addf (&cfg, "%s/pyvenv.cfg", path);
  text_addf (&script, "%s/bin/%s", path, shell->script);
  if (access (text_string (&cfg), F_OK) < 0)
    return activate_fail (options, env_dir, "it is not an environment");
  if (access (text_string (&script), R_OK) < 0)
    {
      text_addf (&line, "it has no %s (pyvenv --allow-existing --activators=%s "
                 "writes it)", shell->script, shell->activator);
      return activate_fail (options, env_dir, text_string (&line));
    }
  text_add (&line, shell->before);
  quote_add_word (&line, text_string (&script), quote_style_of (shell->script));
  text_add (&line, shell->after);
  puts (text_string (&line));
  return 0;
}
