/* cfg.c: pyvenv.cfg, its keys in order. */
#include <config.h>

#include "cfg.h"

#include "system.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static struct cfg_line *
cfg_find (const struct cfg *cfg, const char *key)
{
  for (size_t i = 0; i < cfg->count; i++)
    if (strcasecmp (cfg->lines[i].key, key) == 0)
      return &cfg->lines[i];
  return NULL;
}

/* A key that is read back as the same key. */
static bool
cfg_key_is_valid (const char *key)
{
  return *key != '\0' && *key != '#' && *key != ' '
         && key[strlen (key) - 1] != ' '
         && strchr (key, '=') == NULL && !string_has_control (key);
}

static void
cfg_remove (struct cfg *cfg, struct cfg_line *line)
{
  size_t after = (size_t) (cfg->lines + cfg->count - (line + 1));
  memmove (line, line + 1, after * sizeof *line);
  cfg->count--;
  cfg->dirty = true;
}

/* A new line at the end, for KEY and without a value; NULL with errno. */
static struct cfg_line *
cfg_append (struct cfg *cfg, struct arena *arena, const char *key)
{
  if (cfg->count == cfg->room)
    {
      size_t room = cfg->room == 0 ? 16 : cfg->room * 2;
      struct cfg_line *lines = reallocarray (cfg->lines, room, sizeof *lines);
      if (lines == NULL)
        return NULL;
      cfg->lines = lines;
      cfg->room = room;
    }
  struct cfg_line *line = &cfg->lines[cfg->count];
  line->key = arena_copy (arena, key);
  if (line->key == NULL)
    return NULL;
  cfg->count++;
  return line;
}

int
cfg_set (struct cfg *cfg, struct arena *arena,
         const char *key, const char *value)
{
  if (!cfg_key_is_valid (key)
      || (value != NULL && string_has_control (value)))
    {
      errno = EINVAL;
      return -1;
    }

  struct cfg_line *line = cfg_find (cfg, key);
  if (value == NULL)
    {
      if (line != NULL)
        cfg_remove (cfg, line);
      return 0;
    }
  if (line != NULL && strcmp (line->value, value) == 0)
    return 0;

  const char *copy = arena_copy (arena, value);
  if (copy == NULL)
    return -1;
  if (line == NULL)
    line = cfg_append (cfg, arena, key);
  if (line == NULL)
    return -1;
  line->value = copy;
  cfg->dirty = true;
  return 0;
}

const char *
cfg_get (const struct cfg *cfg, const char *key)
{
  const struct cfg_line *line = cfg_find (cfg, key);
  return line != NULL ? line->value : NULL;
}

static bool
cfg_is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

/* Takes the blanks off the front of *START; the length up to END without those
 * at the end. */
static size_t
cfg_strip (const char **start, const char *end)
{
  while (*start < end && cfg_is_blank (**start))
    (*start)++;
  while (end > *start && cfg_is_blank (end[-1]))
    end--;
  return (size_t) (end - *start);
}

bool
cfg_next (const char **at, const char *end, struct cfg_piece *ret)
{
  while (*at < end)
    {
      const char *line = *at;
      const char *stop = memchr (line, '\n', (size_t) (end - line));
      if (stop == NULL)
        stop = end;
      *at = stop < end ? stop + 1 : end;
      const char *equals = memchr (line, '=', (size_t) (stop - line));
      if (equals == NULL)
        continue;
      *ret = (struct cfg_piece) { .key = line, .value = equals + 1 };
      ret->key_length = cfg_strip (&ret->key, equals);
      ret->value_length = cfg_strip (&ret->value, stop);
      return true;
    }
  return false;
}

int
cfg_parse (struct cfg *cfg, struct arena *arena,
           const char *bytes, size_t length)
{
  const char *at = bytes;
  struct cfg_piece piece;
  while (cfg_next (&at, bytes + length, &piece))
    {
      const char *key = arena_copy_bytes (arena, piece.key, piece.key_length);
      const char *value = arena_copy_bytes (arena, piece.value,
                                            piece.value_length);
      if (key == NULL || value == NULL)
        return -1;
      /* What we could not write ourselves we do not take over. */
      if (cfg_set (cfg, arena, key, value) < 0 && errno != EINVAL)
        return -1;
    }
  cfg->dirty = false;
  return 0;
}

void
cfg_print (const struct cfg *cfg, struct text *out)
{
  for (size_t i = 0; i < cfg->count; i++)
    text_addf (out, "%s = %s\n", cfg->lines[i].key, cfg->lines[i].value);
}

void
cfg_release (struct cfg *cfg)
{
  free (cfg->lines);
  *cfg = (struct cfg) { 0 };
}

/* ---- Python string literals ------------------------------------------ */

/* Code points that repr () escapes although they are not ASCII controls: other
 * spaces, format characters, surrogates, private use (categories Zs, Zl, Zp,
 * Cc, Cf, Cs, Co of the Unicode database). */
static const struct { uint32_t first, last; } unprintable[] = {
  { 0x80, 0xa0 }, { 0xad, 0xad }, { 0x600, 0x605 }, { 0x61c, 0x61c },
  { 0x6dd, 0x6dd }, { 0x70f, 0x70f }, { 0x1680, 0x1680 }, { 0x180e, 0x180e },
  { 0x2000, 0x200f }, { 0x2028, 0x202f }, { 0x205f, 0x206f },
  { 0x3000, 0x3000 }, { 0xd800, 0xf8ff }, { 0xfeff, 0xfeff },
  { 0xfff0, 0xfffb }, { 0xfffe, 0xffff }, { 0xe0000, 0xe0fff },
  { 0xf0000, 0x10ffff },
};

static bool
cfg_is_printable (uint32_t point)
{
  for (size_t i = 0; i < sizeof unprintable / sizeof unprintable[0]; i++)
    if (point >= unprintable[i].first && point <= unprintable[i].last)
      return false;
  return true;
}

/* Decodes one code point of well-formed UTF-8 and moves *S behind it. */
static uint32_t
cfg_utf8_next (const unsigned char **s)
{
  uint32_t point = **s;
  size_t more = point >= 0xf0 ? 3 : point >= 0xe0 ? 2 : point >= 0xc0 ? 1 : 0;
  if (more > 0)
    point &= 0x3fu >> more;
  for ((*s)++; more > 0 && (**s & 0xc0) == 0x80; more--, (*s)++)
    point = point << 6 | (**s & 0x3fu);
  return point;
}

static void
cfg_utf8_add (struct text *out, uint32_t point)
{
  if (point < 0x80)
    text_add_char (out, (char) point);
  else if (point < 0x800)
    text_addf (out, "%c%c", (int) (0xc0 | point >> 6),
               (int) (0x80 | (point & 0x3f)));
  else if (point < 0x10000)
    text_addf (out, "%c%c%c", (int) (0xe0 | point >> 12),
               (int) (0x80 | (point >> 6 & 0x3f)),
               (int) (0x80 | (point & 0x3f)));
  else
    text_addf (out, "%c%c%c%c", (int) (0xf0 | point >> 18),
               (int) (0x80 | (point >> 12 & 0x3f)),
               (int) (0x80 | (point >> 6 & 0x3f)),
               (int) (0x80 | (point & 0x3f)));
}

void
cfg_add_repr (struct text *out, const char *string)
{
  char quote = strchr (string, '\'') != NULL && strchr (string, '"') == NULL
                 ? '"' : '\'';
  text_add_char (out, quote);
  for (const unsigned char *s = (const unsigned char *) string; *s != '\0';)
    {
      const unsigned char *start = s;
      uint32_t point = cfg_utf8_next (&s);
      if (point == '\\' || point == (unsigned char) quote)
        text_addf (out, "\\%c", (int) point);
      else if (point == '\n' || point == '\r' || point == '\t')
        text_addf (out, "\\%c", point == '\n' ? 'n' : point == '\r' ? 'r' : 't');
      else if (point >= 0x20 && point != 0x7f && cfg_is_printable (point))
        text_add_bytes (out, start, (size_t) (s - start));
      else
        text_addf (out, point < 0x100 ? "\\x%02x"
                        : point < 0x10000 ? "\\u%04x" : "\\U%08x", point);
    }
  text_add_char (out, quote);
}

/* Reads the escape behind a backslash at *S, which is moved behind it. */
static void
cfg_add_escape (struct text *out, const char **s)
{
  char kind = *(*s)++;
  size_t digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
  char number[9] = "";

  if (digits == 0)
    {
      text_add_char (out, (char) (kind == 'n' ? '\n' : kind == 'r' ? '\r'
                                  : kind == 't' ? '\t' : kind));
      return;
    }
  for (size_t i = 0; i < digits && **s != '\0'; i++)
    number[i] = *(*s)++;
  cfg_utf8_add (out, (uint32_t) strtoul (number, NULL, 16));
}

const char *
cfg_unrepr (struct arena *arena, const char *value)
{
  size_t length = strlen (value);
  if (length < 2 || (*value != '\'' && *value != '"')
      || value[length - 1] != *value)
    return arena_copy (arena, value);

  struct text out = TEXT_EMPTY;
  const char *end = value + length - 1;
  for (const char *s = value + 1; s < end;)
    {
      char c = *s++;
      if (c == '\\' && s < end)
        cfg_add_escape (&out, &s);
      else
        text_add_char (&out, c);
    }
  const char *result = out.failed ? NULL
                       : arena_copy (arena, text_string (&out));
  text_clear (&out);
  return result;
}
