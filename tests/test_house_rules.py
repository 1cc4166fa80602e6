"""Rules of the house that a machine can check, each with something `broken` that turns it red."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter, Rule

from newsroom import create_app

ROOT = Path(__file__).parents[1]
READING = {"GET", "HEAD", "OPTIONS"}
PUBLIC = {
    "/",
    "/archive/<day>",
    "/authors/<slug>",
    "/.well-known/security.txt",
    "/categories/<slug>",
    "/favicon.ico",
    "/corrections",
    "/pages/<slug>",
    "/healthz",
    "/metrics",
    "/readyz",
    "/humans.txt",
    "/manifest.webmanifest",
    "/loader/<version>.js",
    "/news-sitemap.xml",
    "/news/<slug>",
    "/news/<slug>.ninjs.json",
    "/oembed",
    "/preview/<token>",
    "/recent",
    "/robots.txt",
    "/sign-in",
    "/sign-in/again",
    "/tags/<slug>",
    "/sitemap.xml",
    "/sitemaps/<kind>/<int:part>.xml",
    "/static/<edition>/<path:filename>",
    "/partners/<key>",
    "/photos/<name>/<int:version>/<filename>",
    "/social/<file>",
    "/widget.js",
    "/widget/<key>",
    "/widget/<key>.json",
    "/widget/<key>/count",
    "/widget/<key>/list.html",
    "/widget/<key>/recent",
}
PUBLIC |= {  # under the page of every listing its feeds
    f"{page}/feed.{format}"
    for page in ("", "/authors/<slug>", "/categories/<slug>", "/tags/<slug>")
    for format in ("atom", "json", "ninjs.json", "rss")
}


@pytest.fixture(scope="module")
def routes() -> list[Rule]:
    app = create_app({"SQLALCHEMY_DATABASE_URI": "sqlite://", "SECRET_KEY": "only-for-tests"})
    return list(app.url_map.iter_rules())


def route(url: str, *methods: str) -> list[Rule]:
    """A route as an app has it, for showing that a rule goes red."""
    app = Flask(__name__, static_folder=None)
    app.add_url_rule(url, endpoint="broken", methods=methods or ["GET"])
    return list(app.url_map.iter_rules())


def misnamed(routes: list[Rule]) -> list[str]:
    """Addresses are lower-case words with hyphens, without a slash at the end."""
    part = r"/(\.?[a-z0-9]+([.-][a-z0-9]+)*|<(\w+:)?\w+>(\.[a-z]+)*)"
    return [r.rule for r in routes if not re.fullmatch(rf"/|/desk/|({part})+", r.rule)]


def untyped(routes: list[Rule]) -> list[str]:
    """What is a number in an address is declared to be one, so that all else is 404."""
    return [
        f"{r.rule}: {name}"
        for r in routes
        for name, converter in r._converters.items()
        if (name == "number" or name.endswith("id")) and not isinstance(converter, IntegerConverter)
    ]


def mixed(routes: list[Rule]) -> list[str]:
    """A route reads or it changes, and a form can only GET or POST."""
    return [
        r.rule for r in routes if not (r.methods <= READING or r.methods <= {"POST", "OPTIONS"})
    ]


def unlisted(routes: list[Rule]) -> list[str]:
    """What is not under /desk, where only staff come, is public: that is decided, not forgotten."""
    return [r.rule for r in routes if not r.rule.startswith("/desk/") and r.rule not in PUBLIC]


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        (misnamed, route("/News")),
        (misnamed, route("/news/")),
        (misnamed, route("/take_down")),
        (untyped, route("/articles/<article_id>")),
        (untyped, route("/revisions/<string:number>")),
        (mixed, route("/news", "GET", "POST")),
        (mixed, route("/news", "DELETE")),
        (unlisted, route("/drafts")),
        (unlisted, route("/desktop")),
    ],
)
def test_routes_keep_the_rules(routes, rule, broken):
    found = rule(routes)
    assert not found, "\n".join(found)
    assert rule(broken)


def test_the_public_list_names_only_what_there_is(routes):
    assert {r.rule for r in routes} >= PUBLIC


@pytest.mark.one_database
def test_nobody_gets_to_the_desk_without_signing_in(client, routes):
    for r in routes:
        if not r.rule.startswith("/desk/"):
            continue
        url = re.sub("<[^>]+>", "1", r.rule)
        if "GET" in r.methods:
            assert client.get(url).location.startswith("/sign-in?next="), url
            assert client.get(url, headers={"HX-Request": "true"}).status_code == 401, url
        else:
            assert client.post(url, data={"any": "thing"}).status_code in {400, 401}, url


# Files: pairs of name and text.

Files = list[tuple[str, str]]
NOT_OURS = {
    ".cache",
    ".git",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
    "__pycache__",
    "instance",
    "node_modules",
    "vendor",
}


def words(text: str) -> list[str]:
    """The words that a rule looks for. A dot in the middle keeps them from breaking it here."""
    return text.replace("·", "").split()


MACHINES = words("/wo·rk/ /ro·ot/ /ho·me/")
REGISTRIES = words("pypi·.org python·hosted registry·.npm npm·js. deb·.debian")
ELSEWHERE = words("un·pkg.com js·delivr cd·njs googl·eapis //cd·n.")
UNFINISHED = words("TO·DO FIX·ME XX·X")
PATH = re.compile(
    r"(?:\.ci|app\.py|bench|bin|deploy|docs|newsroom|static|templates|tests)(?:/[\w./@-]*)?"
    r"|[a-z][\w./-]*\.(?:css|html|js|md|py|sh|toml|txt)"
)


@pytest.fixture(scope="module")
def files() -> Files:
    return list(_files(ROOT))


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS:
            continue
        if path.is_dir():
            yield from _files(path)
        elif b"\0" not in (content := path.read_bytes()):
            yield path.relative_to(ROOT).as_posix(), content.decode()


def naming(words: list[str], files: Files) -> list[str]:
    return [f"{name}: {word}" for name, text in files for word in words if word in text]


def names_a_machine(files: Files) -> list[str]:
    """A folder that only one machine has."""
    return naming(MACHINES, files)


def names_a_registry(files: Files) -> list[str]:
    """Where packages come from is the installer's setting, not ours."""
    return naming(REGISTRIES, files)


def loads_from_elsewhere(files: Files) -> list[str]:
    """Readers' browsers ask nobody but us."""
    return naming(ELSEWHERE, files)


def is_unfinished(files: Files) -> list[str]:
    """What is to be done is an issue, not a comment."""
    return naming(UNFINISHED, files)


def silent_fragments(files: Files) -> list[str]:
    """A fragment says first what it needs, because it may be rendered from anywhere."""
    return [
        name
        for name, text in files
        if name.startswith("templates/") and Path(name).name.startswith("_")
        if not re.match(r"\{#[^\n]*\bNeeds: [^\n]+#\}\n", text)
    ]


def trusts_html(files: Files) -> list[str]:
    """Text becomes HTML unescaped in one place only, right behind the cleaner."""
    trusting = re.compile(r"\|\s*safe\b|\bMarkup\(|autoescape\s+false|__html__")
    found = [
        f"{name}: {line.strip()}"
        for name, text in files
        if name.startswith(("newsroom/", "templates/"))
        for line in text.splitlines()
        if trusting.search(line)
    ]
    return found if len(found) > 1 else []


def normalizes_alone(files: Files) -> list[str]:
    """Normal forms are made where long runs of marks are cut first: else they take for ever."""
    return [
        name
        for name, text in files
        if name.startswith("newsroom/") and "unicodedata.normalize(" in text
        if name != "newsroom/language/tidy.py"
    ]


def names_what_is_not_there(files: Files) -> list[str]:
    """Every path that the documentation names exists; a lone name, somewhere."""
    names = {Path(name).name for name, _ in files}
    return [
        f"{name}: {path}"
        for name, text in files
        if name.startswith("docs/") or name in {"README.md", "CHANGELOG.md"}
        for path in re.findall(r"`([^`\s]+)`", text)
        + re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
        if PATH.fullmatch(path) and path not in names
        if not any((base / path).exists() for base in (ROOT, (ROOT / name).parent))
    ]


def unpackaged_tests(files: Files) -> list[str]:
    """Two test files of one name in two folders are told apart only where these are packages."""
    names = {name for name, _ in files}
    folders = {Path(name).parent for name in names if re.match(r"tests/.*/test_\w+\.py", name)}
    return [str(folder) for folder in folders if f"{folder.as_posix()}/__init__.py" not in names]


@pytest.mark.parametrize(
    ("rule", "broken"),
    [
        (names_a_machine, ("bin/dev", f"cd {MACHINES[0]}main")),
        (names_a_registry, ("package-lock.json", f"https://{REGISTRIES[2]}js.org")),
        (loads_from_elsewhere, ("templates/a.html", f'<script src="//{ELSEWHERE[0]}/a.js">')),
        (is_unfinished, ("app.py", f"# {UNFINISHED[0]}: all")),
        (silent_fragments, ("templates/site/_a.html", "{# A list. #}\n<ul></ul>")),
        (silent_fragments, ("templates/site/_a.html", "<ul></ul>\n{# Needs: posts. #}\n")),
        (trusts_html, ("templates/a.html", "{{ a | safe }}\n{{ b|safe }}")),
        (trusts_html, ("newsroom/a.py", "return Markup(text)\nreturn Markup(other)")),
        (normalizes_alone, ("newsroom/a.py", 'unicodedata.normalize("NFC", text)')),
        (names_what_is_not_there, ("README.md", "See `docs/nothing.md`.")),
        (names_what_is_not_there, ("docs/a.md", "See [there](nothing.md).")),
        (unpackaged_tests, ("tests/nothing/test_a.py", "")),
    ],
)
def test_files_keep_the_rules(files, rule, broken):
    found = rule(files)
    assert not found, "\n".join(found)
    assert rule([broken])
