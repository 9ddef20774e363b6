"""A proxy on the loopback interface.

    proxy.py FOLDER [--user USER:PASSWORD] [--authority PEM]

writes FOLDER/url, its own address, when it is ready, and a line for each request
to FOLDER/log: method, what was asked for and status.  With --user it answers 407
to everybody else.  It ends when the folder is gone.

What is asked for by http is fetched from its server.  CONNECT leads to the
server, or, with --authority, a certificate with its key, to the proxy itself: it
shows a certificate for whatever host was named, signed by that authority, and
serves the files in FOLDER/site, for a folder its index.html.
"""

import argparse
import base64
import http.client
import http.server
import os
import select
import socket
import socketserver
import ssl
import subprocess
import threading
import time
import urllib.parse


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    lock = threading.Lock()
    inside = ""                 # the origin that CONNECT made us

    def log_message(self, *args):
        pass

    def note(self, what, status):
        with self.lock, open(os.path.join(self.server.folder, "log"), "a") as log:
            log.write("%s %s %s\n" % (self.command, what, status))

    def answer(self, status, body, **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def admitted(self):
        user = self.server.options.user
        if user is None:
            return True
        wanted = "Basic " + base64.b64encode(user.encode()).decode()
        if self.headers["Proxy-Authorization"] == wanted:
            return True
        self.note(self.path, 407)
        self.answer(407, b"who are you?",
                    Proxy_Authenticate='Basic realm="test"')
        return False

    def do_GET(self):
        if self.inside:
            self.serve_site()
        elif self.admitted():
            self.forward()

    def serve_site(self):
        path = self.path.split("?")[0]
        headers = {}
        if path.endswith("/"):
            path += "index.html"
            headers["Content_Type"] = "text/html"
        try:
            with open(self.server.folder + "/site" + path, "rb") as file:
                body, status = file.read(), 200
        except OSError:
            body, status = b"nothing", 404
        self.note(self.inside + self.path, status)
        self.answer(status, body, **headers)

    def forward(self):
        url = urllib.parse.urlsplit(self.path)
        headers = {name: value for name, value in self.headers.items()
                   if not name.lower().startswith("proxy-")}
        try:
            server = http.client.HTTPConnection(url.netloc, timeout=30)
            server.request("GET", url.path, headers=headers)
            reply = server.getresponse()
            status, body = reply.status, reply.read()
        except OSError:
            status, body = 502, b"no such server"
        self.note(self.path, status)
        self.answer(status, body, Content_Type=reply.headers["Content-Type"])

    def do_CONNECT(self):
        if not self.admitted():
            return
        self.note(self.path, 200)
        host, _, port = self.path.rpartition(":")
        if self.server.options.authority:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate(host))
        self.send_response(200)
        self.end_headers()
        if not self.server.options.authority:
            self.close_connection = True
            self.tunnel(socket.create_connection((host, int(port))))
            return
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", 0)
        self.inside = "https://" + host
        self.close_connection = False

    def tunnel(self, server):
        ends = [self.connection, server]
        while True:
            for end in select.select(ends, [], [])[0]:
                data = end.recv(65536)
                if not data:
                    return
                ends[end is self.connection].sendall(data)

    def certificate(self, host):
        """The path of a certificate for HOST, with its key."""
        options = self.server.options
        pem = os.path.join(self.server.folder, host + ".pem")
        with self.lock:
            if os.path.exists(pem):
                return pem
            with open(pem + ".ext", "w") as file:
                file.write("subjectAltName=DNS:%s\n" % host)
            subprocess.run(
                ["openssl", "req", "-new", "-newkey", "rsa:2048", "-nodes",
                 "-subj", "/CN=test", "-keyout", pem + ".key", "-out",
                 pem + ".csr"], check=True, capture_output=True)
            subprocess.run(
                ["openssl", "x509", "-req", "-days", "2", "-in", pem + ".csr",
                 "-CA", options.authority, "-CAkey", options.authority,
                 "-CAserial", pem + ".srl", "-CAcreateserial", "-extfile",
                 pem + ".ext", "-out", pem + ".crt"],
                check=True, capture_output=True)
            with open(pem + ".new", "w") as file:
                for part in (".key", ".crt"):
                    with open(pem + part) as source:
                        file.write(source.read())
            os.rename(pem + ".new", pem)
        return pem


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--user")
    parser.add_argument("--authority")
    options = parser.parse_args()
    server = Server(("127.0.0.1", 0), Handler)
    server.options = options
    server.folder = os.path.abspath(options.folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with open(server.folder + "/url.new", "w") as file:
        file.write("http://127.0.0.1:%d" % server.server_port)
    os.rename(server.folder + "/url.new", server.folder + "/url")
    while os.path.isdir(server.folder):
        time.sleep(0.2)


main()
