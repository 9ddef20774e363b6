/* hook_changes.c: requests that look at the environment, change it, or say something.
 * Each is the function pyvenv_NAME with its arguments as fields. */
#include <config.h>

#include "hook.h"
#include "hook_base64.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int
hook_cfg_get (struct hook *hook, const json_t *request, json_t **ret)
{
  const char *key = NULL;
  if (hook_field_string (hook, request, "key", true, &key) < 0)
    return -1;
  const char *value = pyvenv_cfg_get (hook->cx, key);
  *ret = json_pack ("{s:s?}", "value", value);
  return 0;
}

static int
hook_cfg_set (struct hook *hook, const json_t *request, json_t **ret)
{
  const char *key = NULL, *value = NULL;
  (void) ret;
  return hook_field_string (hook, request, "key", true, &key) < 0
         || hook_field_string (hook, request, "value", false, &value) < 0 ? -1
         : pyvenv_cfg_set (hook->cx, key, value);
}

static int
hook_option (struct hook *hook, const json_t *request, json_t **ret)
{
  const char *name = NULL;
  if (hook_field_string (hook, request, "name", true, &name) < 0)
    return -1;
  *ret = json_pack ("{s:s?}", "value", pyvenv_option_value (hook->cx, name));
  return 0;
}

static int
hook_set_prompt (struct hook *hook, const json_t *request, json_t **ret)
{
  const char *prompt = NULL;
  (void) ret;
  return hook_field_string (hook, request, "prompt", true, &prompt) < 0 ? -1
         : pyvenv_set_prompt (hook->cx, prompt);
}

static int
hook_set_variable (struct hook *hook, const json_t *request, json_t **ret)
{
  static const char *const ways[] = { "set", "prepend", "default" };
  const char *name = NULL, *value = NULL, *how = "set";
  (void) ret;
  if (hook_field_string (hook, request, "name", true, &name) < 0
      || hook_field_string (hook, request, "value", true, &value) < 0
      || hook_field_string (hook, request, "how", false, &how) < 0)
    return -1;
  for (int way = PYVENV_VARIABLE_SET; way <= PYVENV_VARIABLE_DEFAULT; way++)
    if (strcmp (how, ways[way]) == 0)
      return pyvenv_set_variable (hook->cx, name, value, way);
  return hook_error_usage (hook, "how", "is none of set, prepend and default");
}

static int
hook_add_path (struct hook *hook, const json_t *request, json_t **ret)
{
  const char *folder = NULL;
  (void) ret;
  return hook_field_string (hook, request, "folder", true, &folder) < 0 ? -1
         : pyvenv_add_path (hook->cx, folder);
}

static int
hook_make_dir (struct hook *hook, const json_t *request, json_t **ret)
{
  const char *path = NULL;
  (void) ret;
  return hook_field_string (hook, request, "path", true, &path) < 0 ? -1
         : pyvenv_make_dir (hook->cx, path);
}

static int
hook_remove (struct hook *hook, const json_t *request, json_t **ret)
{
  const char *path = NULL;
  (void) ret;
  return hook_field_string (hook, request, "path", true, &path) < 0 ? -1
         : pyvenv_remove (hook->cx, path);
}

static int
hook_link_or_copy (struct hook *hook, const json_t *request, json_t **ret)
{
  const char *source = NULL, *path = NULL;
  (void) ret;
  return hook_field_string (hook, request, "source", true, &source) < 0
         || hook_field_string (hook, request, "path", true, &path) < 0 ? -1
         : pyvenv_link_or_copy (hook->cx, source, path);
}

/* "0644", in octal; 0 where there is none. */
static int
hook_take_mode (struct hook *hook, const json_t *request, unsigned *ret)
{
  const char *mode = NULL;
  if (hook_field_string (hook, request, "mode", false, &mode) < 0)
    return -1;
  if (mode == NULL)
    return 0;
  char *end;
  unsigned long value = strtoul (mode, &end, 8);
  if (*mode < '0' || *mode > '7' || *end != '\0' || value > 07777)
    return hook_error_usage (hook, "mode", "is no octal number");
  *ret = (unsigned) value;
  return 0;
}

static int
hook_write_file (struct hook *hook, const json_t *request, json_t **ret)
{
  const json_t *text = json_object_get (request, "text");
  const char *path = NULL, *base64 = NULL;
  unsigned mode = 0;
  (void) ret;
  if (hook_field_string (hook, request, "path", true, &path) < 0
      || hook_field_string (hook, request, "base64", false, &base64) < 0
      || hook_take_mode (hook, request, &mode) < 0)
    return -1;
  if (json_is_string (text) == (base64 != NULL))
    return hook_error_usage (hook, "text", "or 'base64', a string, is to say what the "
                             "file holds");
  if (base64 == NULL)
    return pyvenv_write_file (hook->cx, path, json_string_value (text),
                              json_string_length (text), mode);
  size_t length;
  void *bytes = hook_base64_decode (base64, &length);
  if (bytes == NULL)
    return errno == EINVAL ? hook_error_usage (hook, "base64", "is no base64")
           : pyvenv_fail (hook->cx, errno, "cannot write '%s'", path);
  int result = pyvenv_write_file (hook->cx, path, bytes, length, mode);
  free (bytes);
  return result;
}

static int
hook_define (struct hook *hook, const json_t *request, json_t **ret)
{
  const char *name = NULL, *value = NULL;
  (void) ret;
  return hook_field_string (hook, request, "name", true, &name) < 0
         || hook_field_string (hook, request, "value", true, &value) < 0 ? -1
         : pyvenv_define (hook->cx, name, value);
}

static int
hook_install_scripts (struct hook *hook, const json_t *request, json_t **ret)
{
  const char *folder = NULL;
  (void) ret;
  return hook_field_string (hook, request, "folder", true, &folder) < 0 ? -1
         : pyvenv_install_scripts (hook->cx, folder);
}

static int
hook_warn (struct hook *hook, const json_t *request, json_t **ret)
{
  const char *text = NULL;
  (void) ret;
  if (hook_field_string (hook, request, "text", true, &text) < 0)
    return -1;
  pyvenv_warn (hook->cx, "%s", text);
  return 0;
}

static int
hook_debug (struct hook *hook, const json_t *request, json_t **ret)
{
  const char *text = NULL;
  (void) ret;
  if (hook_field_string (hook, request, "text", true, &text) < 0)
    return -1;
  pyvenv_debug (hook->cx, "%s", text);
  return 0;
}

static int
hook_progress (struct hook *hook, const json_t *request, json_t **ret)
{
  static const char *const streams[] = { "main", "stdout", "stderr" };
  const char *text = NULL, *stream = "main";
  (void) ret;
  if (hook_field_string (hook, request, "text", true, &text) < 0
      || hook_field_string (hook, request, "stream", false, &stream) < 0)
    return -1;
  for (int i = PYVENV_PROGRESS_MAIN; i <= PYVENV_PROGRESS_STDERR; i++)
    if (strcmp (stream, streams[i]) == 0)
      {
        pyvenv_progress (hook->cx, i, text);
        return 0;
      }
  return hook_error_usage (hook, "stream", "is none of main, stdout and stderr");
}

static int
hook_progress_amount (struct hook *hook, const json_t *request, json_t **ret)
{
  const json_t *done = json_object_get (request, "done");
  const json_t *total = json_object_get (request, "total");
  const char *what = NULL;
  (void) ret;
  if (hook_field_string (hook, request, "what", true, &what) < 0)
    return -1;
  if (json_integer_value (done) < 0 || json_integer_value (total) < 0)
    return hook_error_usage (hook, "done", "and 'total' are never less than 0");
  pyvenv_progress_amount (hook->cx, what, (uint64_t) json_integer_value (done),
                          (uint64_t) json_integer_value (total));
  return 0;
}

const struct hook_request_row hook_changes[] = {
  { "cfg_get", hook_cfg_get },
  { "cfg_set", hook_cfg_set },
  { "option", hook_option },
  { "set_prompt", hook_set_prompt },
  { "set_variable", hook_set_variable },
  { "add_path", hook_add_path },
  { "make_dir", hook_make_dir },
  { "write_file", hook_write_file },
  { "link_or_copy", hook_link_or_copy },
  { "remove", hook_remove },
  { "define", hook_define },
  { "install_scripts", hook_install_scripts },
  { "warn", hook_warn },
  { "debug", hook_debug },
  { "progress", hook_progress },
  { "progress_amount", hook_progress_amount },
  { NULL, NULL }
};
