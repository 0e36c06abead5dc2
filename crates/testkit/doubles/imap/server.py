"""pymap with TLS from the first byte, which it has no option for: `server.py PORT`, beside server.pem and server.key."""
import asyncio
import ssl
import sys

from pymap.main import main

context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain("server.pem", "server.key")
plain = asyncio.start_server
asyncio.start_server = lambda *args, **options: plain(*args, ssl=context, **options)
# Its own TLS is the opportunistic one, which would refuse to sign anybody in before it began.
sys.argv = ["pymap", "--host", "localhost", "--port", sys.argv[1], "--no-tls", "dict"]
main()
