/* hook.h: a program that takes part in the phases by the protocol of pyvenv-hooks(7):
 * lines of JSON on its standard input and output. */
#ifndef PYVENV_HOOK_H
#define PYVENV_HOOK_H

#include <pyvenv-plugin.h>

#include <jansson.h>
#include <stdbool.h>

/* What to run; lasts as long as each of its hooks. */
struct hook_program {
  const char *name;             /* for messages */
  const char **argv;            /* argv[0] is an absolute path; ends with NULL */
  const char *const *keys;      /* what it is told: "NAME=VALUE"; ends with NULL */
  int timeout;                  /* for each of its answers, in seconds; 0: none */
};

/* The options that programs are told, with the bits of pyvenv_options; they end with a
 * NULL name. */
struct hook_option {
  const char *name;
  unsigned bit;
};
extern const struct hook_option hook_options[];

/* When a hook can be called for a phase. */
#define HOOK_BEFORE  (1u << 0)
#define HOOK_INSTEAD (1u << 1)
#define HOOK_AFTER   (1u << 2)

#define HOOK_PHASES 16

/* The hook of one environment; zeroed at first. */
struct hook {
  const struct hook_program *program;
  pyvenv_context *cx;
  pyvenv_child *child;          /* NULL: none, or gone */
  pyvenv_next *next;            /* while "instead" goes on */
  unsigned wanted[HOOK_PHASES]; /* by the number of the phase: HOOK_* */
  bool wants_done;
  int timeout_ms;               /* for each answer; less than 0: none */
  const char *variables[2];     /* of its environment */
  const char *unheeded;         /* a request that failed, and no word that it may */
};

/* Takes VALUE of the key timeout: 0 to 86400 seconds. */
int hook_take_timeout (pyvenv_context *cx, const char *value, int *ret) PYVENV_CHECK;

/* In check: starts PROGRAM and asks what it wants. */
int hook_start (struct hook *hook, pyvenv_context *cx,
                const struct hook_program *program) PYVENV_CHECK;

/* As the hook of a phase. */
int hook_phase (struct hook *hook, pyvenv_next *next) PYVENV_CHECK;

/* In build_done: tells it how it ended, and waits for its end. */
void hook_done (struct hook *hook, int failed_phase);

/* ---- Below it --------------------------------------------------------- */

/* In hook_talk.c: sends CALL, whose reference it takes (NULL: out of memory), answers
 * requests, and gives what the hook returned, a new reference, which may be NULL for
 * whoever does not ask.  What breaks the protocol ends the hook. */
int hook_call (struct hook *hook, json_t *call, json_t **ret) PYVENV_CHECK;

/* Ends the hook at once. */
void hook_kill (struct hook *hook);

/* In hook_hello.c: the first call; NULL after pyvenv_fail. */
json_t *hook_hello (struct hook *hook);

/* Takes what it answered. */
int hook_take_answer (struct hook *hook, json_t *answer) PYVENV_CHECK;

/* In hook_errors.c: the error that is recorded, as an object, and no longer recorded. */
json_t *hook_error_object (pyvenv_context *cx);

/* Records ERROR, an object from the hook.  Returns -1. */
int hook_error_take (struct hook *hook, const json_t *error);

/* Fails because of NAME in a request; returns -1. */
int hook_error_usage (struct hook *hook, const char *name, const char *what);

/* ---- Requests --------------------------------------------------------- */

/* Does one request with the fields of REQUEST.  *RET, NULL at first, is what it answers, a
 * new reference; NULL is an empty object. */
typedef int hook_request (struct hook *hook, const json_t *request, json_t **ret);

struct hook_request_row {
  const char *name;
  hook_request *run;
};

/* End with a NULL name. */
extern const struct hook_request_row hook_changes[], hook_programs[], hook_wheels[];

/* In hook_fields.c: the field NAME of REQUEST.  Each returns -1 after pyvenv_fail where it
 * is there and has another type; one that is not there leaves *RET alone, unless it is
 * required. */
int hook_field_string (struct hook *hook, const json_t *request, const char *name,
                       bool required, const char **ret) PYVENV_CHECK;
int hook_field_flag (struct hook *hook, const json_t *request, const char *name,
                     bool *ret) PYVENV_CHECK;

/* A list of strings that ends with NULL, malloc'd; the strings are REQUEST's. */
int hook_field_list (struct hook *hook, const json_t *request, const char *name,
                     bool required, const char ***ret) PYVENV_CHECK;

/* BIT where the flag NAME is true. */
int hook_field_bit (struct hook *hook, const json_t *request, const char *name,
                    unsigned bit, unsigned *flags) PYVENV_CHECK;

#endif
