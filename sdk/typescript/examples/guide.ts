// The examples of README.md, type-checked with the package.
import { all, createCallboard, data, embedToken, idempotencyKey, ifMatch, verifyWebhook } from '../src/index.js';

const client = createCallboard({ url: process.env.CALLBOARD_URL!, key: process.env.CALLBOARD_KEY! });

/** Everything that can be booked in a casting call, with who receives the talent. */
export async function eventTypes(castingCallId: string) {
  const kinds = await data(client.GET('/api/v1/event-types', { params: { query: { castingCallId } } }));
  return kinds.map(({ nameEn, slug, durations, hosts }) => ({ nameEn, slug, minutes: durations[0], hosts: hosts.length }));
}

/** What a weekly pattern would give: nothing is stored. */
export async function generate(eventTypeId: string) {
  const body = { eventTypeId, from: '2026-12-01', to: '2026-12-31' };
  return data(client.POST('/api/v1/availability/generate', { body }));
}

/** Books an applicant, once however often it is tried, and moves the audition unless somebody changed it meanwhile. */
export async function book(applicationId: string, eventTypeId: string, first: string, second: string) {
  const booking = await data(client.POST('/api/v1/bookings', {
    params: { header: idempotencyKey(`book-${applicationId}`) },
    body: { applicationId, eventTypeId, scheduledAt: first },
  }));
  return data(client.PATCH('/api/v1/bookings/{id}', {
    params: { path: { id: booking.id }, header: ifMatch(booking) },
    body: { scheduledAt: second },
  }));
}

/** Every coming audition, page by page. */
export async function* upcoming() {
  yield* all((cursor) => client.GET('/api/v1/bookings', { params: { query: { upcoming: true, ...(cursor && { cursor }) } } }));
}

/** A route of your server that takes webhooks. */
export async function webhook(request: Request): Promise<Response> {
  try {
    const event = await verifyWebhook(await request.text(), request.headers, process.env.CALLBOARD_WEBHOOK_SECRET!);
    console.log(event.type, event.data);
    return new Response(null, { status: 204 });
  } catch {
    return new Response(null, { status: 401 });
  }
}

/** A route of your server that gives the signed-in caster's page a token for `BookAudition`. */
export async function tokenFor(applicationId: string, origin: string) {
  return (await embedToken(client, applicationId, origin)).token;
}
