# A message that a running server sends is verified by PyPI standardwebhooks, with the old secret and with the new one while it is being
# replaced; a changed one is not. CALLBOARD_URL and CALLBOARD_KEY (an admin's) name the server.
import http.server, json, os, queue, threading, urllib.request
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

URL, KEY = os.environ["CALLBOARD_URL"], os.environ["CALLBOARD_KEY"]
came = queue.Queue()


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        self.send_response(204)
        self.end_headers()
        came.put((body, {name.lower(): value for name, value in self.headers.items()}))

    def log_message(self, *_):
        pass


def call(method, path, body=None):
    data = None if body is None else json.dumps(body).encode()
    headers = {"authorization": f"Bearer {KEY}", "content-type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(URL + path, data, headers, method=method), timeout=30) as answer:
        return json.load(answer)["data"]


receiver = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=receiver.serve_forever, daemon=True).start()
hook = call("POST", "/api/v1/webhooks", {"url": f"http://127.0.0.1:{receiver.server_port}/hook", "description": "نورة"})
path = f"/api/v1/webhooks/{hook['id']}"
rotated = call("POST", f"{path}/rotate-secret")
call("POST", f"{path}/test")
body, headers = came.get(timeout=30)
for secret in (hook["secret"], rotated["secret"]):
    event = Webhook(secret).verify(body, headers)
    assert event["data"]["webhookId"] == hook["id"], event
for changed, among in ((body + " ", headers), (body, {**headers, "webhook-id": "dlv_other"}), (body, {**headers, "webhook-timestamp": "1"})):
    try:
        Webhook(rotated["secret"]).verify(changed, among)
    except WebhookVerificationError:
        continue
    raise SystemExit("a changed message was taken for Callboard's")
call("DELETE", path)
