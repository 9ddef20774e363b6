"""Compares how pyvenv, uv and the system alone bring a large set of wheels.

    bench_packages.py BUILD_DIR --wheels DIR | --download [--python PYTHON]
                      [--runs N] [--svg FILE] [--json]

DIR holds wheels for PYTHON; with --download those of NAMES and what they depend on
come from the index that pip is configured for.  As in bench.py, each time is the
best of runs that take turns, each into a fresh folder, and only ratios mean
anything elsewhere.  Where a machine has other work, the processor time (user and
system, children too) says more.
"""
import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

NAMES = """jupyterlab numpy pandas scipy scikit-learn matplotlib django flask fastapi
sqlalchemy requests httpx aiohttp pillow lxml cryptography pytest black mypy pylint
sphinx rich click boto3 pyyaml""".split()

parser = argparse.ArgumentParser()
parser.add_argument("build")
parser.add_argument("--wheels")
parser.add_argument("--download", action="store_true")
parser.add_argument("--python", default="python3")
parser.add_argument("--runs", type=int, default=5)
parser.add_argument("--svg")
parser.add_argument("--json", action="store_true")
options, _ = parser.parse_known_args()

BUILD = os.path.abspath(options.build)
PYVENV = os.path.join(BUILD, "core/.libs/pyvenv")
FLOOR = os.path.join(BUILD, "tests/bench/.libs/floor")
if not os.path.exists(FLOOR):
    FLOOR = os.path.join(BUILD, "tests/bench/floor")
PYTHON = os.path.realpath(shutil.which(options.python) or options.python)
UV = shutil.which("uv")
TOP = None
count = 0


def environment(cache):
    kept = {k: v for k, v in os.environ.items()
            if not k.startswith(("PYTHON", "PIP_", "PYVENV_", "VIRTUAL_ENV", "XDG_",
                                 "UV_"))}
    kept.update(HOME=os.path.join(TOP, "home"), XDG_CACHE_HOME=cache,
                PIP_NO_INDEX="1", PIP_FIND_LINKS=options.wheels,
                PIP_CONFIG_FILE="/dev/null", LD_LIBRARY_PATH=os.path.join(BUILD, ".libs"),
                PYVENV_PLUGIN_DIR=os.path.join(BUILD, "plugins/.libs"),
                PYVENV_MODULE_DIR=os.path.join(BUILD, "core/.libs"))
    return kept


def fresh(kind):
    """A path that does not exist, in a folder of its own."""
    global count
    count += 1
    folder = os.path.join(TOP, "runs", "%s-%d" % (kind, count))
    os.makedirs(folder)
    return os.path.join(folder, "env")


def cold_cache():
    """An empty cache but for what is known of the interpreters."""
    cache = fresh("cache")
    known = os.path.join(TOP, "cache/pyvenv/interpreters")
    if os.path.isdir(known):
        shutil.copytree(known, os.path.join(cache, "pyvenv/interpreters"))
    return cache


def watch_memory(pid, found):
    """The peak of the process itself, of which interpreters that it starts are no
    part."""
    while True:
        try:
            with open("/proc/%d/status" % pid) as file:
                lines = [line for line in file if line.startswith("VmHWM")]
        except OSError:
            return
        if not lines:
            return
        found[0] = max(found[0], int(lines[0].split()[1]))
        time.sleep(0.005)


class Tool:
    """COMMANDS gets a path and says what to run, one after the other; the first
    UNCOUNTED of them only prepare."""

    def __init__(self, name, commands, cold=False, uncounted=0):
        self.name, self.commands, self.cold = name, commands, cold
        self.uncounted = uncounted
        self.wall, self.processor, self.memory, self.failed = [], [], 0, None
        self.last = None

    def run(self):
        if self.failed:
            return
        path = fresh("run")
        cache = cold_cache() if self.cold else os.path.join(TOP, "cache")
        wall = processor = 0
        for number, command in enumerate(self.commands(path)):
            start = time.monotonic()
            process = subprocess.Popen(command, env=environment(cache), cwd=TOP,
                                       stdout=subprocess.DEVNULL,
                                       stderr=subprocess.PIPE)
            memory = [0]
            watcher = threading.Thread(target=watch_memory,
                                       args=(process.pid, memory))
            watcher.start()
            said = process.stderr.read()
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = status
            if number >= self.uncounted:
                wall += time.monotonic() - start
                processor += usage.ru_utime + usage.ru_stime
            watcher.join()
            self.memory = max(self.memory, memory[0])
            if status != 0:
                self.failed = (said.decode(errors="replace").strip().splitlines()
                               or ["?"])[-1][:200]
                return
        self.wall.append(wall)
        self.processor.append(processor)
        self.last = path

    def files(self):
        return sum(len(names) for _, _, names in os.walk(self.last))


def pyvenv(*more):
    """Root's own default is to copy, and uv's environments have no pip."""
    def commands(path):
        mode = [] if any(m.startswith("--link-mode") for m in more) \
            else ["--link-mode=hardlink"]
        return [[PYVENV, "--quiet", "--python", PYTHON, "--plugin=packages",
                 *mode, *more, path]]
    return commands


def uv(*more):
    wheels = sorted(os.path.join(options.wheels, name)
                    for name in os.listdir(options.wheels) if name.endswith(".whl"))

    def commands(path):
        return [[UV, "venv", "-q", "-p", PYTHON, path],
                [UV, "pip", "install", "-q", "--offline", "--no-deps",
                 "--link-mode=hardlink", *more, "--python",
                 os.path.join(path, "bin/python"), *wheels]]
    return commands


def canonical(name):
    return re.sub("[-_.]+", "-", name).lower()


def write_lock(path):
    """A lock of the wheels in the folder, one of each project."""
    projects = {}
    for name in sorted(os.listdir(options.wheels)):
        if name.endswith(".whl"):
            projects[canonical(name.split("-")[0])] = name
    with open(path, "w") as file:
        file.write('lock-version = "1.0"\ncreated-by = "bench"\n')
        for project, name in sorted(projects.items()):
            wheel = os.path.join(options.wheels, name)
            with open(wheel, "rb") as content:
                digest = hashlib.sha256(content.read()).hexdigest()
            file.write('[[packages]]\nname = "%s"\nversion = "%s"\nwheels = [{ name = '
                       '"%s", path = "%s", size = %d, hashes = { sha256 = "%s" } }]\n'
                       % (project, name.split("-")[1], name, wheel,
                          os.path.getsize(wheel), digest))
    return " ".join("%s==%s" % (project, name.split("-")[1])
                    for project, name in sorted(projects.items()))


def floor_of(env):
    pool, manifest = os.path.join(TOP, "pool"), os.path.join(TOP, "manifest")
    subprocess.check_call([FLOOR, "prepare", env, pool, manifest])
    return Tool("floor", lambda path: [[FLOOR, "replay", pool, manifest, path]])


def without_bytecode(env):
    """A copy of the packages with nothing compiled, for compiling alone."""
    copy = fresh("sources")
    shutil.copytree(env, copy, symlinks=True,
                    ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def compiling(env):
    """In one process: the time of compileall's own workers is not told to us."""
    return Tool("compiling alone", lambda path: [
        [PYTHON, "-I", "-c", "import shutil, sys; shutil.copytree(sys.argv[1],"
         " sys.argv[2], symlinks=True)", env, path],
        [PYTHON, "-I", "-m", "compileall", "-q", path]], uncounted=1)


def measure(tools, runs):
    for _ in range(runs):
        for tool in tools:
            tool.run()


def run_all():
    rows = []

    def compare(case, ours, theirs, bound, sense, of="wall", factor=1.0):
        """FACTOR is what the numbers are of: files, environments."""
        values = [getattr(tool, of) for tool in (ours, theirs)]
        row = {"case": case, "than": theirs.name, "of": of,
               "goal": "%s %g" % (sense, bound)}
        if all(values):
            a, b = min(values[0]), min(values[1])
            ratio = a / b * factor if sense == "<=" else b / a * factor
            row.update(ours=a, theirs=b, ratio=ratio,
                       met=ratio <= bound if sense == "<=" else ratio >= bound)
        else:
            row["failed"] = ours.failed or theirs.failed or "not run"
        rows.append(row)

    lock = os.path.join(TOP, "pylock.toml")
    pins = write_lock(lock)
    folder = Tool("folder", pyvenv("--without-pip", "--wheels=" + options.wheels))
    locked = Tool("lock", pyvenv("--without-pip", "--no-deps",
                                 "--requirements=" + lock))
    folder.run()
    if folder.failed:
        sys.exit("bench_packages: " + folder.failed)
    folder = Tool("folder", folder.commands)
    model = fresh("model")
    subprocess.check_call(folder.commands(model)[0],
                          env=environment(os.path.join(TOP, "cache")))
    floor = floor_of(model)
    warm = [folder, locked, floor]
    if UV:
        Tool("uv", uv()).run()
        plain = Tool("uv", uv())
        compiled = Tool("uv --compile-bytecode", uv("--compile-bytecode"))
        compiled_cold = Tool("uv --compile-bytecode", uv("--compile-bytecode"),
                             cold=True)
        warm.append(plain)
    measure(warm, options.runs)
    compare("warm, from a folder", folder, floor, 1.0, "<=")
    compare("warm, from a lock", locked, floor, 1.0, "<=")
    cold = Tool("cold", pyvenv("--without-pip", "--no-deps",
                               "--requirements=" + lock), cold=True)
    alone = compiling(without_bytecode(model))
    slow = [cold, alone] + ([compiled, compiled_cold] if UV else [])
    measure(slow, max(1, options.runs // 2))
    if UV:
        compare("warm, for each file", folder, plain, 1.0, "<=",
                factor=plain.files() / folder.files() if plain.last else 1)
        compare("warm", folder, compiled, 25, ">=")
        compare("cold", cold, compiled_cold, 1.0, "<=")
    compare("cold", cold, alone, 1.3, "<=", of="processor")
    kept = Tool("kept", pyvenv("--without-pip", "--no-deps", "--install=" + pins))
    kept.run()
    kept = Tool("kept", kept.commands) if not kept.failed else kept
    ten = Tool("ten", lambda path: [folder.commands(path)[0]
                                    + ["%s-%d" % (path, i) for i in range(9)]])
    copied = Tool("copied", pyvenv("--without-pip", "--link-mode=copy",
                                   "--wheels=" + options.wheels))
    cp = Tool("cp -a", lambda path: [["cp", "-a", model, path]])
    measure([kept, locked, ten, copied, cp, folder], max(1, options.runs // 2))
    compare("install= of what is kept", kept, locked, 1.2, "<=")
    compare("ten environments", ten, folder, 6, "<=")
    compare("--link-mode=copy", copied, cp, 1.2, "<=")
    for name, tool in (("warm", folder), ("cold", cold)):
        rows.append({"case": "memory, " + name, "of": "MiB", "goal": "<= 64",
                     "than": "64 MiB", "ours": tool.memory / 1024, "theirs": 64,
                     "ratio": tool.memory / 1024 / 64,
                     "met": tool.memory / 1024 <= 64})
    return rows, folder.files()


def draw(rows, path):
    """The times of each comparison, side by side, with gnuplot."""
    if not shutil.which("gnuplot"):
        print("no picture: gnuplot is not there")
        return
    data = os.path.join(TOP, "rows")
    with open(data, "w") as file:
        for row in rows:
            if "ratio" in row and row["of"] == "wall":
                file.write('"%s\\n%s" %g %g\n' % (row["case"], "and " + row["than"],
                                                 row["ours"], row["theirs"]))
    script = """set terminal svg size 900,420 font 'sans-serif,11' background '#ffffff'
set output '%s'
set style data histograms
set style fill solid
set boxwidth 0.9
set logscale y
set ylabel 'seconds, logarithmic'
set grid ytics
set key top left
set xtics rotate by -25
plot '%s' using 2:xtic(1) title 'pyvenv' lc rgb '#2b6cb0', '' using 3 \\
  title 'compared with' lc rgb '#a0aec0'
""" % (path, data)
    subprocess.run(["gnuplot"], input=script, text=True, check=True)


def show(rows, files):
    print("%d files in an environment, %d processors, %s\n" % (
        files, os.cpu_count() or 0, os.path.basename(PYTHON)))
    print("%-28s %-22s %9s %9s  %-10s %s" % ("case", "compared with", "ours", "",
                                             "ratio", "goal"))
    for row in rows:
        if "failed" in row:
            print("%-28s %-22s %s" % (row["case"], row["than"], row["failed"]))
            continue
        print("%-28s %-22s %9.3f %9.3f  %-10.2f %s %s%s" % (
            row["case"], row["than"], row["ours"], row["theirs"], row["ratio"],
            row["goal"], "met" if row["met"] else "MISSED",
            "" if row["of"] == "wall" else ", " + row["of"]))


def download():
    folder = os.path.join(TOP, "wheels")
    done = subprocess.run([PYTHON, "-m", "pip", "download", "-q", "-d", folder,
                           "--only-binary=:all:", *NAMES])
    return folder if done.returncode == 0 else None


if not options.wheels and not options.download:
    print("bench_packages: skipped, no wheels; BENCH_FLAGS='--wheels DIR' names a"
          " folder, '--download' asks the index of pip")
    sys.exit(0)
try:
    TOP = tempfile.mkdtemp(prefix="pyvenv-bench-", dir=os.environ.get("TMPDIR"))
    os.makedirs(os.path.join(TOP, "home"))
    options.wheels = os.path.abspath(options.wheels) if options.wheels else download()
    if options.wheels is None:
        print("bench_packages: skipped, the index does not have the wheels")
        sys.exit(0)
    found, files = run_all()
    if options.json:
        print(json.dumps(found, indent=1))
    else:
        show(found, files)
    if options.svg:
        draw(found, os.path.abspath(options.svg))
finally:
    if TOP:
        shutil.rmtree(TOP, ignore_errors=True)
