"""Compares pyvenv with what else makes environments, and with the floor.

    bench.py BUILD_DIR [--json] [--runs N] [--python PYTHON]

Options that it does not know are those of bench_packages.py.

All times are the best of runs that take turns, each into a fresh folder: what
else the machine does can only add to them.  Only the ratios mean anything
elsewhere.
Everything is deleted at the end: creating and deleting in one place makes some
file systems slow in ways that have nothing to do with what is measured.
"""
import argparse
import glob
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time

parser = argparse.ArgumentParser()
parser.add_argument("build")
parser.add_argument("--json", action="store_true")
parser.add_argument("--runs", type=int, default=15)
parser.add_argument("--slow-runs", type=int, default=4)
parser.add_argument("--python")
options, _ = parser.parse_known_args()

BUILD = os.path.abspath(options.build)
PYVENV = os.path.join(BUILD, "core/.libs/pyvenv")
BENCH = os.path.join(BUILD, "tests/bench")
TOP = tempfile.mkdtemp(prefix="pyvenv-bench-")
FLOOR = os.path.join(BENCH, ".libs/floor")
if not os.path.exists(FLOOR):
    FLOOR = os.path.join(BENCH, "floor")
EMPTY = os.path.join(BENCH, ".libs/empty")


def environment(cache):
    kept = {k: v for k, v in os.environ.items()
            if not k.startswith(("PYTHON", "PIP_", "PYVENV_", "VIRTUAL_ENV",
                                 "XDG_", "UV_"))}
    kept.update(HOME=os.path.join(TOP, "home"), XDG_CACHE_HOME=cache,
                LD_LIBRARY_PATH=os.path.join(BUILD, ".libs"),
                PYVENV_PLUGIN_DIR=os.path.join(BUILD, "plugins/.libs"),
                PYVENV_MODULE_DIR=os.path.join(BUILD, "core/.libs"))
    return kept


def find_python():
    found = options.python or max(
        glob.glob(os.path.expanduser("~/.pyenv/versions/3.*/bin/python3.*[0-9]"))
        + glob.glob("/usr/bin/python3.*[0-9]"),
        key=lambda p: [int(x) for x in p.rsplit("python", 1)[1].split(".")],
        default=sys.executable)
    return os.path.abspath(found)


PYTHON = find_python()
WARM = os.path.join(TOP, "cache")
count = 0


def fresh(kind):
    """A path that does not exist, in a folder of its own."""
    global count
    count += 1
    folder = os.path.join(TOP, "runs", "%s-%d" % (kind, count))
    os.makedirs(folder)
    return os.path.join(folder, "env")


class Tool:
    """COMMAND gets the paths of the environments; `slow` is run less often."""

    def __init__(self, name, command, cache=WARM, slow=False, envs=1):
        self.name, self.command, self.cache = name, command, cache
        self.slow, self.envs = slow, envs
        self.times, self.memory, self.failed = [], 0, None

    def run(self):
        if self.failed:
            return
        cache = self.cache() if callable(self.cache) else self.cache
        paths = [fresh("run") for _ in range(self.envs)]
        done = subprocess.run([FLOOR, "run"] + self.command(paths),
                              env=environment(cache), capture_output=True,
                              text=True, cwd=TOP)
        if done.returncode != 0:
            self.failed = (done.stderr.strip().splitlines() or ["?"])[-1]
            return
        nanoseconds, memory = done.stdout.split()[-2:]
        self.times.append(int(nanoseconds) / 1e6)
        self.memory = max(self.memory, int(memory))

    def best(self):
        return min(self.times) if self.times else None


def measure(tools):
    for run in range(max(options.runs, 1)):
        for tool in tools:
            if not tool.slow or run < options.slow_runs:
                tool.run()


def cold_cache():
    """An empty cache but for what is known of the interpreters."""
    cache = os.path.join(os.path.dirname(fresh("cache")), "cache")
    known = os.path.join(WARM, "pyvenv/interpreters")
    if os.path.isdir(known):
        shutil.copytree(known, os.path.join(cache, "pyvenv/interpreters"))
    return cache


def pyvenv(*more, python=PYTHON):
    """Root's own default is to copy."""
    return lambda paths: [PYVENV, "--no-progress", "--link-mode=hardlink",
                          "--python", python, *more, *paths]


def venv(*more, python=PYTHON):
    return lambda paths: [python, "-m", "venv", *more, *paths]


def floor_tool(name, env):
    pool, manifest = os.path.join(TOP, name + "-pool"), os.path.join(TOP, name)
    subprocess.check_call([FLOOR, "prepare", env, pool, manifest])
    return Tool("floor", lambda paths: [FLOOR, "replay", pool, manifest]
                + paths)


def others(bare):
    """What else is installed, with its cache warm."""
    found = []
    virtualenv = shutil.which("virtualenv")
    if virtualenv:
        more = ["--no-seed"] if bare else []
        found.append(Tool("virtualenv", lambda paths: [
            virtualenv, "-q", "--no-periodic-update", "-p", PYTHON,
            *more, *paths], slow=True))
    uv = shutil.which("uv")
    if uv:
        more = [] if bare else ["--seed", "--offline"]
        if not bare:
            warm_up = [uv, "venv", "-q", "--seed", "-p", PYTHON, fresh("uv")]
            subprocess.run(warm_up, env=environment(WARM), timeout=120,
                           capture_output=True)
        found.append(Tool("uv", lambda paths: [
            uv, "venv", "-q", "-p", PYTHON, *more, *paths]))
    return found


def bare_python():
    """The same interpreter with no pip of its own to take bytecode from."""
    prefix = subprocess.run(
        [PYTHON, "-I", "-c", "import sys; print(sys.prefix)"],
        capture_output=True, text=True, check=True).stdout.strip()
    if prefix == "/usr":
        return None
    copy = os.path.join(TOP, "python")

    def place(source, target):
        if os.path.islink(source):
            os.symlink(os.readlink(source), target)
            return
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)
    skipped = shutil.ignore_patterns("test", "tests", "*.a", "site-packages")
    try:
        shutil.copytree(prefix, copy, symlinks=True, copy_function=place,
                        ignore=skipped)
    except (OSError, shutil.Error):
        shutil.rmtree(copy, ignore_errors=True)
        return None
    os.mkdir(glob.glob(copy + "/lib/python3*/")[0] + "site-packages")
    return os.path.join(copy, "bin", os.path.basename(PYTHON))


def system_calls(command):
    """How many there are after the program has been loaded."""
    strace = shutil.which("strace")
    if not strace:
        return None
    log = os.path.join(TOP, "strace")
    done = subprocess.run([strace, "-f", "-o", log] + command([fresh("trace")]),
                          env=environment(WARM), capture_output=True)
    if done.returncode != 0:
        return None
    with open(log, errors="replace") as file:
        return sum("(" in line for line in file)


def first_pip(env):
    return [os.path.join(env, "bin/pip"), "--version"]


def bundled_wheels():
    """The newest wheel of pip and of setuptools that an interpreter brings."""
    newest = {}
    for pattern in ("~/.pyenv/versions/*/lib/python3.*/ensurepip/_bundled",
                    "/usr/share/python-wheels"):
        for wheel in glob.glob(os.path.expanduser(pattern) + "/*.whl"):
            name, version = os.path.basename(wheel).split("-")[:2]
            if name in ("pip", "setuptools"):
                key = [int(part) for part in version.split(".")]
                newest[name] = max(newest.get(name, ([], "")), (key, wheel))
    return [wheel for _, wheel in newest.values()]


def start_index():
    """A loopback index with those wheels, whose pages stay fresh; or None."""
    wheels = bundled_wheels()
    folder = os.path.join(TOP, "index")
    os.makedirs(os.path.join(folder, "files"))
    for wheel in wheels:
        shutil.copy(wheel, os.path.join(folder, "files"))
    server = os.path.join(os.path.dirname(os.path.abspath(__file__)),
                          "../index/server.py")
    subprocess.Popen([sys.executable, server, folder],
                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            with open(os.path.join(folder, "url")) as file:
                return file.read().strip() + "/age/max-age=600/json"
        except OSError:
            time.sleep(0.05)
    return None


# ---- The cases ------------------------------------------------------------

def run_all():
    cases = []

    def case(name, tools, goals):
        measure(tools)
        cases.append((name, tools, goals))

    os.makedirs(environment(WARM)["HOME"])
    model = {}
    for kind, more in (("bare", ["--without-pip"]), ("warm", [])):
        for _ in range(2):
            model[kind] = fresh(kind)
            subprocess.check_call(pyvenv(*more)([model[kind]]),
                                  env=environment(WARM))

    case("start (--version)", [
        Tool("pyvenv", lambda paths: [PYVENV, "--version"]),
        Tool("floor", lambda paths: [EMPTY])], {"floor": (1.5, "<=")})
    case("bare (--without-pip)", [
        Tool("pyvenv", pyvenv("--without-pip")),
        floor_tool("bare-floor", model["bare"]),
        Tool("venv", venv("--without-pip"), slow=True)] + others(True),
        {"floor": (1.5, "<="), "venv": (25, ">=")})
    case("with pip, warm cache", [
        Tool("pyvenv", pyvenv()), floor_tool("warm-floor", model["warm"]),
        Tool("venv", venv(), slow=True)] + others(False),
        {"floor": (1.5, "<="), "venv": (300, ">=")})
    case("with pip, copied", [
        Tool("pyvenv", pyvenv("--link-mode=copy")),
        Tool("no cache", pyvenv("--no-cache"))], {})
    index = start_index()
    if index:
        plugin = pyvenv("--plugin=setuptools-pip", "--index-url=" + index)
        tools = [Tool("pyvenv", plugin), Tool("ensurepip", pyvenv())]
        subprocess.run(plugin([fresh("plugin")]), env=environment(WARM),
                       capture_output=True)
        # What was downloaded a moment ago is hashed again, since a change would
        # not show in its times; the first run after that remembers the hash.
        time.sleep(3)
        model["plugin"] = fresh("plugin")
        if subprocess.run(plugin([model["plugin"]]), env=environment(WARM),
                          capture_output=True).returncode == 0:
            tools.append(floor_tool("plugin-floor", model["plugin"]))
        case("--plugin=setuptools-pip, warm", tools,
             {"ensurepip": (2, "<=")})
    venv_time = cases[2][1][2]
    case("cold cache, bytecode harvested", [
        Tool("pyvenv", pyvenv(), cache=cold_cache, slow=True), venv_time],
        {"venv": (50, ">=")})
    base = bare_python()
    if base:
        subprocess.call(pyvenv("--without-pip", python=base)([fresh("base")]),
                        env=environment(WARM))
        case("cold cache, bytecode compiled", [
            Tool("pyvenv", pyvenv(python=base), cache=cold_cache, slow=True),
            venv_time], {"venv": (8, ">=")})
    case("100 environments", [
        Tool("pyvenv", pyvenv(), slow=True, envs=100),
        Tool("one", pyvenv())], {"one": (60, "<=")})

    reference = fresh("reference")
    if subprocess.run(venv()([reference]), env=environment(WARM),
                      capture_output=True).returncode == 0:
        ours = iter([model["warm"]] + [fresh("pip") for _ in range(99)])
        theirs = iter([reference])

        def pip_of(env):
            return lambda paths: first_pip(env)
        case("pip --version", [
            Tool("pyvenv", pip_of(next(ours))),
            Tool("venv", pip_of(next(theirs)))], {"venv": (0.9, ">=")})
    return cases


def machine():
    model = platform.machine()
    try:
        with open("/proc/cpuinfo") as file:
            model = next(line.split(":", 1)[1].strip() for line in file
                         if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    kind = subprocess.run(["stat", "-f", "-c", "%T", TOP],
                          capture_output=True, text=True).stdout.strip()
    return {"date": time.strftime("%Y-%m-%d"), "system": platform.platform(),
            "processor": model, "processors": os.cpu_count(),
            "file system": kind, "python": os.path.basename(PYTHON)}


def report(cases, calls):
    rows = []
    for name, tools, goals in cases:
        ours = tools[0].best()
        for tool in tools:
            best = tool.best()
            row = {"case": name, "tool": tool.name, "ms": best,
                   "memory_kib": tool.memory or None, "runs": len(tool.times)}
            if best is None or ours is None:
                row["failed"] = tool.failed or tools[0].failed
            elif tool is not tools[0]:
                bound, sense = goals.get(tool.name, (None, None))
                ratio = ours / best if sense == "<=" or tool.name in (
                    "floor", "one") else best / ours
                row["ratio"] = ratio
                row["goal"] = bound and "%s %g" % (sense, bound)
                row["met"] = bound and (ratio <= bound if sense == "<="
                                        else ratio >= bound)
            rows.append(row)
    if options.json:
        print(json.dumps({"machine": machine(), "system_calls": calls,
                          "results": rows}, indent=1))
        return
    for key, value in machine().items():
        print("%-12s %s" % (key, value))
    print("\n%-32s %-11s %9s %9s   %-9s %s" % (
        "case", "tool", "ms", "MiB", "ratio", "goal"))
    last = None
    for row in rows:
        ratio = row.get("ratio")
        print("%-32s %-11s %9s %9s   %-9s %s" % (
            row["case"] if row["case"] != last else "", row["tool"],
            "%.2f" % row["ms"] if row["ms"] is not None else "failed",
            "%.1f" % (row["memory_kib"] / 1024) if row["memory_kib"] else "",
            "%.1fx" % ratio if ratio else "",
            "%s %s" % (row["goal"], "met" if row["met"] else "MISSED")
            if row.get("goal") else row.get("failed") or ""))
        last = row["case"]
    print("\nsystem calls, all of the process:", ", ".join(
        "%s %s" % (k, v) for k, v in calls.items()))


try:
    os.makedirs(os.path.join(TOP, "runs"))
    results = run_all()
    counts = {"bare": system_calls(pyvenv("--without-pip")),
              "warm": system_calls(pyvenv()),
              "venv bare": system_calls(venv("--without-pip")),
              "venv": system_calls(venv())}
    report(results, counts)
finally:
    shutil.rmtree(TOP, ignore_errors=True)
