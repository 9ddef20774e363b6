/* activation_variables.h: activation scripts with variables of the user's own. */
#ifndef PYVENV_ACTIVATION_VARIABLES_H
#define PYVENV_ACTIVATION_VARIABLES_H

#include "activation.h"
#include "template.h"
#include "text.h"
#include "variables.h"

/* Adds SCRIPT to OUT as template_fill does, with what sets VARIABLES and notes how to
 * undo it, for its "deactivate". */
void activation_variables_fill (struct text *out,
                                const struct activation_script *script,
                                const struct template_value *values,
                                const struct activation_variables *variables);

#endif
