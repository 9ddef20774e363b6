"""A web server on the loopback interface that behaves as badly as asked.

    server.py FOLDER [--tls PEM [CLIENTS]]

serves FOLDER/files and writes FOLDER/url, its own address, when it is ready.
With CLIENTS, certificates, only those who have one of them are let in.  Each
request is a line in FOLDER/log: method, path, status and what the test may
want to know of its headers and its connection.  It ends when the folder is gone.

    /files/NAME           the file
    /redirect/N/PATH      N redirects, then PATH
    /away/URL             a redirect to URL, which is written without "//"
    /loop                 a redirect to itself
    /status/N             answers N
    /flaky/N/PATH         503 N times, then PATH
    /busy/N/PATH          429 with Retry-After N times, then PATH
    /later/N/PATH         the same, with a date
    /silent               nothing at all
    /trickle/PATH         PATH, in pieces with pauses between them
    /drip/PATH            PATH, five bytes a second
    /short/PATH           a length that is too small
    /broken/PATH          a chunk that ends too early
    /bomb/N               N MiB of blanks, compressed
    /meet/PATH            503 unless two such requests are there at once
    /big/N                N bytes
    /endless              bytes without end and without a length
    /truncated/PATH       half of it, then the connection ends
    /partial/N/PATH       as truncated N times, then PATH
    /slow/PATH            the first half, then nothing
    /auth/PATH            wants user "user" with password "se:cr@t"
    /hidden/PATH          the same, but says 404 to all others, with max-age=500
    /chunked/PATH         without a length
    /json/PROJECT/        the page of a project: its wheels in FOLDER/files
    /html/PROJECT/        the same in HTML
    /htmlonly/PROJECT/    the same, with 406 for any other Accept than text/html
    /age/CONTROL/PATH     with "Cache-Control: CONTROL"; CONTROL "file" is what
                          FOLDER/control says; each part between "+" is a line of
                          its own, "age=N" is "Age: N", and "mute" leaves them all
                          out where the page did not change
    /onlyfiles/KIND/PATH  pages as usual, but files as KIND does it; flaky-1 is
                          flaky/1
    /lie/WHAT/PATH        pages that do not tell the truth, or not as usual; see
                          pages.py

Links on pages are relative, so that what is wrapped in another behaviour stays so.
FOLDER/facts.json may hold more about a wheel, see pages.py.  A whole address,
as a proxy is asked for it, stands for its path: every host is this server.
"""

import base64
import email.utils
import gzip
import hashlib
import http.server
import os
import re
import socketserver
import ssl
import sys
import threading
import time

sys.dont_write_bytecode = True
import pages

CREDENTIALS = "Basic " + base64.b64encode(b"user:se:cr@t").decode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    counts = {}
    lock = threading.Lock()
    meeting = threading.Barrier(2)

    def log_message(self, *args):
        pass

    def note(self, status):
        facts = ["%s=%s" % (name, self.headers[name]) for name in
                 ("Authorization", "If-None-Match", "Accept", "User-Agent")
                 if name in self.headers]
        with self.lock, open(os.path.join(self.server.folder, "log"), "a") as log:
            log.write(" ".join([self.command, self.path, str(status)] + facts
                               + ["port=%d" % self.client_address[1]]) + "\n")

    def answer(self, status, body=b"", length=True, **headers):
        self.note(status)
        self.send_response(status)
        if length:
            self.send_header("Content-Length", str(len(body)))
        else:
            self.send_header("Transfer-Encoding", "chunked")
        for name, value in headers.items():
            for line in [value] if isinstance(value, str) else value:
                self.send_header(name.replace("_", "-"), line)
        self.end_headers()
        if length:
            self.wfile.write(body)
            return
        for start in range(0, len(body), 1000):
            piece = body[start:start + 1000]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def begin(self, length):
        """The head of an answer that will not be what it promises."""
        self.note(200)
        self.close_connection = True
        self.send_response(200)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def times(self):
        with self.lock:
            self.counts[self.path] = self.counts.get(self.path, 0) + 1
            return self.counts[self.path]

    def page(self, kind, path):
        return pages.page(self.server.folder, kind, path.strip("/"), self.lie)

    def serve_page(self, kind, rest):
        body = self.page(kind, rest)
        if body is None:
            self.answer(404, b"no such project")
            return
        tag = '"%s"' % hashlib.sha256(body).hexdigest()[:16]
        headers = {"ETag": tag}
        parts = self.control.split("+") if self.control else []
        aged = [part[4:] for part in parts if part.startswith("age=")]
        if self.headers["If-None-Match"] == tag and "mute" in parts:
            self.answer(304, ETag=tag)
            return
        if aged:
            headers["Age"] = aged[0]
        headers["Cache_Control"] = [
            part for part in parts
            if part != "mute" and not part.startswith("age=")]
        if self.headers["If-None-Match"] == tag:
            self.answer(304, **headers)
            return
        headers["Content_Type"] = (
            "text/plain" if self.lie == "type" else
            "application/vnd.pypi.simple.v2+json" if self.lie == "type2" else
            "application/vnd.pypi.simple.v1+json" if kind == "json" else
            "TEXT/HTML; charset=utf-8")
        self.answer(200, body, **headers)

    def serve_json(self, rest):
        self.serve_page("json", rest)

    def serve_html(self, rest):
        self.serve_page("html", rest)

    def serve_htmlonly(self, rest):
        if self.headers["Accept"] != "text/html":
            self.answer(406, b"HTML only")
        else:
            self.serve_page("html", rest)

    def serve_age(self, rest):
        self.control, _, path = rest.partition("/")
        if self.control == "file":
            with open(os.path.join(self.server.folder, "control")) as file:
                self.control = file.read().strip()
        self.serve("/" + path)

    def serve_onlyfiles(self, rest):
        kind, _, path = rest.partition("/")
        self.serve("/" + (kind.replace("-", "/") + "/" + path
                          if path.startswith("files/") else path))

    def serve_lie(self, rest):
        self.lie, _, path = rest.partition("/")
        self.serve("/" + path)

    def body(self, path):
        kind, _, project = path.partition("/")
        if kind in ("json", "html"):
            return self.page(kind, project)
        name = os.path.join(self.server.folder, "files", os.path.basename(path))
        try:
            with open(name, "rb") as file:
                return file.read()
        except OSError:
            return None

    def do_GET(self):
        self.lie = self.control = None
        try:
            self.serve(re.sub("^http://[^/]*", "", self.path.split("?")[0]))
        except (BrokenPipeError, ConnectionResetError):
            pass

    def serve(self, path):
        kind, _, rest = path[1:].partition("/")
        method = getattr(self, "serve_" + kind, None)
        if method is None:
            self.answer(404, b"no such kind")
        else:
            method(rest)

    def serve_files(self, rest):
        body = self.body(rest)
        if body is None:
            self.answer(404, b"no such file")
        else:
            self.answer(200, body)

    def serve_redirect(self, rest):
        count, _, path = rest.partition("/")
        left = int(count) - 1
        self.answer(302, Location="/redirect/%d/%s" % (left, path) if left > 0
                    else "/" + path)

    def serve_away(self, rest):
        scheme, _, path = rest.partition("/")
        self.answer(302, Location="%s://%s" % (scheme, path))

    def serve_loop(self, rest):
        self.answer(302, Location=self.path)

    def serve_status(self, rest):
        self.answer(int(rest.partition("/")[0]), b"an explanation")

    def serve_flaky(self, rest):
        count, _, path = rest.partition("/")
        if self.times() <= int(count):
            self.answer(503, b"not now")
        else:
            self.serve("/" + path)

    def serve_busy(self, rest, when="1"):
        count, _, path = rest.partition("/")
        if self.times() <= int(count):
            self.answer(429, b"not now", Retry_After=when)
        else:
            self.serve("/" + path)

    def serve_later(self, rest):
        self.serve_busy(rest, email.utils.formatdate(time.time() + 2,
                                                     usegmt=True))

    def serve_meet(self, rest):
        try:
            self.meeting.wait(10)
        except threading.BrokenBarrierError:
            self.meeting.reset()
            self.answer(503, b"nobody else came")
            return
        self.serve("/" + rest)

    def serve_big(self, rest):
        self.answer(200, b"#" * int(rest.partition("/")[0]))

    def serve_endless(self, rest):
        self.begin(None)
        while True:
            self.wfile.write(b"#" * 65536)

    def serve_truncated(self, rest):
        body = self.body(rest)
        self.begin(len(body))
        self.wfile.write(body[:len(body) // 2])

    def serve_partial(self, rest):
        count, _, path = rest.partition("/")
        if self.times() <= int(count):
            self.serve_truncated(path)
        else:
            self.serve("/" + path)

    def stay(self):
        while os.path.isdir(self.server.folder):
            time.sleep(0.2)

    def serve_slow(self, rest):
        body = self.body(rest)
        self.begin(len(body))
        self.wfile.write(body[:len(body) // 2])
        self.wfile.flush()
        self.stay()

    def serve_silent(self, rest):
        self.note(0)
        self.stay()

    def serve_trickle(self, rest):
        body = self.body(rest)
        self.begin(len(body))
        for start in range(0, len(body), len(body) // 8 + 1):
            self.wfile.write(body[start:start + len(body) // 8 + 1])
            self.wfile.flush()
            time.sleep(0.3)

    def serve_drip(self, rest):
        body = self.body(rest)
        self.begin(len(body))
        for byte in body:
            self.wfile.write(bytes((byte,)))
            self.wfile.flush()
            time.sleep(0.2)

    def serve_short(self, rest):
        body = self.body(rest)
        self.begin(len(body) - 10)
        self.wfile.write(body)

    def serve_broken(self, rest):
        body = self.body(rest)
        self.note(200)
        self.close_connection = True
        self.send_response(200)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"%x\r\n%s\r\nnonsense\r\n" % (len(body), body))

    def serve_bomb(self, rest):
        body = gzip.compress(b" " * (int(rest.partition("/")[0]) << 20), 1)
        self.answer(200, body, Content_Type="text/html",
                    Content_Encoding="gzip")

    def serve_auth(self, rest):
        if self.headers["Authorization"] == CREDENTIALS:
            self.serve("/" + rest)
        else:
            self.answer(401, b"who are you?",
                        WWW_Authenticate='Basic realm="test"')

    def serve_hidden(self, rest):
        if self.headers["Authorization"] == CREDENTIALS:
            self.serve("/" + rest)
        else:
            self.answer(404, b"nothing here", Cache_Control="max-age=500")

    def serve_chunked(self, rest):
        self.answer(200, self.body(rest), length=False)


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


def main():
    folder = os.path.abspath(sys.argv[1])
    server = Server(("127.0.0.1", 0), Handler)
    server.folder = folder
    scheme = "http"
    if sys.argv[2:3] == ["--tls"]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[3])
        if sys.argv[4:]:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(sys.argv[4])
        server.socket = context.wrap_socket(server.socket, server_side=True,
                                            do_handshake_on_connect=False)
        scheme = "https"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with open(os.path.join(folder, "url.new"), "w") as file:
        file.write("%s://localhost:%d" % (scheme, server.server_port)
                   if scheme == "https" else
                   "%s://127.0.0.1:%d" % (scheme, server.server_port))
    os.rename(os.path.join(folder, "url.new"), os.path.join(folder, "url"))
    while os.path.isdir(folder):
        time.sleep(0.2)


if __name__ == "__main__":
    main()
