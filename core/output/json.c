/* json.c: what --json prints (RFC 8259). */
#include <config.h>

#include "json.h"

#include "cleanup.h"
#include "signals.h"
#include "text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

/* The length in bytes of the UTF-8 character at S (RFC 3629); 0 where the bytes are
 * not well-formed. */
static int
json_utf8_length (const unsigned char *s)
{
  int length = *s < 0x80 ? 1 : *s < 0xc2 ? 0 : *s < 0xe0 ? 2 : *s < 0xf0 ? 3
               : *s < 0xf5 ? 4 : 0;
  for (int i = 1; i < length; i++)
    if ((s[i] & 0xc0) != 0x80)
      return 0;
  bool bad = (*s == 0xe0 && s[1] < 0xa0) || (*s == 0xed && s[1] > 0x9f)
             || (*s == 0xf0 && s[1] < 0x90) || (*s == 0xf4 && s[1] > 0x8f);
  return bad ? 0 : length;
}

/* Bytes of a path that are not UTF-8 become lone surrogates, as in Python, where
 * os.fsencode gives the path back (PEP 383). */
void
json_string (FILE *out, const char *text)
{
  if (text == NULL)
    {
      fputs ("null", out);
      return;
    }
  fputc ('"', out);
  const unsigned char *s = (const unsigned char *) text;
  while (*s != '\0')
    {
      int length = json_utf8_length (s);
      if (length == 0)
        fprintf (out, "\\udc%02x", *s);
      else if (*s == '"' || *s == '\\')
        fprintf (out, "\\%c", *s);
      else if (*s < 0x20)
        fprintf (out, "\\u%04x", *s);
      else
        fwrite (s, 1, (size_t) length, out);
      s += length > 0 ? length : 1;
    }
  fputc ('"', out);
}

void
json_member (FILE *out, const char *name, const char *value)
{
  json_string (out, name);
  fputs (": ", out);
  json_string (out, value);
  fputs (", ", out);
}

void
json_boolean (FILE *out, const char *name, bool value)
{
  json_string (out, name);
  fprintf (out, ": %s, ", value ? "true" : "false");
}

void
json_last (FILE *out, const char *name, const char *value)
{
  json_string (out, name);
  fputs (": ", out);
  json_string (out, value);
  fputs ("}\n", out);
}

void
json_number (FILE *out, const char *name, uint64_t value)
{
  json_string (out, name);
  fprintf (out, ": %ju, ", (uintmax_t) value);
}

void
json_end (FILE *out, int status, const char *error)
{
  fprintf (out, "\"status\": %d, \"error\": ", status);
  json_string (out, error);
  fputs ("}\n", out);
}

static void
json_plugins (FILE *out, const pyvenv_builder *builder)
{
  const struct pyvenv_plugin *plugin;
  fputs ("\"plugins\": [", out);
  for (size_t i = 0;
       (plugin = pyvenv_builder_plugin (builder, i, NULL)) != NULL; i++)
    {
      if (i > 0)
        fputs (", ", out);
      json_string (out, plugin->name);
    }
  fputs ("], ", out);
}

void
json_environment (const struct pyvenv_event *event,
                  const pyvenv_builder *builder, struct warning **warnings)
{
  const pyvenv_context *cx = event->context;
  fputc ('{', stdout);
  json_member (stdout, "env_dir", pyvenv_env_dir (cx));
  json_member (stdout, "name", pyvenv_env_name (cx));
  json_member (stdout, "prompt", pyvenv_prompt (cx));
  json_member (stdout, "python", pyvenv_env_python (cx));
  json_member (stdout, "base_python", pyvenv_base_python (cx));
  json_member (stdout, "version", pyvenv_python_fact (cx, "version"));
  json_member (stdout, "implementation",
               pyvenv_python_fact (cx, "implementation"));
  json_member (stdout, "bin_dir", pyvenv_bin_dir (cx));
  json_member (stdout, "site_dir", pyvenv_site_dir (cx));
  json_member (stdout, "cfg_path", pyvenv_cfg_path (cx));
  json_plugins (stdout, builder);
  fputs ("\"warnings\": ", stdout);
  warnings_print (warnings, stdout, cx);
  fputs (", ", stdout);
  json_boolean (stdout, "created", event->text == NULL);
  json_end (stdout, signals_status (pyvenv_error_kind (cx)), event->text);
}

void
json_failure (const char *env_dir, int status, const char *error)
{
  CLEAN_TEXT struct text path = TEXT_EMPTY;
  CLEAN_FREE char *cwd = *env_dir != '/' ? getcwd (NULL, 0) : NULL;
  if (cwd != NULL)
    text_add_path (&path, cwd);
  if (*env_dir == '/' || cwd != NULL)
    text_add_path (&path, env_dir);
  fputc ('{', stdout);
  json_member (stdout, "env_dir", path.length == 0 || path.failed ? env_dir
               : text_string (&path));
  fputs ("\"created\": false, ", stdout);
  json_end (stdout, status, error);
}

void
json_event (const struct pyvenv_event *event)
{
  static const char *const kinds[]
    = { "progress", "amount", "warning", "debug", "finished" };
  static const char *const streams[] = { "main", "stdout", "stderr" };

  fputc ('{', stderr);
  json_member (stderr, "event", kinds[event->kind]);
  if (event->kind == PYVENV_EVENT_PROGRESS)
    json_member (stderr, "stream",
                 streams[event->stream >= 0 && event->stream < 3
                         ? event->stream : 0]);
  if (event->kind == PYVENV_EVENT_AMOUNT)
    {
      json_number (stderr, "done", event->done);
      json_number (stderr, "total", event->total);
    }
  json_member (stderr, "env_dir", pyvenv_env_dir (event->context));
  json_last (stderr, "text", event->text);
}
