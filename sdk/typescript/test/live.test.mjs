// The client against a running server with demo data: CALLBOARD_URL, CALLBOARD_KEY (an admin's). end2end/tests/sdk.spec.mjs sets both.
import assert from 'node:assert/strict';
import test from 'node:test';
import { CallboardError, all, createCallboard, data, embedToken, idempotencyKey, ifMatch } from '../dist/index.js';

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
  const whole = await data(client.GET('/api/v1/bookings', { params: { query: { limit: 100 } } }));
  assert.deepEqual(found.slice(0, whole.length), whole.map(({ id }) => id));
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
