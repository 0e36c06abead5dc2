// Webhooks: whether a message is Callboard's (Standard Webhooks 1.0). Web Crypto only, so that it runs in Node, Deno, Bun and at the edge.

import type { components } from './schema.js';

/** What can be subscribed to. There will be more: treat what you do not know as nothing of yours. */
export type EventName = components['schemas']['EventName'];

/** A message: what happened, when, and the thing it happened to as it stands after it. */
export interface WebhookEvent<Data = Record<string, unknown>> {
  type: EventName | 'webhook.test' | (string & {});
  timestamp: string;
  data: Data;
}

/** The message is not Callboard's, or too old. Answer 401. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
}

type Headers = { get(name: string): string | null } | Record<string, string | string[] | undefined>;

function header(headers: Headers, name: string): string {
  const isMap = (one: Headers): one is { get(name: string): string | null } => typeof one.get === 'function';
  const value = isMap(headers) ? headers.get(name) : headers[name];
  const text = Array.isArray(value) ? value[0] : value;
  if (!text) throw new WebhookError(`The header ${name} is missing.`);
  return text;
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/**
 * Verifies the raw body as it arrived (parsed and written again it is another) and answers the event.
 * Several secrets may be given while one is being replaced. Repeated messages have the same `webhook-id`; order them by `data.revision`.
 */
export async function verifyWebhook<Data = Record<string, unknown>>(
  body: string | Uint8Array,
  headers: Headers,
  secrets: string | string[],
  { tolerance = 300, now = Date.now() / 1000 }: { tolerance?: number; now?: number } = {},
): Promise<WebhookEvent<Data>> {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => header(headers, name)) as [string, string, string];
  if (!/^\d+$/.test(timestamp) || Math.abs(now - Number(timestamp)) > tolerance) throw new WebhookError('The message is too old, or from the future.');
  const text = typeof body === 'string' ? body : new TextDecoder('utf-8', { fatal: true }).decode(body);
  const signed = new TextEncoder().encode(`${id}.${timestamp}.${text}`);
  const given = signatures.split(' ').filter((one) => one.startsWith('v1,')).map((one) => one.slice(3));
  for (const secret of [secrets].flat()) {
    const key = await crypto.subtle.importKey('raw', bytesOf(secret.replace(/^whsec_/, '')), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
    for (const signature of given) {
      let bytes: Uint8Array<ArrayBuffer>;
      try {
        bytes = bytesOf(signature);
      } catch {
        continue;
      }
      // Compares in constant time.
      if (await crypto.subtle.verify('HMAC', key, bytes, signed)) return JSON.parse(text) as WebhookEvent<Data>;
    }
  }
  throw new WebhookError('The signature is not of any of the secrets.');
}
