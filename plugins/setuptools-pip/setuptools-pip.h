/* setuptools-pip.h: what the user asked this plugin for, and the ways to get
 * it. */
#ifndef PYVENV_SETUPTOOLS_PIP_H
#define PYVENV_SETUPTOOLS_PIP_H

#include <pyvenv-plugin.h>

/* In the order in which wheels are installed: pip decides what the scripts of
 * the others look like. */
enum project { PROJECT_PIP, PROJECT_SETUPTOOLS, PROJECT_WHEEL, PROJECTS };

/* The value of the key `source`. */
enum source {
  SOURCE_AUTO, SOURCE_INDEX, SOURCE_FIND_LINKS, SOURCE_BUNDLED, SOURCE_LOCAL,
  SOURCE_SCRIPT
};

struct setuptools_pip {
  int no_setuptools;            /* neither, as in the manual */
  int no_pip;
  int pre;
  enum source source;
  const char *versions[PROJECTS]; /* as given, or NULL */
  const char *scripts[PROJECTS]; /* URLs, or NULL */
  const char *index_url;        /* NULL: the settings of pip count */
  const char *find_links;       /* the same */
};

/* Of one environment. */
struct setuptools_pip_env {
  int is_done;                  /* all that is wanted was installed */
};

/* "pip", ... */
const char *project_name (enum project project);

/* A non-zero value if VERSION is "latest", "none" or "venv". */
int project_version_is_word (const char *version);

/* A non-zero value if the environment is to have PROJECT. */
int project_is_wanted (const struct setuptools_pip *self,
                       const pyvenv_context *cx, enum project project);

/* A non-zero value if the user chose a version of PROJECT.  "latest" chooses
 * none. */
int project_is_chosen (const struct setuptools_pip *self,
                       enum project project);

/* "pip", "pip==24.0", "pip>=23": what is asked for, a string of the context.
 * NULL after pyvenv_fail. */
const char *project_requirement (const struct setuptools_pip *self,
                                 pyvenv_context *cx, enum project project);

/* Tells that the project NAME is being installed, and that it is done, as the
 * manual's example does. */
void project_start (pyvenv_context *cx, const char *name);
void project_done (pyvenv_context *cx);

/* Installs the newest wheels of the projects that are marked in WANTED, by the
 * key `source`. */
int source_install (const struct setuptools_pip *self, pyvenv_context *cx,
                    const int wanted[PROJECTS]) PYVENV_CHECK;

/* Installs the wheel at PATH, natively where possible. */
int wheel_install (pyvenv_context *cx, const char *path,
                   unsigned flags) PYVENV_CHECK;

/* The manual's way: downloads the script at URL into the bin folder, runs it
 * there with the environment's python and the ARGUMENTS, a list that ends with
 * NULL, and deletes it, whatever happened.  NAME of the project is for
 * messages. */
int script_install (pyvenv_context *cx, const char *name, const char *url,
                    const char *const *arguments) PYVENV_CHECK;

/* The same for the script that installs pip, from where it is published for the
 * environment's python. */
int script_install_published (pyvenv_context *cx, const char *name,
                              const char *const *arguments) PYVENV_CHECK;

/* Whether URL can be that of a script; if not, an error of usage. */
int script_check (pyvenv_context *cx, const char *key,
                  const char *url) PYVENV_CHECK;

#endif
