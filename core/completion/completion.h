/* completion.h: scripts that complete the command line in a shell. */
#ifndef PYVENV_COMPLETION_H
#define PYVENV_COMPLETION_H

#include "arena.h"
#include "option_table.h"
#include "text.h"
#include "vector.h"

#include <pyvenv.h>

/* --completion=SHELL: prints the script for bash, zsh or fish on stdout, with the
 * keys of the plugins that BUILDER has loaded and of those that are installed.
 * Plugins that cannot be read are left out.  Returns 0, or -1 on out of memory,
 * with nothing printed. */
int completion_print (pyvenv_builder *builder, const char *shell);

/* ---- Between the files of core/completion ----------------------------- */

/* An option of ours, or a key of a plugin. */
struct completion_option {
  const char *plugin;           /* has to be named on the line; NULL: need not */
  const char *name;
  const char *help;             /* one line */
  const char *argument;         /* NULL: a flag */
  const char *choices;          /* words of letters, digits and ._+- */
  enum option_type type;
  char letter;                  /* 0: none */
  bool takes_boolean;           /* a flag that takes =yes and =no */
};
DEFINE_VECTOR (completion_options, struct completion_option);

struct completion {
  struct completion_options options;    /* those of one plugin together */
  struct text plugins;          /* names, blanks between */
  struct text keys;             /* "NAME.KEY=", blanks between */
  struct arena arena;
};

void completion_print_bash (const struct completion *completion);
void completion_print_zsh (const struct completion *completion);
void completion_print_fish (const struct completion *completion);

/* The words of which the value of OPTION is one, blanks between; "" where it is
 * something else. */
const char *completion_words (const struct completion *completion,
                              const struct completion_option *option);

#endif
