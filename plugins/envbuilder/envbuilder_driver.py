"""Runs a subclass of venv.EnvBuilder as a hook of pyvenv (pyvenv-envbuilder(7)).

pyvenv starts it with the base interpreter and talks to it by the protocol of
pyvenv-hooks(7).  The methods that the class overrides are called at their phases;
venv.EnvBuilder's own are replaced here, so that super() of the class reaches pyvenv.
"""
import argparse
import ast
import importlib
import inspect
import os
import re
import sys
import traceback
import types
import venv

# Nothing is written beside this file.
writes_bytecode = sys.dont_write_bytecode
sys.dont_write_bytecode = True
from envbuilder_host import Host, Refused  # noqa: E402
sys.dont_write_bytecode = writes_bytecode

PHASES = ["ensure_directories", "create_configuration", "setup_python", "setup_scripts",
          "post_setup", "upgrade_dependencies"]

# What a class has to be told where it wants something else than the options say.
OPTIONS = {
    "clear": "--clear says that",
    "symlinks": "--symlinks and --copies say that",
    "upgrade": "--upgrade says that",
    "with_pip": "--without-pip leaves pip out, and without it pip is installed",
    "upgrade_deps": "--upgrade-deps says that",
}


def shown_prompt(prompt, constants):
    """Before Python 3.13 a context's prompt has parentheses."""
    return "(%s) " % prompt if "(%s) " in constants else prompt


def make_context(call, stored, constants):
    """The context of venv, with the attributes of this version of it: those that its
    ensure_directories() stores."""
    environment, python = call["environment"], call["python"]
    executable = python["executable"]
    values = {
        "env_dir": environment["env_dir"],
        "env_name": environment["env_name"],
        "prompt": shown_prompt(environment["prompt"], constants),
        "executable": executable,
        "python_dir": os.path.dirname(executable),
        "python_exe": os.path.basename(executable),
        "inc_path": environment["include_dir"],
        "lib_path": environment["site_dir"],
        "platlib_path": environment["site_dir"],
        "bin_path": environment["bin_dir"],
        "bin_name": environment["bin_name"],
        "env_exe": environment["env_python"],
        "env_exec_cmd": environment["env_python"],
    }
    return types.SimpleNamespace(**{name: value for name, value in values.items()
                                    if name in stored})


class Driver:
    def __init__(self, host, arguments):
        self.host = host
        self.arguments = arguments
        self.phase = None
        self.context = None

    def load(self):
        module, _, name = self.arguments.cls.partition(":")
        sys.path[:1] = self.arguments.path or [os.getcwd()]
        try:
            found = importlib.import_module(module)
            for part in name.split("."):
                found = getattr(found, part)
        except Exception as error:
            traceback.print_exc()
            raise Refused("cannot load the class %s: %s: %s" % (
                self.arguments.cls, type(error).__name__, error), "usage")
        if not (isinstance(found, type) and issubclass(found, venv.EnvBuilder)):
            raise Refused("%s is no subclass of venv.EnvBuilder" % self.arguments.cls,
                          "usage")
        return found

    def overridden(self):
        """The names of the methods of venv.EnvBuilder that the class overrides."""
        return [name for name, method in vars(venv.EnvBuilder).items()
                if inspect.isroutine(method) and name != "__init__"
                and inspect.getattr_static(self.cls, name) is not method]

    def keywords(self, options):
        """What the class is made with: the options of this version of venv, unless it
        gives them itself, and the arguments of the user."""
        values = {
            "system_site_packages": options["system-site-packages"],
            # pyvenv has emptied the folder by then.
            "clear": options["clear"] and not self.arguments.whole,
            "symlinks": options["symlinks"],
            "upgrade": options["upgrade"],
            "with_pip": not options["without-pip"],
            "prompt": options["prompt"],
            "upgrade_deps": options["upgrade-deps"],
        }
        known = inspect.signature(venv.EnvBuilder.__init__).parameters
        taken = inspect.signature(self.cls.__init__).parameters
        anything = any(one.kind == one.VAR_KEYWORD for one in taken.values())
        values = {name: value for name, value in values.items()
                  if name in known and (anything or name in taken)}
        for argument in self.arguments.argument:
            name, _, text = argument.partition("=")
            try:
                values[name] = ast.literal_eval(text)
            except (ValueError, SyntaxError):
                values[name] = text
        if self.arguments.progress:
            values["progress"] = self.host.progress
        return values

    def make(self, options):
        values = self.passed = self.keywords(options)
        while True:
            try:
                return self.cls(**values)
            except TypeError as error:
                twice = re.search(r"multiple values for (?:keyword )?argument '(\w+)'",
                                  str(error))
                if twice is None or values.pop(twice.group(1), self) is self:
                    raise

    def answer(self, call):
        name = call["call"]
        if name == "hello":
            return self.hello(call)
        if name == "done":
            return {}
        self.phase = call["phase"]
        if name == "after":
            self.settle()
        elif self.arguments.whole:
            self.run_whole()
        else:
            self.run_phase()
        self.phase = None
        return {}

    def hello(self, call):
        self.cls = self.load()
        overridden = self.overridden()
        if not self.arguments.whole:
            for name in overridden:
                if name not in PHASES:
                    raise Refused("%s overrides %s(), which pyvenv does not call "
                                  "(--whole has the class do everything)"
                                  % (self.arguments.cls, name), "usage")
        self.builder = self.guard("__init__", self.make, call["options"])
        self.options = self.builder_options()
        self.check_options(call)
        code = inspect.unwrap(venv.EnvBuilder.ensure_directories).__code__
        self.constants = code.co_consts
        self.context = make_context(call, code.co_names, self.constants)
        self.facts = dict(vars(self.context))
        self.cfg_path = call["environment"]["cfg_path"]
        if self.arguments.whole:
            return {"protocol": 1, "phases": {name: "instead" for name in PHASES}}
        self.patch()
        phases = {name: ["instead"] for name in overridden}
        phases.setdefault("create_configuration", []).append("after")
        return {"protocol": 1, "phases": phases}

    def guard(self, name, method, *arguments):
        """Calls a method of the class; what it raises is the error of the phase."""
        try:
            return method(*arguments)
        except Refused:
            raise
        except (Exception, SystemExit) as error:
            traceback.print_exc()
            raise Refused("%s.%s() raised %s: %s" % (
                self.arguments.cls, name, type(error).__name__, error))

    def run_phase(self):
        method = getattr(self.builder, self.phase)
        if self.phase == "ensure_directories":
            context = self.guard(self.phase, method, self.facts["env_dir"])
            if context is None:
                raise Refused("%s.ensure_directories() returned no context"
                              % self.arguments.cls)
            for name, value in self.facts.items():
                if not hasattr(context, name):
                    setattr(context, name, value)
            self.context = context
        else:
            if PHASES.index(self.phase) > PHASES.index("create_configuration"):
                self.context.cfg_path = self.cfg_path
            self.guard(self.phase, method, self.context)
        self.take_changes()

    def run_whole(self):
        env_dir = self.facts["env_dir"]
        if self.phase == "ensure_directories":
            before = os.stat(env_dir).st_ino
            self.guard("create", self.builder.create, env_dir)
            if not os.path.isdir(env_dir) or os.stat(env_dir).st_ino != before:
                raise Refused("%s.create() deleted %s; pyvenv needs it to stay"
                              % (self.arguments.cls, env_dir))
        elif self.phase == "create_configuration":
            # pyvenv has to know the keys, so that it can add to them.
            with open(self.cfg_path, encoding="utf-8") as file:
                for line in file:
                    key, equals, value = line.partition("=")
                    if equals:
                        self.host.ask("cfg_set", key=key.strip(), value=value.strip())

    def patch(self):
        """Puts pyvenv in the place of what venv.EnvBuilder does itself."""
        driver = self

        def phase(name):
            def run(self, context):
                driver.next(name)
                if name == "create_configuration":
                    context.cfg_path = driver.cfg_path
            return run

        def ensure_directories(self, env_dir):
            if os.path.abspath(env_dir) != driver.facts["env_dir"]:
                raise Refused("super().ensure_directories() was called for %s" % env_dir)
            driver.next("ensure_directories")
            return driver.context

        def symlink_or_copy(self, src, dst, relative_symlinks_ok=False):
            if relative_symlinks_ok and os.path.dirname(src) == os.path.dirname(dst):
                src = os.path.basename(src)
            driver.host.ask("link_or_copy", source=src, path=dst)

        def install_scripts(self, context, path):
            driver.host.ask("install_scripts", folder=os.path.abspath(path))

        for name in PHASES:
            if hasattr(venv.EnvBuilder, name):
                setattr(venv.EnvBuilder, name, phase(name))
        venv.EnvBuilder.ensure_directories = ensure_directories
        venv.EnvBuilder.symlink_or_copy = symlink_or_copy
        venv.EnvBuilder.install_scripts = install_scripts

    def next(self, name):
        if self.phase != name:
            raise Refused("%s.%s() called super().%s(), which can only be called in %s()"
                          % (self.arguments.cls, self.phase or "__init__", name, name))
        self.take_changes()
        self.host.ask("next")

    def builder_options(self):
        return {name: getattr(self.builder, name, None)
                for name in ["system_site_packages", "prompt", *OPTIONS]}

    def check_options(self, call):
        """Takes over what the class has set while it was made."""
        options = call["options"]
        given = {"clear": options["clear"] and not self.arguments.whole,
                 "symlinks": options["symlinks"], "upgrade": options["upgrade"],
                 "with_pip": not options["without-pip"],
                 "upgrade_deps": options["upgrade-deps"]}
        for name, value in given.items():
            if self.says(name) and bool(self.options[name]) != value:
                self.refuse_option(name)
        self.system_site = options["system-site-packages"]
        if not self.says("system_site_packages"):
            self.system_site = bool(self.options["system_site_packages"])
        prompt = self.options["prompt"]
        asked = options["prompt"]
        if asked == ".":
            asked = os.path.basename(os.getcwd())
        if prompt != asked and prompt is not None and not self.arguments.whole:
            self.host.ask("set_prompt", prompt=prompt)
            call["environment"]["prompt"] = prompt

    def says(self, name):
        """Whether the class has an opinion of an option: it was told it, or has set it to
        another value than venv.EnvBuilder does by itself."""
        default = inspect.signature(venv.EnvBuilder.__init__).parameters.get(name)
        return default is not None and (name in self.passed
                                        or self.options[name] != default.default)

    def refuse_option(self, name):
        raise Refused("%s sets %s to %s, and pyvenv was asked for something else (%s)" % (
            self.arguments.cls, name, getattr(self.builder, name, None), OPTIONS[name]),
            "usage")

    def take_changes(self):
        """Takes over what a method has changed, or refuses it by name."""
        options = self.builder_options()
        for name in OPTIONS:
            if options[name] != self.options[name]:
                self.refuse_option(name)
        if options["prompt"] != self.options["prompt"]:
            self.host.ask("set_prompt", prompt=options["prompt"])
            self.context.prompt = shown_prompt(options["prompt"], self.constants)
            self.facts["prompt"] = self.context.prompt
        self.options = options
        if PHASES.index(self.phase) > PHASES.index("create_configuration"):
            self.settle()
        for name, value in self.facts.items():
            now = getattr(self.context, name, None)
            if now == value:
                continue
            if name != "prompt":
                raise Refused("%s.%s() changed context.%s, which pyvenv cannot take over%s"
                              % (self.arguments.cls, self.phase, name,
                                 " (-p chooses the interpreter)" if "exe" in name
                                 or "python" in name else ""))
            self.take_prompt(now)
            self.facts[name] = now

    def take_prompt(self, now):
        """pyvenv adds the parentheses itself."""
        if "(%s) " in self.constants:
            match = re.match(r"\((.*)\) $", now)
            if match is None:
                raise Refused("%s changed context.prompt to '%s', which is not as "
                              "'(NAME) '" % (self.arguments.cls, now))
            now = match.group(1)
        self.host.ask("set_prompt", prompt=now)

    def settle(self):
        """pyvenv.cfg says what the class wants of the system's packages."""
        wanted = bool(self.options["system_site_packages"])
        if wanted != self.system_site:
            self.host.ask("cfg_set", key="include-system-site-packages",
                          value="true" if wanted else "false")
            self.system_site = wanted


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--class", dest="cls", required=True)
    parser.add_argument("--path", action="append")
    parser.add_argument("--argument", action="append", default=[])
    parser.add_argument("--progress", action="store_true")
    parser.add_argument("--whole", action="store_true")
    driver = Driver(Host(), parser.parse_args())
    driver.host.serve(driver.answer)


if __name__ == "__main__":
    main()
