/* setuptools-pip.h: what the user asked this plugin for, and the ways to get
 * it. */
#ifndef PYVENV_SETUPTOOLS_PIP_H
#define PYVENV_SETUPTOOLS_PIP_H

#include <pyvenv-plugin.h>

struct setuptools_pip {
  int no_setuptools;            /* neither, as in the manual */
  int no_pip;
  const char *setuptools_script; /* URL, or NULL */
  const char *pip_script;
};

/* The manual's way: downloads the script at URL into the bin folder, runs it
 * there with the environment's python, and deletes it, whatever happened.
 * PROJECT is for messages. */
int script_install (pyvenv_context *cx, const char *project,
                    const char *url) PYVENV_CHECK;

/* Whether URL can be that of a script; if not, an error of usage. */
int script_check (pyvenv_context *cx, const char *key,
                  const char *url) PYVENV_CHECK;

/* Installs PROJECT from the wheel at PATH, which came with the interpreter. */
int bundled_install (pyvenv_context *cx, const char *project,
                     const char *path) PYVENV_CHECK;

/* Tells what is being done, as the manual's example does. */
void report_start (pyvenv_context *cx, const char *project);
void report_done (pyvenv_context *cx);

#endif
