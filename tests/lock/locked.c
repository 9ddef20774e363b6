/* locked.c: says what a lock installs into an environment, one package a line.
 *
 *     locked LOCK FACTS
 *
 * FACTS is a file with a fact a line: "set|VARIABLE|VALUE", "pair|PYTHON|ABI" and
 * "any|PYTHON|ABI" (tags with each platform, and with "any"), "platform|NAME",
 * "extra|NAME", "group|NAME".  With no group the default ones count; extras and
 * groups that the lock does not have are left out.  A line has the name, the
 * version, the kind of source, the file and its hash. */
#include <config.h>

#include "cleanup.h"
#include "pylock.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

DEFINE_VECTOR (locked_pairs, struct wheel_tags_pair);

/* In the order of enum marker_variable. */
static const char *const locked_variables[MARKER_STRINGS] = {
  "python_version", "python_full_version", "os_name", "sys_platform",
  "platform_machine", "platform_release", "platform_system", "platform_version",
  "platform_python_implementation", "implementation_name",
  "implementation_version", "extra"
};

static const char *const locked_sources[] = {
  "wheel", "sdist", "archive", "directory", "vcs"
};

struct locked_facts {
  struct marker_environment environment;
  struct locked_pairs pairs;
  struct string_vector platforms, extras, groups;
};

static bool
locked_has (const struct string_vector *names, const char *name)
{
  for (size_t i = 0; i < names->count; i++)
    if (strcasecmp (names->items[i], name) == 0)
      return true;
  return false;
}

static void
locked_add_fact (struct locked_facts *facts, const struct pylock *lock,
                 const char *kind, const char *first, const char *second)
{
  if (strcmp (kind, "pair") == 0 || strcmp (kind, "any") == 0)
    locked_pairs_append (&facts->pairs, (struct wheel_tags_pair) {
      first, second, *kind == 'a'
    });
  else if (strcmp (kind, "platform") == 0)
    string_vector_append (&facts->platforms, first);
  else if (strcmp (kind, "extra") == 0 && locked_has (&lock->extras, first))
    string_vector_append (&facts->extras, first);
  else if (strcmp (kind, "group") == 0 && locked_has (&lock->groups, first))
    string_vector_append (&facts->groups, first);
  for (size_t i = 0; i < MARKER_STRINGS && strcmp (kind, "set") == 0; i++)
    if (strcmp (locked_variables[i], first) == 0)
      facts->environment.strings[i] = second;
}

static int
locked_read_facts (struct locked_facts *facts, const struct pylock *lock,
                   struct arena *arena, const char *path)
{
  FILE *file = fopen (path, "r");
  CLEAN_FREE char *line = NULL;
  size_t room = 0;
  if (file == NULL)
    return -1;
  while (getline (&line, &room, file) > 0)
    {
      char nothing[] = "", *rest = line;
      line[strcspn (line, "\n")] = '\0';
      const char *fields[3] = { nothing, nothing, nothing };
      for (size_t i = 0; i < 3 && rest != NULL; i++)
        fields[i] = arena_copy (arena, strsep (&rest, "|"));
      locked_add_fact (facts, lock, fields[0], fields[1], fields[2]);
    }
  return fclose (file);
}

static int
locked_print (const struct pylock *lock, const struct locked_facts *facts,
              struct arena *arena, struct report *report)
{
  struct package_vector packages;
  struct wheel_tags tags = {
    facts->pairs.items, facts->pairs.count, facts->platforms.items,
    facts->platforms.count
  };
  struct marker_names extras = { facts->extras.items, facts->extras.count };
  struct marker_names groups = { facts->groups.items, facts->groups.count };
  struct pylock_target target = {
    &facts->environment, &tags, &extras, groups.count > 0 ? &groups : NULL
  };
  if (pylock_select (lock, &target, arena, &packages, report) < 0)
    return -1;
  for (size_t i = 0; i < packages.count; i++)
    {
      const struct package *package = &packages.items[i];
      printf ("%s %s %s %s %s\n", package->name,
              package->version != NULL ? package->version : "-",
              locked_sources[package->source],
              package->file_name != NULL ? package->file_name : "-",
              package->hash != NULL ? package->hash : "-");
    }
  return 0;
}

int
main (int argc, char **argv)
{
  CLEAN_ARENA struct arena arena = { NULL };
  CLEAN_REPORT struct report report = REPORT_EMPTY;
  struct pylock lock;
  struct locked_facts facts = {
    .pairs.arena = &arena, .platforms.arena = &arena, .extras.arena = &arena,
    .groups.arena = &arena
  };
  if (argc != 3)
    return 2;
  if (pylock_read (&lock, &arena, argv[1], &report) < 0
      || locked_read_facts (&facts, &lock, &arena, argv[2]) < 0
      || locked_print (&lock, &facts, &arena, &report) < 0)
    {
      printf ("%s\n", report_text (&report));
      return report.err == ENOSYS ? 77 : 1;
    }
  return 0;
}
