"""Lets schemathesis send mails: it knows no media type of them, and their bytes are sent as they are."""

import schemathesis

schemathesis.serializer.alias("message/rfc822", "application/octet-stream")
