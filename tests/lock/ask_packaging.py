"""Makes cases for answer.c and says what the packaging library answers.

    ask_packaging.py QUESTIONS ANSWERS

writes two files of as many lines; a question of the first is answered by the same
line of the second, or has none ("set").  The library is the one inside pip, as
old or as new as it is; what libraries before 26.0 take for a mistake, or for an
order of strings, is left out with these.
"""
import random
import re
import sys

from pip._vendor.packaging import markers, requirements, specifiers, version
from pip._vendor.packaging.utils import canonicalize_name

rng = random.Random(20260401)

# With 26.0 came the rules of today: only these are versions, strings have no
# order.
modern = hasattr(markers, "MARKERS_REQUIRING_VERSION")


# Before 26.0 "~=v1.0" and "~=1.0.alpha1" do not even match themselves.
ODD_TILDE = re.compile("~=(?! *['\"]?[0-9.!]+(['\", ]|$))")


def no_order(left, right):
    raise ValueError("an order of strings")


if not modern:
    markers._operators.update(dict.fromkeys(["<", "<=", ">", ">="], no_order))

ENVIRONMENTS = [
    {"python_version": "3.11", "python_full_version": "3.11.7",
     "os_name": "posix", "sys_platform": "linux", "platform_machine": "x86_64",
     "platform_release": "6.1.0", "platform_system": "Linux",
     "platform_version": "#1 SMP Fri", "implementation_name": "cpython",
     "platform_python_implementation": "CPython",
     "implementation_version": "3.11.7", "extra": ""},
    {"python_version": "3.15", "python_full_version": "3.15.0a1",
     "os_name": "posix", "sys_platform": "darwin", "platform_machine": "arm64",
     "platform_release": "24.5", "platform_system": "Darwin",
     "platform_version": "Darwin Kernel; root:xnu~2/RELEASE_X86_64",
     "implementation_name": "pypy", "platform_python_implementation": "PyPy",
     "implementation_version": "7.3.17", "extra": "Fast_IO"},
]
VERSIONS = ["python_version", "python_full_version", "implementation_version",
            "platform_release"]
STRINGS = ["os_name", "sys_platform", "platform_machine", "platform_system",
           "platform_version", "implementation_name",
           "platform_python_implementation", "os.name", "sys.platform",
           "platform.machine", "platform.version", "python_implementation",
           "platform.python_implementation"]
ORDER = ["<", "<=", ">", ">=", "~=", "===", "==", "!="]


def number():
    return rng.choice(["0", "1", "2", "3", "7", "9", "10", "11", "12", "15",
                       "007", "24", str(rng.randrange(10 ** 12))])


def make_version(odd=True):
    """A version in one of its many spellings, or nearly one."""
    text = rng.choice(["", "", "", "v", "V"]) if odd else ""
    if rng.random() < 0.1:
        text += number() + "!"
    text += ".".join(number() for _ in range(rng.randrange(1, 5)))
    if rng.random() < 0.3:
        text += (rng.choice(["", ".", "-", "_"])
                 + rng.choice(["a", "b", "c", "rc", "alpha", "beta", "pre",
                               "preview", "RC", "Alpha"])
                 + rng.choice(["", "", ".", "-", "_"])
                 + rng.choice(["", number()]))
    if rng.random() < 0.2:
        text += rng.choice(["-" + number(),
                            rng.choice([".", "-", "_", ""])
                            + rng.choice(["post", "rev", "r"])
                            + rng.choice(["", ".", "-"])
                            + rng.choice(["", number()])])
    if rng.random() < 0.2:
        text += (rng.choice(["", ".", "-", "_"]) + "dev"
                 + rng.choice(["", number(), "." + number()]))
    if rng.random() < 0.15:
        text += "+" + rng.choice([".", "-", "_"]).join(
            rng.choice(["a", "Ubuntu", "1", "007", "abc1"])
            for _ in range(rng.randrange(1, 4)))
    if odd and rng.random() < 0.1:
        at = rng.randrange(len(text) + 1)
        text = text[:at] + rng.choice(".-_+!* ax0") + text[at:]
    return text


def make_range():
    parts = []
    for _ in range(rng.choice([0, 1, 1, 1, 2, 2, 3])):
        text = make_version()
        if rng.random() < 0.2:
            text += ".*"
        parts.append(rng.choice(ORDER) + rng.choice(["", "", " "]) + text)
    return rng.choice([",", ", ", " , "]).join(parts)


def quote(text):
    mark = rng.choice("'\"")
    return mark + text + mark


def near(value):
    """Something that a value is compared with: itself, or much like it."""
    choice = rng.random()
    if choice < 0.4:
        return value
    if choice < 0.7:
        return value.split(".")[0] + "." + number()
    if choice < 0.8:
        return value + ".*"
    return make_version()


def make_comparison(environment):
    kind = rng.random()
    if kind < 0.55:
        name = rng.choice(VERSIONS)
        operator = rng.choice(ORDER + ["in", "not in"])
        constant = near(environment[name])
        if operator in ("in", "not in"):
            constant += rng.choice(["", " 3.10", ", 3.9"])
    elif kind < 0.9 or modern:
        name = rng.choice(STRINGS)
        operator = rng.choice(["==", "!=", "in", "not in"]
                              + (ORDER if modern else []))
        constant = rng.choice(
            [value for value in environment.values() if value] + ["win32", "", "i"]
            + ([make_version()] if modern else []))
        if not modern:
            constant = constant.replace(".", "x").rstrip("0123456789")
    else:
        name = "extra"
        operator = rng.choice(["==", "!="])
        constant = rng.choice(["fast.io", "FAST-IO", "docs", "x"])
    space = rng.choice(["", " ", "  ", "\t"])
    word = operator if operator[0] in "<=>!~" else " " + operator + " "
    sides = [name, quote(constant)]
    if rng.random() < 0.2:
        sides.reverse()
    return space.join([sides[0], word, sides[1]])


def make_marker(environment, depth=0):
    terms = []
    for _ in range(rng.choice([1, 1, 2, 3])):
        if depth < 3 and rng.random() < 0.25:
            terms.append("(" + make_marker(environment, depth + 1) + ")")
        else:
            terms.append(make_comparison(environment))
    text = terms[0]
    for term in terms[1:]:
        text += rng.choice([" and ", " or "]) + term
    return text


def make_requirement(environment):
    text = rng.choice(["a", "Foo.Bar_baz", "x9", "zope.interface", "A--b", "n_"])
    if rng.random() < 0.3:
        text += rng.choice(["", " "]) + "[" + rng.choice([",", " , "]).join(
            rng.choice(["a", "Fast_IO", "b.c", "a"])
            for _ in range(rng.randrange(4))) + "]"
    if rng.random() < 0.2:
        text += rng.choice(["@", " @ "]) + rng.choice(
            ["http://h/p-1.0.whl", "file:///x;y", "git+ssh://a@b/c#egg=d"]) + " "
    else:
        ranges = make_range()
        text += rng.choice(["%s", " %s ", "(%s)", " ( %s )", "%s,"]) % ranges
    if rng.random() < 0.4:
        text += rng.choice([";", " ; "]) + make_marker(environment)
    return text


def spoil(text):
    """The same with a byte too few, too many or at the wrong place."""
    at = rng.randrange(len(text) + 1)
    return text[:at] + rng.choice(["", "(", ")", "'", " ", "x", "=", "and"]) + \
        text[at + rng.randrange(2):]


def of_marker(text, environment):
    try:
        return of_parsed(markers.Marker(text), environment)
    except markers.InvalidMarker:
        return "invalid"


def of_parsed(marker, environment):
    try:
        return "true" if marker.evaluate(environment) else "false"
    except markers.UndefinedComparison:
        return "undefined"
    except Exception:
        return "?"


def of_requirement(text, environment):
    # The library takes a comma after "===1.0" for a part of the version.
    if re.search("===[^;]*,", text):
        return "?"
    try:
        requirement = requirements.Requirement(text)
    except requirements.InvalidRequirement:
        return "invalid"
    except ValueError:
        return "?"
    answer = " ".join([canonicalize_name(requirement.name)] + sorted(
        {canonicalize_name(extra) for extra in requirement.extras}))
    if requirement.url:
        answer += " @ " + requirement.url
    if requirement.marker:
        answer += " " + of_parsed(requirement.marker, environment)
    return answer


def of_version(text):
    try:
        return str(version.Version(text))
    except version.InvalidVersion:
        return "invalid"


def of_order(a, b):
    try:
        left, right = version.Version(a), version.Version(b)
    except version.InvalidVersion:
        return "invalid"
    return "less" if left < right else "greater" if left > right else "equal"


def of_range(text, value):
    try:
        specifier = specifiers.SpecifierSet(text)
        parsed = version.Version(value)
        return "true" if specifier.contains(parsed, prereleases=True) else "false"
    except ValueError:
        return "invalid"


def ask():
    """Questions with their answers."""
    for environment in ENVIRONMENTS:
        for name, value in environment.items():
            yield ("set", name, value), None
        for _ in range(4000):
            text = make_marker(environment)
            yield ("marker", text), of_marker(text, environment)
            text = spoil(text)
            yield ("marker", text), of_marker(text, environment)
            text = make_requirement(environment)
            yield ("requirement", text), of_requirement(text, environment)
            text = spoil(text)
            yield ("requirement", text), of_requirement(text, environment)
    for _ in range(4000):
        text = make_version()
        yield ("version", text), of_version(text)
        other = rng.choice([make_version(), text + ".0", text.lower()])
        yield ("order", text, other), of_order(text, other)
        text = make_range()
        for _ in range(2):
            other = make_version()
            if text and rng.random() < 0.5:
                other = text.lstrip("<=>!~ ").split(",")[0].replace("*", number())
            yield ("range", text, other), of_range(text, other)


def main():
    count = 0
    with open(sys.argv[1], "w") as questions, open(sys.argv[2], "w") as answers:
        for question, answer in ask():
            if answer is not None and "?" in answer:
                continue
            if not modern and ODD_TILDE.search(question[1]):
                continue
            questions.write("|".join(question) + "\n")
            if answer is not None:
                answers.write(answer + "\t" + " | ".join(question[1:]) + "\n")
                count += 1
    print(count)


main()
