(builtin realpath -- (dirname -- (status filename))/..)
