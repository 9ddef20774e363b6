/* activation_variables.c: what the activation scripts say of variables.
 *
 * Each shell has one row of fragments.  The first saves what a variable was, and
 * notes how that is given back; "deactivate" in the script does what was noted. */
#include <config.h>

#include "activation_variables.h"

#include <pyvenv-plugin.h>
#include <string.h>

/* The line of a script that stands for all of them. */
#define VARIABLES_MARK "__VENV_VARIABLES__\n"

/* In the fragments @N is the name of the variable and @V its value as a word. */
struct variable_style {
  const char *suffix;           /* of the script's name */
  const char *begin_default;    /* in front of what is for an unset variable, */
  const char *end_default;      /* and behind */
  const char *save;
  const char *set;
  const char *prepend;
  const char *path;             /* a folder in front of PATH, which is saved */
  const char *path_below;       /* the same below the environment */
};

/* The last row is for the sh family. */
static const struct variable_style variable_styles[] = {
  { ".csh",
    "set _venv_unset = 1\n"
    "if ($?@N) set _venv_unset = 0\n"
    "if ($_venv_unset) then\n",
    "endif\nunset _venv_unset\n",
    "if (! $?_OLD_VIRTUAL_UNDO) set _OLD_VIRTUAL_UNDO = \"\"\n"
    "if ($?@N) then\n"
    "    set _OLD_VIRTUAL_VAR_@N = \"$@N:q\"\n"
    "    set _OLD_VIRTUAL_UNDO = \"$_OLD_VIRTUAL_UNDO:q\"'setenv @N "
    "\"$_OLD_VIRTUAL_VAR_@N:q\"; unset _OLD_VIRTUAL_VAR_@N; '\n"
    "else\n"
    "    set _OLD_VIRTUAL_UNDO = \"$_OLD_VIRTUAL_UNDO:q\"'unsetenv @N; '\n"
    "endif\n",
    "setenv @N @V\n",
    "set _venv_rest = \"\"\n"
    "if ($?@N) then\n"
    "    if (\"x$@N:q\" != x) set _venv_rest = \":$@N:q\"\n"
    "endif\n"
    "setenv @N @V\"$_venv_rest:q\"\n"
    "unset _venv_rest\n",
    "if (\"x$PATH:q\" == x) then\n"
    "    setenv PATH @V\n"
    "else\n"
    "    setenv PATH @V\":$PATH:q\"\n"
    "endif\n",
    "if (\"x$PATH:q\" == x) then\n"
    "    setenv PATH \"$VIRTUAL_ENV:q\"/@V\n"
    "else\n"
    "    setenv PATH \"$VIRTUAL_ENV:q\"/@V\":$PATH:q\"\n"
    "endif\n" },

  { ".fish",
    "if not set -q @N\n", "end\n",
    "if set -qgx @N\n"
    "    set -g _OLD_VIRTUAL_VAR_@N $@N\n"
    "    set -ga _OLD_VIRTUAL_UNDO 'set -gx @N $_OLD_VIRTUAL_VAR_@N; "
    "set -e _OLD_VIRTUAL_VAR_@N;'\n"
    "else if set -qg @N\n"
    "    set -g _OLD_VIRTUAL_VAR_@N $@N\n"
    "    set -ga _OLD_VIRTUAL_UNDO 'set -gu @N $_OLD_VIRTUAL_VAR_@N; "
    "set -e _OLD_VIRTUAL_VAR_@N;'\n"
    "else\n"
    "    set -ga _OLD_VIRTUAL_UNDO 'set -eg @N;'\n"
    "end\n",
    "set -gx @N @V\n",
    "if test -n \"$@N\"\n"
    "    set -gx @N (string join : -- @V $@N)\n"
    "else\n"
    "    set -gx @N @V\n"
    "end\n",
    "set -gx PATH @V $PATH\n",
    "set -gx PATH $VIRTUAL_ENV/@V $PATH\n" },

  { ".ps1",
    "if (-not (Test-Path -Path Env:@N)) {\n", "}\n",
    "if (-not (Test-Path -Path Variable:global:_OLD_VIRTUAL_VARIABLES)) {\n"
    "    $global:_OLD_VIRTUAL_VARIABLES = @{}\n"
    "}\n"
    "$global:_OLD_VIRTUAL_VARIABLES['@N'] = $Env:@N\n",
    "$Env:@N = @V\n",
    "$Env:@N = if ($Env:@N) { @V + ':' + $Env:@N } else { @V }\n",
    "$Env:PATH = @V + [IO.Path]::PathSeparator + $Env:PATH\n",
    "$Env:PATH = (Join-Path -Path $VenvDir -ChildPath @V) + "
    "[IO.Path]::PathSeparator + $Env:PATH\n" },

  /* activate.elv has no eval of text that sees its functions. */
  { ".elv",
    "if (not (has-env @N)) {\n", "}\n",
    "if (has-env @N) {\n"
    "  set-env _OLD_VIRTUAL_VAR_@N $E:@N\n"
    "}\n"
    "set-env _OLD_VIRTUAL_VARIABLES $E:_OLD_VIRTUAL_VARIABLES' @N'\n",
    "set-env @N @V\n",
    "if (eq $E:@N '') {\n"
    "  set-env @N @V\n"
    "} else {\n"
    "  set-env @N @V\":\"$E:@N\n"
    "}\n",
    "set-env PATH @V\":\"$E:PATH\n",
    "set-env PATH $E:VIRTUAL_ENV\"/\"@V\":\"$E:PATH\n" },

  /* nushell takes back what an overlay has changed. */
  { ".nu",
    "    if \"@N\" not-in $env {\n", "    }\n",
    "",
    "    $env.@N = @V\n",
    "    $env.@N = ([@V ($env.@N? | default [])] | flatten | where $it != \"\" "
    "| str join \":\")\n",
    "    $env.PATH = ($env.PATH | prepend @V)\n",
    "    $env.PATH = ($env.PATH | prepend ($env_dir | path join @V))\n" },

  { ".xsh",
    "if '@N' not in ${...}:\n    ", "",
    "",
    "_venv_set('@N', @V, False)\n",
    "_venv_set('@N', @V, True)\n",
    "${...}['PATH'].insert(1, @V)\n",
    "${...}['PATH'].insert(1, $VIRTUAL_ENV + '/' + @V)\n" },

  { "activate_this.py",
    "if '@N' not in os.environ:\n    ", "",
    "",
    "os.environ['@N'] = @V\n",
    "os.environ['@N'] = os.pathsep.join(filter(None, [@V, "
    "os.environ.get('@N')]))\n",
    "os.environ['PATH'] = os.pathsep.join([@V, os.environ['PATH']])\n",
    "os.environ['PATH'] = os.pathsep.join([os.path.join(env_dir, @V), "
    "os.environ['PATH']])\n" },

  { "",
    "if [ -z \"${@N+set}\" ]; then\n", "fi\n",
    "if [ -n \"${@N+set}\" ]; then\n"
    "    _OLD_VIRTUAL_VAR_@N=$@N\n"
    "    _OLD_VIRTUAL_UNDO=\"${_OLD_VIRTUAL_UNDO-}@N=\\$_OLD_VIRTUAL_VAR_@N; "
    "export @N; unset _OLD_VIRTUAL_VAR_@N; \"\n"
    "else\n"
    "    _OLD_VIRTUAL_UNDO=\"${_OLD_VIRTUAL_UNDO-}unset @N; \"\n"
    "fi\n",
    "@N=@V\nexport @N\n",
    "@N=@V${@N:+\":$@N\"}\nexport @N\n",
    "PATH=@V${PATH:+\":$PATH\"}\n",
    "PATH=$VIRTUAL_ENV/@V${PATH:+\":$PATH\"}\n" }
};

static const struct variable_style *
variable_style_of (const char *name)
{
  const struct variable_style *style = variable_styles;
  while (!string_ends_with (name, style->suffix))
    style++;
  return style;
}

static void
variable_print (struct text *out, const char *fragment,
                const struct activation_variable *variable,
                const struct quote_style *quotes)
{
  const char *at;
  while ((at = strchr (fragment, '@')) != NULL)
    {
      text_add_bytes (out, fragment, (size_t) (at - fragment));
      if (at[1] == 'N')
        text_add (out, variable->name);
      else if (at[1] == 'V')
        quote_add_quoted (out, variable->value, quotes);
      else
        text_add_bytes (out, at, 2);
      fragment = at + 2;
    }
  text_add (out, fragment);
}

static void
activation_variables_print (struct text *out, const char *name,
                            const struct activation_variables *variables)
{
  const struct variable_style *style = variable_style_of (name);
  const struct quote_style *quotes = quote_style_of (name);
  for (const struct activation_variable *variable = variables->first;
       variable != NULL; variable = variable->next)
    {
      if (variable->how == VARIABLE_PATH)
        {
          variable_print (out, *variable->value == '/' ? style->path
                          : style->path_below, variable, quotes);
          continue;
        }
      bool is_default = variable->how == PYVENV_VARIABLE_DEFAULT;
      if (is_default)
        variable_print (out, style->begin_default, variable, quotes);
      variable_print (out, style->save, variable, quotes);
      variable_print (out, variable->how == PYVENV_VARIABLE_PREPEND
                      ? style->prepend : style->set, variable, quotes);
      if (is_default)
        variable_print (out, style->end_default, variable, quotes);
    }
}

void
activation_variables_fill (struct text *out,
                           const struct activation_script *script,
                           const struct template_value *values,
                           const struct activation_variables *variables)
{
  const struct quote_style *quotes = quote_style_of (script->name);
  const char *mark = strstr (script->source, VARIABLES_MARK);
  const char *rest = mark != NULL ? mark + strlen (VARIABLES_MARK)
                     : script->source;
  if (mark != NULL)
    {
      template_fill (out, script->source, (size_t) (mark - script->source),
                     values, quotes);
      activation_variables_print (out, script->name, variables);
    }
  template_fill (out, rest,
                 script->length - (size_t) (rest - script->source), values,
                 quotes);
}
