// Signatures: the vector of the specification, the specification's own package, and everything that must not pass.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Webhook } from 'standardwebhooks';
import { WebhookError, verifyWebhook } from '../dist/webhooks.js';

const SECRET = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const BODY = '{"email":"test@example.com","username":"test_user"}';
const HEADERS = {
  'webhook-id': 'msg_27UH4WbU6Z5A5EzD8u03UvzRbpk',
  'webhook-timestamp': '1649367553',
  'webhook-signature': 'v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw=',
};
const then = { now: 1649367553 };

test('the vector of the specification', async () => {
  assert.deepEqual(await verifyWebhook(BODY, HEADERS, SECRET, then), JSON.parse(BODY));
  assert.deepEqual(await verifyWebhook(new TextEncoder().encode(BODY), new Headers(HEADERS), ['whsec_AAAA', SECRET], then), JSON.parse(BODY));
  const several = { ...HEADERS, 'webhook-signature': `v1a,x v1,!!! v1,AAAA ${HEADERS['webhook-signature']}` };
  assert.deepEqual(await verifyWebhook(BODY, several, SECRET, then), JSON.parse(BODY));
});

test('what the package signs', async () => {
  const at = new Date(1_700_000_000_000);
  const headers = { 'webhook-id': 'msg_1', 'webhook-timestamp': '1700000000', 'webhook-signature': new Webhook(SECRET).sign('msg_1', at, '{"type":"نورة"}') };
  assert.equal((await verifyWebhook('{"type":"نورة"}', headers, SECRET, { now: 1_700_000_100 })).type, 'نورة');
});

test('nothing else', async () => {
  for (const [body, headers, secret, options] of [
    [`${BODY} `, HEADERS, SECRET, then],
    [BODY, { ...HEADERS, 'webhook-id': 'msg_2' }, SECRET, then],
    [BODY, { ...HEADERS, 'webhook-timestamp': '1649367554' }, SECRET, then],
    [BODY, { ...HEADERS, 'webhook-signature': undefined }, SECRET, then],
    [BODY, { ...HEADERS, 'webhook-signature': 'v1,' }, SECRET, then],
    [BODY, HEADERS, 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', then],
    [BODY, HEADERS, SECRET, { now: then.now + 301 }],
    [BODY, HEADERS, SECRET, { now: then.now - 301 }],
    [BODY, { ...HEADERS, 'webhook-timestamp': 'soon' }, SECRET, then],
  ]) {
    await assert.rejects(verifyWebhook(body, headers, secret, options), WebhookError);
  }
});
