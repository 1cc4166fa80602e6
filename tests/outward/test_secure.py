"""https: the certificate is that of the name which was asked for, whatever number answers."""

import socket
import ssl
import threading
import time

import pytest
import trustme

from newsroom.outward import NotReached
from tests.outward.servers import answer


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture
def trusting(way, authority):
    def make(**how):
        context = ssl.create_default_context()
        authority.configure_trust(context)
        return way(tls=lambda: context, lookup=lambda host, port: ["127.0.0.1"], **how)

    return make


@pytest.fixture
def secure(serve, authority):
    """A server with a certificate for this name; it notes which name it was asked for."""

    def make(name, handler=None, issuer=authority):
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        issuer.issue_cert(name).configure_cert(context)
        context.sni_callback = lambda connection, asked, _: names.append(asked)
        server = serve(handler or answer(b"secret"), context)
        server.names = names
        return server

    names = []
    return make


def test_the_name_is_asked_for_and_its_certificate_checked(trusting, secure):
    server = secure("hub.example")
    found = trusting().get(f"https://hub.example:{server.port}/")
    assert found.body == b"secret"
    assert server.names == ["hub.example"]
    assert f"Host: hub.example:{server.port}".encode() in server.asked[0]


@pytest.mark.parametrize("name", ["other.example", "example", "127.0.0.1"])
def test_another_names_certificate_is_not_taken(trusting, secure, name):
    server = secure(name)
    with pytest.raises(NotReached, match="certificate"):
        trusting().get(f"https://hub.example:{server.port}/")
    assert server.asked == []


def test_a_certificate_from_nobody_we_trust_is_not_taken(trusting, secure, way):
    stranger = secure("hub.example", issuer=trustme.CA())
    with pytest.raises(NotReached, match="certificate"):
        trusting().get(f"https://hub.example:{stranger.port}/")
    ours = way(lookup=lambda host, port: ["127.0.0.1"])
    with pytest.raises(NotReached, match="certificate"):
        ours.get(f"https://hub.example:{secure('hub.example').port}/")


def test_a_number_has_a_certificate_of_its_own(trusting, secure):
    server = secure("127.0.0.1")
    assert trusting().get(server.url).body == b"secret"


def test_nobody_leads_us_from_https_to_http(trusting, secure, serve):
    plain = serve(answer())
    server = secure("hub.example", answer(b"", "302 Found", Location=plain.url))
    with pytest.raises(Exception, match="from https to http"):
        trusting().get(f"https://hub.example:{server.port}/")
    assert plain.asked == []


def test_a_server_that_never_ends_its_greeting_takes_only_our_time(trusting):
    listener = socket.create_server(("127.0.0.1", 0))  # the system takes the call, nobody speaks
    end = threading.Timer(60, listener.shutdown, [socket.SHUT_RDWR])
    end.start()
    began = time.monotonic()
    with pytest.raises(NotReached):
        trusting(seconds=0.7).get(f"https://hub.example:{listener.getsockname()[1]}/")
    assert time.monotonic() - began < 20
    end.cancel()
    listener.close()
