// Another website: a small server on `localhost`, which browsers take for another site than 127.0.0.1. Its ports are fixed, because an
// organisation allows websites by their origin; every spec and language has one of its own.
import http from 'node:http';
import { readFileSync } from 'node:fs';
import { expect, said } from './test.mjs';

const PORTS = { embed: { en: 4171, ar: 4172 }, calcom: { en: 4173, ar: 4174 }, sdk: { en: 4175, ar: 4176 } };
/** Websites that nobody allowed. */
const STRANGE = { strangeEmbed: { en: 4177, ar: 4178 }, strangeCalcom: { en: 4179, ar: 4180 } };

const origins = Object.values(PORTS).flatMap((ports) => Object.values(ports)).map((port) => `http://localhost:${port}`);

/** The website of a spec: `pages` maps paths to HTML, or to `{ file, type }`. Answers its origin and how to close it. */
export async function website(spec, lang, pages) {
  const port = { ...PORTS, ...STRANGE }[spec][lang];
  const server = http.createServer((request, response) => {
    const page = pages[new URL(request.url, 'http://localhost').pathname];
    if (page === undefined) return response.writeHead(request.url === '/favicon.ico' ? 204 : 404).end();
    const [body, type] = typeof page === 'string' ? [page, 'text/html; charset=utf-8'] : [page.body ?? readFileSync(page.file), page.type];
    return response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, 'localhost', resolve));
  return {
    origin: `http://localhost:${port}`,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}

/** A page that keeps in `window.seen` what its embeds tell. */
export const html = (lang, body, more = '') => `<!doctype html><html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Some website</title>
<style>body{margin:0;font:16px/1.5 system-ui}main{max-width:70rem;margin:auto;padding:1rem}</style>${more}<body><main><h1>Some website</h1>${body}</main></body></html>`;

/** Has an admin allow all websites of the tests; the same for every test, so that they do not take it from one another. */
export async function allow(person, w) {
  const admin = await person({ as: 'ad@example.com' });
  await admin.goto('/admin/settings/embedding');
  await admin.locator('textarea[name="origins"]').fill(origins.join('\n'));
  await admin.getByRole('button', { name: w('embed-save'), exact: true }).click();
  await said(admin, w('said-embed-saved'));
  await expect(admin.locator('textarea[name="origins"]')).toHaveValue(new RegExp(origins[0]));
  return admin;
}

/** What belongs to every test with two websites in it. */
export const NOISE = [/request to another host: http:\/\/localhost:41/];

/** Waits for an event a page has kept; answers its data. */
export async function heard(page, type) {
  await expect.poll(() => page.evaluate((wanted) => window.seen.some((one) => one.type === wanted), type), { message: `${type} is told` }).toBe(true);
  return page.evaluate((wanted) => window.seen.filter((one) => one.type === wanted).at(-1).data, type);
}
