// The SDKs against this server: the TypeScript package type-checked, built and tested as it stands, and its React component on another website.
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { test, expect, WHO, awake, bookingAddress, hold } from './support/test.mjs';
import { NOISE, allow, heard, html, website } from './support/website.mjs';

const SDK = join(dirname(fileURLToPath(import.meta.url)), '../../sdk/typescript');
const run = promisify(execFile);
const EMAIL = { en: 'g112@example.com', ar: 'g113@example.com' };

/** A key of the admin's with every scope, made as an admin makes one. */
async function key(person, w, name) {
  const admin = await person({ as: 'ad@example.com' });
  await admin.goto('/admin/api-keys/new');
  await admin.locator('input[name="name"]').fill(name);
  for (const scope of await admin.locator('input[name="scopes"]').all()) await scope.check();
  await admin.getByRole('button', { name: w('keys-make') }).click();
  await expect(admin.locator('#new-key')).toHaveValue(/^cb_test_/);
  return admin.locator('#new-key').inputValue();
}

test('the TypeScript package: types up to date and sound, built, its tests against this server', async ({ person, baseURL, lang, w }) => {
  test.skip(lang === 'ar', 'it has no words');
  test.setTimeout(240_000);
  const environment = { ...process.env, CALLBOARD_URL: baseURL, CALLBOARD_KEY: await key(person, w, 'SDK'), CALLBOARD_RUN: String(Date.now()) };
  for (const name of ['NODE_OPTIONS', 'CALLBOARD_BIN']) delete environment[name];
  const done = await run('npm', ['test'], { cwd: SDK, env: environment, maxBuffer: 10_000_000 }).catch((error) => error);
  expect(done.code ?? 0, `${done.stdout}\n${done.stderr}`).toBe(0);
  expect(done.stdout).toMatch(/fail 0/);
});

test('BookAudition books an application on another website', async ({ person, baseURL, lang, w }) => {
  test.setTimeout(120_000);
  await allow(person, w);
  const caster = await person({ as: WHO.sarah });
  const address = await bookingAddress(caster, EMAIL[lang], lang);
  const [, , call, , application] = address.split('?')[0].split('/');
  const secret = await key(person, w, `Website ${lang}`);
  const places = {};
  const site = await website('sdk', lang, places);
  try {
    const asks = (path, body) => fetch(`${baseURL}${path}`, {
      method: body ? 'POST' : 'GET', headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }, body: body && JSON.stringify(body),
    }).then((answer) => answer.json());
    const { data: kinds } = await asks(`/api/v1/event-types?castingCallId=${call}`);
    // What the website's own server does when its page asks for a token.
    const { data: token } = await asks('/api/v1/embed-tokens', { applicationId: application, origin: site.origin });
    const built = await build({
      stdin: {
        contents: `
          import { createRoot } from 'react-dom/client';
          import { BookAudition } from './src/react.tsx';
          window.seen = [];
          createRoot(document.querySelector('#root')).render(
            <BookAudition application={{ id: ${JSON.stringify(application)}, talent: { name: 'Noura' } }} casterName="Sarah" casterEmail="sarah@example.net"
              url=${JSON.stringify(baseURL)} calLink="takeone/${kinds[0].slug}" getToken={async () => ${JSON.stringify(token.token)}} theme="light" lang="${lang}"
              onBookingComplete={(data) => { window.complete = data; }} onEvent={(type, data) => window.seen.push({ type, data })} />);`,
        resolveDir: SDK, loader: 'jsx',
      },
      bundle: true, write: false, format: 'iife', jsx: 'automatic', define: { 'process.env.NODE_ENV': '"production"' },
    });
    places['/'] = html(lang, '<div id="root"></div><script src="/page.js"></script>');
    places['/page.js'] = { body: built.outputFiles[0].text, type: 'text/javascript' };
    const page = await person({ allow: NOISE });
    await page.goto(`${site.origin}/`);
    const frame = page.frameLocator('iframe');
    await heard(page, 'ready');
    await awake(frame);
    await hold(frame, 1);
    await frame.locator('.picker-go button').click();
    await frame.getByRole('button', { name: w('book-send'), exact: true }).click();
    const booked = await heard(page, 'bookingSuccessful');
    expect(booked.applicationId).toBe(application);
    expect(await page.evaluate(() => window.complete)).toEqual(booked);
  } finally {
    await site.close();
  }
});
