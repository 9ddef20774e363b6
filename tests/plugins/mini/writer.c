/* writer: uses one utility with what its keys say, after the rest of its phase;
 * then fails where it is told to, so that all of it must be undone. */
#include <pyvenv-plugin.h>
#include <stdlib.h>
#include <string.h>

struct writer {
  const char *file, *dir, *remove, *link, *cfg, *scripts, *code, *fetch, *hash;
  int fail;
};

static const struct pyvenv_key writer_keys[] = {
  { "file", "RELPATH", "write a file there" },
  { "dir", "RELPATH", "make a directory there" },
  { "remove", "RELPATH", "remove what is there" },
  { "link", "RELPATH", "link or copy the interpreter to there" },
  { "cfg", "KEY=VALUE", "set a key of pyvenv.cfg" },
  { "scripts", "DIR", "install the scripts of that folder" },
  { "code", "PYTHON", "run that in the environment" },
  { "fetch", "URL", "download it to fetched/file" },
  { "hash", "HASH", "which has this hash" },
  { "fail", NULL, "fail in the end" },
  { NULL, NULL, NULL }
};

static int
writer_config (void *self, pyvenv_context *cx, const char *key,
               const char *value)
{
  struct writer *writer = self;
  if (strcmp (key, "fail") == 0)
    return pyvenv_parse_bool (cx, key, value, &writer->fail);
  const char **field = strcmp (key, "file") == 0 ? &writer->file
    : strcmp (key, "dir") == 0 ? &writer->dir
    : strcmp (key, "remove") == 0 ? &writer->remove
    : strcmp (key, "link") == 0 ? &writer->link
    : strcmp (key, "cfg") == 0 ? &writer->cfg
    : strcmp (key, "scripts") == 0 ? &writer->scripts
    : strcmp (key, "fetch") == 0 ? &writer->fetch
    : strcmp (key, "hash") == 0 ? &writer->hash
    : &writer->code;
  *field = value;
  return 0;
}

static int
writer_set_cfg (pyvenv_context *cx, const char *pair)
{
  const char *equals = strchr (pair, '=');
  if (equals == NULL)
    return pyvenv_cfg_set (cx, pair, NULL);
  const char *key = pyvenv_format (cx, "%.*s", (int) (equals - pair), pair);
  if (key == NULL || pyvenv_cfg_set (cx, key, equals + 1) < 0)
    return -1;
  const char *now = pyvenv_cfg_get (cx, key);
  if (now == NULL || strcmp (now, equals + 1) != 0)
    return pyvenv_fail (cx, 0, "cfg_get does not see what cfg_set set");
  return 0;
}

static int
writer_run (pyvenv_context *cx, const char *code)
{
  const char *argv[] = { "-c", code, NULL };
  int status = -2;
  int answer = pyvenv_run_python (cx, argv, NULL, NULL, &status);
  if (answer < 0 && status == 0)
    return pyvenv_fail (cx, 0, "run_python failed with status 0");
  return answer;
}

static int
writer_work (const struct writer *writer, pyvenv_context *cx)
{
  const char *text = "written\n";
  if (writer->file != NULL
      && pyvenv_write_file (cx, writer->file, text, strlen (text), 0) < 0)
    return -1;
  if (writer->dir != NULL && pyvenv_make_dir (cx, writer->dir) < 0)
    return -1;
  if (writer->remove != NULL && pyvenv_remove (cx, writer->remove) < 0)
    return -1;
  if (writer->link != NULL
      && pyvenv_link_or_copy (cx, pyvenv_base_python (cx), writer->link) < 0)
    return -1;
  if (writer->cfg != NULL && writer_set_cfg (cx, writer->cfg) < 0)
    return -1;
  if (writer->scripts != NULL
      && (pyvenv_define (cx, "__WRITER_WORD__", "it's $HOME") < 0
          || pyvenv_install_scripts (cx, writer->scripts) < 0))
    return -1;
  if (writer->fetch != NULL)
    {
      int result = pyvenv_fetch (cx, writer->fetch, "fetched/file",
                                 writer->hash, 0);
      if (result == PYVENV_MISSING)
        return pyvenv_fail (cx, 0, "told that nothing is there");
      if (result != 0)
        return -1;
    }
  return writer->code != NULL ? writer_run (cx, writer->code) : 0;
}

static int
writer_post_setup (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  const struct writer *writer = self;
  if (pyvenv_call_next (next) < 0 || writer_work (writer, cx) < 0)
    return -1;
  return writer->fail ? pyvenv_fail (cx, 0, "told to fail") : 0;
}

/* The same in setup_python, which --upgrade runs too. */
static int
writer_setup_python (void *self, pyvenv_context *cx, pyvenv_next *next)
{
  if ((pyvenv_options (cx) & PYVENV_UPGRADE) == 0)
    return pyvenv_call_next (next);
  return writer_post_setup (self, cx, next);
}

PYVENV_PLUGIN = {
  PYVENV_PLUGIN_INIT,
  .name = "writer",
  .keys = writer_keys,
  .state_size = sizeof (struct writer),
  .config = writer_config,
  .setup_python = writer_setup_python,
  .post_setup = writer_post_setup,
};
