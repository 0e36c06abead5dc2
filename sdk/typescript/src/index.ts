// The client: typed calls of every route in Callboard's OpenAPI document, and the little that each caller would write again.
// The types in schema.ts are made from docs/openapi.json by `npm run generate`; nothing here repeats them.
import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './schema.js';

export type { components, operations, paths } from './schema.js';
export { verifyWebhook, WebhookError, type EventName, type WebhookEvent } from './webhooks.js';

/** A type of the API by its name in the document: `Schema<'Booking'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** A failure as the API tells it (RFC 9457). */
export type Problem = Schema<'Problem'>;

export interface CallboardOptions {
  /** Where Callboard is: `https://callboard.example.com`. */
  url: string;
  /** An API key, `cb_…`. Stays on a server: in a browser everybody could read it. */
  key: string;
  /** Another `fetch`, for tests and proxies. */
  fetch?: typeof globalThis.fetch;
}

/** The typed client: `client.GET('/api/v1/bookings', …)`. */
export type CallboardClient = Client<paths>;

/** A client for one organisation's key. */
export function createCallboard({ url, key, fetch }: CallboardOptions): CallboardClient {
  return createClient<paths>({
    baseUrl: url.replace(/\/+$/, ''),
    headers: { authorization: `Bearer ${key}` },
    ...(fetch && { fetch: (request: Request) => fetch(request) }),
  });
}

/** A call that was refused: its `problem` says why, `problem.code` is stable. */
export class CallboardError extends Error {
  readonly status: number;
  readonly problem: Problem | undefined;
  /** Seconds after which trying again makes sense, where the server says so. */
  readonly retryAfter: number | undefined;

  constructor(response: Response, problem: Problem | undefined) {
    const fields = problem?.errors?.map(({ pointer, detail }) => `${pointer}: ${detail}`).join(' ');
    super([`${response.status} ${problem?.code ?? response.statusText}`, problem?.detail, fields].filter(Boolean).join(' · '));
    this.name = 'CallboardError';
    this.status = response.status;
    this.problem = problem;
    const after = Number(response.headers.get('retry-after'));
    this.retryAfter = after > 0 ? after : undefined;
  }
}

interface Result<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

function bodyOf<Data>({ data, error, response }: Result<Data>): Data {
  if (error !== undefined || !response.ok || data === undefined) {
    const isProblem = typeof error === 'object' && error !== null && 'code' in error;
    throw new CallboardError(response, isProblem ? (error as Problem) : undefined);
  }
  return data;
}

/** The thing of a call, or a `CallboardError`: `const booking = await data(client.GET('/api/v1/bookings/{id}', …))`. */
export async function data<Body extends { data: unknown }>(call: Promise<Result<Body>>): Promise<Body['data']> {
  return bodyOf(await call).data;
}

/** The revision a thing was read with, for `If-Match`: a change to something that changed meanwhile is then refused (412). */
export const ifMatch = ({ revision }: { revision: number }) => ({ 'If-Match': `"${revision}"` });

/** The header by which a call that is repeated is done once: keep the key with what you are doing, and send it again when in doubt. */
export const idempotencyKey = (key: string = crypto.randomUUID()) => ({ 'Idempotency-Key': key });

/**
 * Everything in a list, page by page:
 * `for await (const booking of all((cursor) => client.GET('/api/v1/bookings', { params: { query: { cursor } } })))`.
 */
export async function* all<Thing>(
  page: (cursor: string | undefined) => Promise<Result<{ data: Thing[]; meta: { nextCursor?: string | null } }>>,
): AsyncGenerator<Thing, void, undefined> {
  let cursor: string | undefined;
  do {
    const answer = bodyOf(await page(cursor));
    yield* answer.data;
    cursor = answer.meta.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

/** A token by which a page of yours books one application in an embed; for your server, which hands it to that page. */
export async function embedToken(client: CallboardClient, applicationId: string, origin: string): Promise<Schema<'EmbedToken'>> {
  return data(client.POST('/api/v1/embed-tokens', { body: { applicationId, origin } }));
}
