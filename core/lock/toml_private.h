/* toml_private.h: between the C face and the C++ library behind it. */
#ifndef PYVENV_TOML_PRIVATE_H
#define PYVENV_TOML_PRIVATE_H

#include "toml_document.h"

#ifdef __cplusplus
extern "C" {
#endif

/* As toml_document_parse, for what is not too deep. */
const struct toml_value *toml_parse (struct arena *arena, const char *bytes,
                                     size_t length, struct toml_error *error);

#ifdef __cplusplus
}
#endif
#endif
