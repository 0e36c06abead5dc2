// The client against a running server with demo data: CALLBOARD_URL, CALLBOARD_KEY (an admin's). end2end/tests/sdk.spec.mjs sets both.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import test from 'node:test';
import { Webhook } from 'standardwebhooks';
import * as guide from '../.test/examples/booking-guide.js';
import { CallboardError, all, createCallboard, data, embedToken, idempotencyKey, ifMatch, verifyWebhook } from '../dist/index.js';

const { CALLBOARD_URL: url, CALLBOARD_KEY: key } = process.env;
if (!url || !key) throw new Error('CALLBOARD_URL and CALLBOARD_KEY name the server and the key to test with.');
const client = createCallboard({ url, key });
// What can be booked by this run alone: whoever has no live audition yet.
const mark = `sdk-${process.pid}-${process.env.CALLBOARD_RUN ?? 'x'}`;

test('whose key it is', async () => {
  const me = await data(client.GET('/api/v1/me'));
  assert.equal(me.role, 'admin');
  assert.ok(me.scopes.includes('bookings:write'));
});

test('a refused call says why', async () => {
  const refused = data(client.GET('/api/v1/bookings/{id}', { params: { path: { id: 'bkg_00000000000000000000000000' } } }));
  await assert.rejects(refused, (error) => error instanceof CallboardError && error.status === 404 && error.problem.code === 'not_found');
  const keyless = createCallboard({ url, key: 'cb_live_x' });
  await assert.rejects(data(keyless.GET('/api/v1/me')), (error) => error.status === 401 && error.problem.code === 'auth.invalid_token');
});

test('a list, page by page', async () => {
  const pages = [];
  const found = [];
  for await (const booking of all((cursor) => {
    pages.push(cursor);
    return client.GET('/api/v1/bookings', { params: { query: { limit: 3, cursor } } });
  })) found.push(booking.id);
  assert.ok(pages.length > 1, 'there is more than one page');
  assert.equal(new Set(found).size, found.length);
  // Others may book meanwhile: what stands in both stands in one order.
  const whole = (await data(client.GET('/api/v1/bookings', { params: { query: { limit: 100 } } }))).map(({ id }) => id);
  const both = found.filter((id) => whole.includes(id));
  assert.ok(both.length > 3, 'more than a page stands in both');
  assert.deepEqual(both, whole.filter((id) => found.includes(id)));
});

test('an audition: booked once though asked twice, changed by revision, cancelled; and a token to book in an embed', async () => {
  const [call] = (await data(client.GET('/api/v1/casting-calls', { params: { query: { status: 'published' } } }))).filter(({ titleEn }) => /Palms/.test(titleEn));
  const [kind] = await data(client.GET('/api/v1/event-types', { params: { query: { castingCallId: call.id } } }));
  let application;
  for await (const one of all((cursor) => client.GET('/api/v1/applications', { params: { query: { castingCallId: call.id, cursor } } }))) {
    if (/^g1(19|1[56])@/.test(one.email ?? '')) application ??= one;
  }
  assert.ok(application, 'the demo has an applicant for this test');
  const query = { eventTypeId: kind.id, applicationId: application.id, from: '2026-12-27', to: '2027-01-08' };
  const { slots } = await data(client.GET('/api/v1/slots', { params: { query } }));
  assert.ok(slots.length > 0);
  const start = slots[process.pid % slots.length].start;
  const ask = () => client.POST('/api/v1/bookings', {
    params: { header: idempotencyKey(mark) },
    body: { applicationId: application.id, eventTypeId: kind.id, scheduledAt: start, externalId: mark },
  });
  const booking = await data(ask());
  assert.equal((await data(ask())).id, booking.id, 'the second time is the first again');
  const path = { id: booking.id };
  const changed = await data(client.PATCH('/api/v1/bookings/{id}', { params: { path, header: ifMatch(booking) }, body: { message: 'Bring sides.' } }));
  assert.equal(changed.message, 'Bring sides.');
  const stale = client.PATCH('/api/v1/bookings/{id}', { params: { path, header: ifMatch(booking) }, body: { message: 'x' } });
  await assert.rejects(data(stale), (error) => error.status === 412);
  const cancelled = await data(client.PATCH('/api/v1/bookings/{id}', { params: { path }, body: { status: 'cancelled', cancellationReason: 'A test.' } }));
  assert.equal(cancelled.status, 'cancelled');

  const token = await embedToken(client, application.id, url);
  assert.equal(token.token.length, 43);
  await assert.rejects(embedToken(client, application.id, 'https://nobody.example'), (error) => error.problem.errors[0].pointer === '/origin');
});

test("the booking guide's examples, as README.md has them", async (t) => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8').split(/^## /m).find((part) => part.startsWith('The booking guide'));
  const blocks = [...readme.matchAll(/```ts\n([\s\S]+?)\n```/g)].map(([, block]) => block.replace(/^(?=.)/gm, '  '));
  const source = readFileSync(new URL('../examples/booking-guide.ts', import.meta.url), 'utf8');
  assert.equal(blocks.length, 5);
  for (const block of blocks) assert.ok(source.includes(block), `README.md says otherwise than the example: ${block}`);

  const me = await data(client.GET('/api/v1/me'));
  const other = (await data(client.GET('/api/v1/team-members'))).find(({ userId, role }) => userId !== me.userId && role === 'caster');
  const listing = await data(client.POST('/api/v1/casting-calls', { body: { titleEn: `Consultations ${mark}` } }));
  const ends = [() => client.DELETE('/api/v1/casting-calls/{id}', { params: { path: { id: listing.id } } })];
  t.after(async () => {
    for (const end of ends.reverse()) await data(end());
  });

  const eventType = await guide.createEventType(client, listing.id);
  ends.push(() => client.DELETE('/api/booking/event-types/{id}', { params: { path: { id: eventType.id } } }));
  assert.deepEqual([eventType.listingId, eventType.durationMinutes, eventType.price, eventType.customQuestions.length], [listing.id, 30, 50, 2]);

  const pattern = await guide.createPattern(client);
  ends.push(() => client.DELETE('/api/v1/schedules/{id}', { params: { path: { id: pattern.id } } }));
  const { slots, typed } = await guide.generateSlots(client, pattern, eventType);
  // Thirteen Mondays, Wednesdays and Fridays of January 2027, eight hours of half-hours each.
  assert.deepEqual([slots.length, typed.length], [13 * 16, 13 * 16]);
  assert.deepEqual([slots[0].date, slots[0].startTime, typed[0].eventTypeId], ['2027-01-01', '09:00', eventType.id]);

  const member = await guide.addTeamMember(client, listing.id, other.userId, eventType);
  assert.deepEqual([member.eventTypeIds, member.roundRobinEnabled, member.roundRobinWeight], [[eventType.id], true, 1]);

  const integration = await guide.createIntegration(client, listing.id, me.userId);
  ends.push(() => client.DELETE('/api/booking/calendar/integrations/{id}', { params: { path: { id: integration.id } } }));
  assert.deepEqual([integration.provider, integration.userId], ['ics', me.userId]);
});

test('a message that arrives is verified by the SDK and by the package of the specification', async (t) => {
  const messages = [];
  const receiver = http.createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    messages.push({ body: Buffer.concat(parts).toString('utf8'), headers: request.headers });
    response.writeHead(204).end();
  });
  await new Promise((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  t.after(() => receiver.close());
  const hook = await data(client.POST('/api/v1/webhooks', { body: { url: `http://127.0.0.1:${receiver.address().port}/hook`, description: 'نورة' } }));
  const path = { id: hook.id };
  t.after(() => data(client.DELETE('/api/v1/webhooks/{id}', { params: { path } })));
  const rotated = await data(client.POST('/api/v1/webhooks/{id}/rotate-secret', { params: { path } }));
  await data(client.POST('/api/v1/webhooks/{id}/test', { params: { path } }));
  while (messages.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  const [{ body, headers }] = messages;
  // The server's clock is not this one's: the message is verified as of when it was sent.
  const now = Number(headers['webhook-timestamp']);
  t.mock.timers.enable({ apis: ['Date'], now: now * 1000 });
  // While a secret is being replaced, both are good.
  for (const secret of [hook.secret, rotated.secret]) {
    assert.equal((await verifyWebhook(body, headers, secret)).data.webhookId, hook.id);
    assert.equal(new Webhook(secret).verify(body, headers).data.webhookId, hook.id);
    assert.throws(() => new Webhook(secret).verify(`${body} `, headers));
  }
});
