/* interpreter_facts.c: the facts as lines of text, which is how an interpreter
 * tells them and how they are recorded. */
#include <config.h>

#include "interpreter_private.h"

#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum facts_kind {
  FACT_TEXT,                    /* may be empty */
  FACT_ABSOLUTE,                /* a path */
  FACT_RELATIVE,                /* a path that stays inside */
  FACT_NUMBER,
  FACT_BOOLEAN
};

static const struct {
  const char *key;
  enum facts_kind kind;
  size_t offset;
} facts_table[] = {
#define FACT(kind, name) \
  { #name, kind, offsetof (struct interpreter, name) }
  FACT (FACT_TEXT, version),
  FACT (FACT_NUMBER, major),
  FACT (FACT_NUMBER, minor),
  FACT (FACT_NUMBER, micro),
  FACT (FACT_ABSOLUTE, base_executable),
  FACT (FACT_ABSOLUTE, executable),
  FACT (FACT_ABSOLUTE, real_executable),
  FACT (FACT_TEXT, implementation),
  FACT (FACT_TEXT, platform),
  FACT (FACT_BOOLEAN, is_64bit),
  FACT (FACT_TEXT, abi_thread),
  FACT (FACT_TEXT, abiflags),
  FACT (FACT_RELATIVE, platlibdir),
  FACT (FACT_TEXT, cache_tag),
  FACT (FACT_TEXT, magic),
  FACT (FACT_ABSOLUTE, prefix),
  FACT (FACT_ABSOLUTE, stdlib),
  FACT (FACT_ABSOLUTE, purelib),
  FACT (FACT_TEXT, wheel_pkg_dir),
  FACT (FACT_RELATIVE, env_purelib),
  FACT (FACT_RELATIVE, env_include),
  FACT (FACT_TEXT, extension_suffix),
  FACT (FACT_TEXT, build_platform),
  FACT (FACT_TEXT, libc),
#undef FACT
};

#define FACTS (sizeof facts_table / sizeof facts_table[0])

static bool
facts_read_number (const char *value, int *ret)
{
  size_t length = strlen (value);
  if (length == 0 || length > 4 || strspn (value, "0123456789") != length)
    return false;
  *ret = 0;
  for (; *value != '\0'; value++)
    *ret = *ret * 10 + (*value - '0');
  return true;
}

/* Not empty, not absolute, no empty part and no ".". */
static bool
facts_is_inside (const char *path)
{
  for (;;)
    {
      size_t length = strcspn (path, "/");
      if (length == 0 || (length == 1 && path[0] == '.')
          || (length == 2 && path[0] == '.' && path[1] == '.'))
        return false;
      if (path[length] == '\0')
        return true;
      path += length + 1;
    }
}

static bool
facts_read_text (struct arena *arena, enum facts_kind kind, const char *value,
                 const char **ret)
{
  if (string_has_control (value) || strlen (value) >= PATH_MAX
      || (kind == FACT_ABSOLUTE && value[0] != '/')
      || (kind == FACT_RELATIVE && !facts_is_inside (value)))
    return false;
  *ret = arena_copy (arena, value);
  return *ret != NULL;
}

bool
interpreter_facts_read (struct arena *arena, struct interpreter *ret,
                        size_t *next, const char *line)
{
  if (*next >= FACTS)
    return false;
  size_t i = (*next)++;
  size_t length = strlen (facts_table[i].key);
  if (strncmp (line, facts_table[i].key, length) != 0 || line[length] != '=')
    return false;

  const char *value = line + length + 1;
  void *field = (char *) ret + facts_table[i].offset;
  switch (facts_table[i].kind)
    {
    case FACT_NUMBER:
      return facts_read_number (value, field);
    case FACT_BOOLEAN:
      *(bool *) field = value[0] == '1';
      return strcmp (value, "0") == 0 || strcmp (value, "1") == 0;
    default:
      return facts_read_text (arena, facts_table[i].kind, value, field);
    }
}

bool
interpreter_facts_complete (const struct interpreter *interpreter, size_t next)
{
  char version[40];
  snprintf (version, sizeof version, "%d.%d.%d", interpreter->major,
            interpreter->minor, interpreter->micro);
  return next == FACTS && strcmp (interpreter->version, version) == 0
    && strlen (interpreter->magic) == 8
    && strspn (interpreter->magic, "0123456789abcdef") == 8
    && interpreter->implementation[0] != '\0'
    && strchr (interpreter->implementation, '/') == NULL
    && (interpreter->wheel_pkg_dir[0] == '\0'
        || interpreter->wheel_pkg_dir[0] == '/');
}

void
interpreter_facts_write (const struct interpreter *interpreter,
                         struct text *text)
{
  for (size_t i = 0; i < FACTS; i++)
    {
      const void *field
        = (const char *) interpreter + facts_table[i].offset;
      text_addf (text, "%s=", facts_table[i].key);
      if (facts_table[i].kind == FACT_NUMBER)
        text_addf (text, "%d\n", *(const int *) field);
      else if (facts_table[i].kind == FACT_BOOLEAN)
        text_addf (text, "%d\n", *(const bool *) field);
      else
        text_addf (text, "%s\n", *(const char *const *) field);
    }
}
