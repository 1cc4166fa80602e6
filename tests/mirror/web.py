"""A real nginx that knows nothing but a mirror's folder, as deploy/ runs it."""

from http.client import HTTPConnection
from typing import NamedTuple

from tests.deploy import rendered
from tests.nginx import Nginx
from tests.serving import free_port


class Served(NamedTuple):
    status: int
    headers: object
    data: bytes


class Web:
    def __init__(self, folder, mirror):
        folder.mkdir()
        port = free_port()
        self._nginx = Nginx.whole(folder, port, rendered.mirror(folder, port, mirror))
        self.url = self._nginx.url

    def get(self, address, method="GET", **headers):
        connection = HTTPConnection("127.0.0.1", self._nginx.port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, address, headers={"Host": "localhost", **named})
        answer = connection.getresponse()
        served = Served(answer.status, answer.headers, answer.read())
        connection.close()
        return served

    def stop(self):
        self._nginx.stop()
