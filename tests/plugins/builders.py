"""Subclasses of venv.EnvBuilder, each of which overrides something in another way."""
import os
import subprocess
import sys
import threading
import venv

PHASES = ["ensure_directories", "create_configuration", "setup_python", "setup_scripts",
          "post_setup"]


def note(context, text):
    with open(os.path.join(context.env_dir, "log"), "a") as file:
        print(text, file=file)


class Everything(venv.EnvBuilder):
    """Each method, with super; the attributes are those of this version of venv."""

    def ensure_directories(self, env_dir):
        assert not os.path.exists(os.path.join(env_dir, "bin")), env_dir
        context = super().ensure_directories(env_dir)
        assert os.path.isdir(context.bin_path) and os.path.isdir(context.inc_path)
        context.mine = ["ensure_directories"]
        return context

    def create_configuration(self, context):
        super().create_configuration(context)
        assert os.path.exists(context.cfg_path), context.cfg_path
        with open(context.cfg_path, "a") as file:
            file.write("builder = everything\n")
        context.mine.append("create_configuration")

    def setup_python(self, context):
        assert not os.path.exists(context.env_exe)
        super().setup_python(context)
        assert os.access(context.env_exe, os.X_OK)
        context.mine.append("setup_python")

    def setup_scripts(self, context):
        super().setup_scripts(context)
        assert os.path.exists(os.path.join(context.bin_path, "activate"))
        context.mine.append("setup_scripts")

    def post_setup(self, context):
        super().post_setup(context)
        context.mine.append("post_setup")
        assert context.mine == PHASES, context.mine
        self.check_context(context)
        note(context, "everything")

    def check_context(self, context):
        """Against what venv itself would have made, in another folder."""
        other = context.env_dir + ".venv"
        script = ("import json, sys, venv\n"
                  "builder = venv.EnvBuilder(symlinks=True, prompt=sys.argv[2] or None)\n"
                  "context = builder.ensure_directories(sys.argv[1])\n"
                  "builder.create_configuration(context)\n"
                  "print(json.dumps(vars(context)))")
        text = subprocess.check_output([sys.executable, "-c", script, other,
                                        self.prompt or ""])
        expected = eval(text.decode().replace(other, context.env_dir))
        expected["env_name"] = context.env_name
        if not self.prompt:
            expected["prompt"] = expected["prompt"].replace(
                os.path.basename(other), context.env_name)
        actual = dict(vars(context))
        del actual["mine"]
        assert actual == expected, (actual, expected)


class Nothing(venv.EnvBuilder):
    """setup_scripts and post_setup, without super: no activation scripts."""

    def setup_scripts(self, context):
        pass

    def post_setup(self, context):
        note(context, "nothing")


class OwnFolders(venv.EnvBuilder):
    """ensure_directories and setup_python without super."""

    def ensure_directories(self, env_dir):
        class Context:
            pass
        context = Context()
        context.env_dir = env_dir
        os.makedirs(os.path.join(env_dir, "bin"))
        os.makedirs(os.path.join(env_dir, "lib", "python%d.%d" % sys.version_info[:2],
                                 "site-packages"))
        return context

    def setup_python(self, context):
        for name in "python", "python3":
            self.symlink_or_copy(context.executable, os.path.join(context.bin_path, name))
        self.symlink_or_copy(os.path.join(context.bin_path, "python"), context.env_exe,
                             relative_symlinks_ok=True)


class OwnConfiguration(venv.EnvBuilder):
    """create_configuration without super."""

    def create_configuration(self, context):
        context.cfg_path = os.path.join(context.env_dir, "pyvenv.cfg")
        with open(context.cfg_path, "w") as file:
            file.write("home = %s\ninclude-system-site-packages = false\nown = yes\n"
                       % context.python_dir)

    def post_setup(self, context):
        assert context.cfg_path


class Attributes(venv.EnvBuilder):
    """What it changes is taken over."""

    def __init__(self, **kwargs):
        super().__init__(symlinks=True, **kwargs)
        self.system_site_packages = True

    def ensure_directories(self, env_dir):
        context = super().ensure_directories(env_dir)
        context.prompt = context.prompt.replace(context.env_name, "changed")
        context.anything = 1
        return context


class Prompt(venv.EnvBuilder):
    def __init__(self, *args, **kwargs):
        kwargs["prompt"] = "from the class"
        super().__init__(*args, **kwargs)


class ChangesExecutable(venv.EnvBuilder):
    def ensure_directories(self, env_dir):
        context = super().ensure_directories(env_dir)
        context.executable = "/usr/bin/another"
        return context


class ChangesOption(venv.EnvBuilder):
    def __init__(self):
        super().__init__(with_pip=True)


class LatePrompt(venv.EnvBuilder):
    def setup_scripts(self, context):
        context.prompt = context.prompt.replace(context.env_name, "late")
        super().setup_scripts(context)


class Raises(venv.EnvBuilder):
    def post_setup(self, context):
        note(context, "raises")
        print("for people")
        raise ValueError("no luck")


class Exits(venv.EnvBuilder):
    def setup_python(self, context):
        sys.exit(0)


class Dies(venv.EnvBuilder):
    def setup_python(self, context):
        os._exit(0)


class Twice(venv.EnvBuilder):
    def setup_scripts(self, context):
        super().setup_scripts(context)
        super().setup_scripts(context)


class WrongSuper(venv.EnvBuilder):
    def post_setup(self, context):
        self.create_configuration(context)


class Recovers(venv.EnvBuilder):
    """Python code may catch what pyvenv cannot do."""

    def post_setup(self, context):
        try:
            self.install_scripts(context, "/no/such/folder")
        except Exception as error:
            note(context, "caught " + type(error).__name__)


class Threads(venv.EnvBuilder):
    """As the manual's class: threads read what children say, and call progress."""

    def __init__(self, *args, **kwargs):
        self.lines = kwargs.pop("lines", 0)
        self.progress = kwargs.pop("progress", None)
        super().__init__(*args, **kwargs)

    def post_setup(self, context):
        os.environ["VIRTUAL_ENV"] = context.env_dir
        script = "import sys\nfor i in range(%d): print('line', i); " \
            "print('error', i, file=sys.stderr)" % self.lines
        child = subprocess.Popen([context.env_exe, "-c", script], stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE)
        threads = [threading.Thread(target=self.reader, args=pair) for pair in
                   ((child.stdout, "stdout"), (child.stderr, "stderr"))]
        for thread in threads:
            thread.start()
        child.wait()
        for thread in threads:
            thread.join()
        self.progress("done.", "main")

    def reader(self, stream, context):
        with stream:
            for line in stream:
                self.progress(line, context)


class Leaves(venv.EnvBuilder):
    """A thread that goes on when its method has returned."""

    def setup_scripts(self, context):
        super().setup_scripts(context)
        self.thread = threading.Thread(target=self.later, args=(context,))
        self.thread.start()

    def later(self, context):
        threading.Event().wait(0.2)
        try:
            self.symlink_or_copy(context.env_exe, os.path.join(context.bin_path, "late"))
        except Exception as error:
            self.error = error

    def post_setup(self, context):
        pass


class Create(venv.EnvBuilder):
    """create(), which only "whole" runs."""

    def create(self, env_dir):
        super().create(env_dir)
        with open(os.path.join(env_dir, "log"), "w") as file:
            print("created", self.clear, file=file)


class NoBuilder:
    pass
