# Signs the cases of packages.json with PyPI standardwebhooks (1.1.x) and verifies them with it:  python packages.py > packages.json
# Then `node packages.mjs packages.json` has npm standardwebhooks say the same of every one.
import datetime, json
from standardwebhooks.webhooks import Webhook

SECRETS = ["whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
           "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="]
BODIES = ['{"type":"booking.created","data":{}}', '{"title":"ظل النخيل","note":"a\\u0000b"}', '{}',
          json.dumps({"x": "é" * 2000}, ensure_ascii=False), '{"a": "tabs\\tand\\nlines"}']
cases = []
for n, secret in enumerate(SECRETS):
    for m, body in enumerate(BODIES):
        id = f"dlv_01jd9x8k3me0q8v6t2h4w7y5{n}{m}"
        now = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
        hook = Webhook(secret)
        signature = hook.sign(id, now, body)
        at = int(now.timestamp())
        headers = {"webhook-id": id, "webhook-timestamp": str(at), "webhook-signature": "v1,AAAA " + signature}
        hook.verify(body, headers)
        cases.append({"secret": secret, "id": id, "timestamp": at, "body": body, "signature": signature})
print(json.dumps(cases, ensure_ascii=True, indent=1))
