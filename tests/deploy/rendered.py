"""The very files of deploy/, with the ports and folders of a test in the place of an operator's."""

import os
import re
from pathlib import Path

import trustme

DEPLOY = Path(__file__).parents[2] / "deploy"
ONLY_ONE_FAMILY = re.compile(r"^ *listen \[::\].*\n", re.MULTILINE)


def replaced(text: str, pairs: dict[str, str]) -> str:
    """Each must be there: what is tested is the file as it is now."""
    for known, ours in pairs.items():
        assert known in text, f"{known!r} is no longer in it"
        text = text.replace(known, ours)
    return text


def nginx(folder: Path, port: int, others: list[int], apps: list[int], cache: str) -> str:
    """``others``: the ports for TLS, for plain HTTP and of the mirror; ``cache``: the addresses of
    our caches.
    """
    certificate(folder)
    text = ONLY_ONE_FAMILY.sub("", (DEPLOY / "nginx/newsroom.conf").read_text())
    lines = "".join(f"    server 127.0.0.1:{app} max_fails=0;\n" for app in apps)
    known = "".join(f"    server 127.0.0.1:{app} max_fails=0;\n" for app in (8000, 8001))
    return replaced(
        text,
        {
            known: lines,
            "listen 80;": f"listen 127.0.0.1:{others[1]};",
            "listen 443 ": f"listen 127.0.0.1:{others[0]} ",
            "listen 127.0.0.1:8080 ": f"listen 127.0.0.1:{port} ",
            "127.0.0.1:8099": f"127.0.0.1:{others[2]}",
            "10.0.0.5/32": cache,
            "/etc/letsencrypt/live/news.example": str(folder),
            "/var/cache/nginx/newsroom": str(folder / "cache"),
            "/var/log/nginx/newsroom.log": str(folder / "asked.log"),
        },
    )


def mirror(folder: Path, port: int, mirror: Path) -> str:
    """The whole configuration of the mirror's nginx, whose own files are in ``folder``."""
    ours = {"127.0.0.1:8099": f"127.0.0.1:{port}", "/srv/mirror": str(mirror)}
    if os.getuid() == 0:  # a test's folders are root's
        ours["daemon off;"] = "daemon off; user root;"
    ours["/run/newsroom-mirror"] = str(folder)
    return replaced((DEPLOY / "nginx/mirror.conf").read_text(), ours)


def varnish(behind: int) -> str:
    text = (DEPLOY / "varnish/newsroom.vcl").read_text()
    return replaced(text, {'.port = "8080"': f'.port = "{behind}"'})


def certificate(folder: Path) -> None:
    """One that nobody else trusts."""
    authority = trustme.CA()
    made = authority.issue_cert("127.0.0.1")
    authority.cert_pem.write_to_path(folder / "authority.pem")
    made.private_key_pem.write_to_path(folder / "privkey.pem")
    for part in made.cert_chain_pems:
        part.write_to_path(folder / "fullchain.pem", append=True)
