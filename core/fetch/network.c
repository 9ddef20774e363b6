/* network.c: how to reach servers, as the user's pip would. */
#include <config.h>

#include "network.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* pip's own defaults. */
#define NETWORK_TIMEOUT 15
#define NETWORK_RETRIES 5

/* More would overflow libcurl's milliseconds; nobody waits an hour. */
#define NETWORK_TIMEOUT_MOST 3600
#define NETWORK_RETRIES_MOST 100

/* The value of a variable; an empty one counts as unset, as in pip. */
static const char *
network_variable (const char *name)
{
  const char *value = getenv (name);
  return value != NULL && *value != '\0' ? value : NULL;
}

/* A number from LEAST to MOST; FALLBACK where VALUE is none. */
static long
network_number (const char *value, long least, long most, long fallback)
{
  if (value == NULL)
    return fallback;

  /* A fraction, which pip accepts in time-outs, is rounded up. */
  char *end;
  double number = strtod (value, &end);
  if (end == value || *end != '\0' || !(number >= 0))
    return fallback;
  if (number >= (double) most)
    return most;
  long whole = (long) number;
  if ((double) whole < number)
    whole++;
  return whole < least ? least : whole;
}

void
network_set_certificates (struct network *network, const char *name)
{
  struct stat st;
  bool is_dir = stat (name, &st) == 0 && S_ISDIR (st.st_mode);
  network->ca_dir = is_dir ? name : NULL;
  network->ca_file = is_dir ? NULL : name;
}

void
network_from_environment (struct network *ret)
{
  static const char *const certificates[] = {
    "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE",
    "SSL_CERT_DIR", NULL
  };

  *ret = (struct network) { 0 };
  const char *timeout = network_variable ("PIP_DEFAULT_TIMEOUT");
  if (timeout == NULL)
    timeout = network_variable ("PIP_TIMEOUT");
  ret->timeout = network_number (timeout, 1, NETWORK_TIMEOUT_MOST,
                                 NETWORK_TIMEOUT);
  ret->retries = (unsigned) network_number (network_variable ("PIP_RETRIES"),
                                            0, NETWORK_RETRIES_MOST,
                                            NETWORK_RETRIES);
  ret->proxy = network_variable ("PIP_PROXY");
  ret->client_cert = network_variable ("PIP_CLIENT_CERT");
  for (size_t i = 0; certificates[i] != NULL; i++)
    {
      const char *name = network_variable (certificates[i]);
      if (name == NULL)
        continue;
      network_set_certificates (ret, name);
      break;
    }
}
