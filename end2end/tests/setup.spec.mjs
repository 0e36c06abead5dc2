// The first minutes of an installation, on a server of its own with nothing in it: the printed address, three steps, and an office whose pages
// say what to do next.
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fine } from './support/axe.mjs';
import { test, expect, PASSWORD } from './support/test.mjs';

const PORT = { en: 3978, ar: 3979 };
const OFFICE = { en: 'Dune Casting', ar: 'كاستنج الكثبان' };
const NAME = { en: 'Huda Al-Amri', ar: 'هدى العمري' };

/** Starts a server in an empty folder; answers its address, how to run commands beside it, and how to end it. */
async function begin(lang) {
  const { CALLBOARD_BIN, CALLBOARD_E2E_URL, CALLBOARD_E2E_DATA, CALLBOARD_CHROMIUM, ...environment } = process.env;
  const folder = join(tmpdir(), `callboard-setup-${process.pid}-${lang}`);
  mkdirSync(folder, { recursive: true });
  const env = { ...environment, CALLBOARD_MODE: 'test', CALLBOARD_DATA: join(folder, 'data'), CALLBOARD_LISTEN: `127.0.0.1:${PORT[lang]}`, CALLBOARD_LOG: 'error' };
  const server = spawn(CALLBOARD_BIN, ['serve'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const over = new Promise((resolve) => { server.once('exit', resolve); });
  const ready = new Promise((resolve) => { createInterface({ input: server.stdout }).once('line', resolve); });
  await Promise.race([ready, over.then((code) => { throw new Error(`the server ended with ${code}`); })]);
  return {
    baseURL: `http://127.0.0.1:${PORT[lang]}`,
    run: (...words) => execFileSync(CALLBOARD_BIN, words, { env, encoding: 'utf8' }).trim(),
    end: async () => {
      server.kill('SIGTERM');
      await over;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

test('an office is set up by the printed address, in three steps', async ({ person, lang, w }) => {
  test.skip(!process.env.CALLBOARD_BIN, 'a server that already runs has an office');
  const server = await begin(lang);
  try {
    const page = await person({ baseURL: server.baseURL, allow: [/status of 4(03|10|22)/] });
    await page.goto('/');
    await expect(page).toHaveURL(/\/setup$/);
    await expect(page.locator('main')).toContainText('callboard setup-token');
    await fine(page, 'setting up without the address');
    const address = server.run('setup-token').split(/\s/).find((word) => word.includes('/setup?token='));

    // What is wrong is said at its field, and nothing typed is lost but the password.
    await page.goto(address);
    await fine(page, 'the first step');
    await page.locator('input[name="nameEn"]').fill(OFFICE.en);
    await page.locator('input[name="nameAr"]').fill(OFFICE.ar);
    await page.locator(`input[name="${lang === 'en' ? 'nameLatin' : 'nameArabic'}"]`).fill(NAME[lang]);
    await page.locator('input[name="email"]').fill('huda@dune.example');
    await page.locator('input[name="password"]').fill('short');
    await page.locator('select[name="language"]').selectOption(lang);
    await page.getByRole('button', { name: w('account-go-on') }).click();
    await expect(page.locator('#f-password-error')).toBeVisible();
    await expect(page.locator('input[name="email"]')).toHaveValue('huda@dune.example');
    await page.locator('input[name="password"]').fill(PASSWORD);
    await page.getByRole('button', { name: w('account-go-on') }).click();

    await expect(page.getByRole('heading', { level: 1 })).toHaveText(w('account-setup-hours'));
    await fine(page, 'the second step');
    const plain = await person({ baseURL: server.baseURL, javaScriptEnabled: false, allow: [/was preloaded using link preload but not used/] });
    await plain.context().addCookies(await page.context().cookies());
    for (const step of ['/setup/event-type', '/setup/hours']) {
      await plain.goto(step);
      await expect(plain.locator('main form[method="post"] button')).toHaveCount(1);
    }
    for (const day of await page.locator('input[name="days"]').all()) await day.uncheck();
    await page.getByRole('button', { name: w('account-go-on') }).click();
    await expect(page.locator('.error-summary')).toBeVisible();
    for (const day of [0, 1, 2]) await page.locator(`input[name="days"][value="${day}"]`).check();
    await page.getByRole('button', { name: w('account-go-on') }).click();

    await expect(page.getByRole('heading', { level: 1 })).toHaveText(w('account-setup-event'));
    await fine(page, 'the third step');
    await page.getByRole('button', { name: w('account-setup-finish') }).click();
    await expect(page.locator('#f-address-error')).toBeVisible();
    await page.locator('input[name="address"]').fill('12 Palm Street, Riyadh');
    await page.getByRole('button', { name: w('account-setup-finish') }).click();
    await expect(page).toHaveURL(/\/today/);

    // The first day of an office that has nothing yet.
    for (const empty of ['/today', '/calls', '/bookings']) {
      await page.goto(empty);
      await fine(page, `${empty} of a new office`);
    }
    await page.goto('/admin/event-types');
    await expect(page.locator('a[href*="/admin/event-types/evt_"]')).toHaveCount(1);
    await page.goto(address);
    await expect(page.locator('main')).toContainText(w('refusal-already-set-up'));
  } finally {
    await server.end();
  }
});
