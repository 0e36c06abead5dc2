// Calendars outside, without scripting: what is wrong with an account is said at its field, and bookings are read elsewhere by a link.
import ICAL from 'ical.js';
import { test, expect, WHO, said } from './support/test.mjs';

const QUIET = { javaScriptEnabled: false, allow: [/was preloaded using link preload but not used/] };
const REFUSED = { ...QUIET, allow: [...QUIET.allow, /status of 422/] };

test('an account that is not there is said at its field, and no password comes back', async ({ person, w }) => {
  const page = await person({ as: WHO.sarah, ...REFUSED });
  await page.goto('/calendars');
  const form = page.locator('form[action="/calendars/caldav"]');
  await form.locator('input[name="server"]').fill('https://127.0.0.1/dav');
  await form.locator('input[name="user"]').fill('sarah');
  await form.locator('input[name="password"]').fill('app-password');
  await form.getByRole('button', { name: w('calendars-account-do') }).click();
  await expect(page.locator('#f-server-error')).toBeVisible();
  await expect(page.locator('#f-server')).toHaveValue('https://127.0.0.1/dav');
  await expect(page.locator('#f-user')).toHaveValue('sarah');
  await expect(page.locator('#f-password')).toHaveValue('');
});

test('bookings are read by a link until it is deleted', async ({ person, w }) => {
  const page = await person({ as: WHO.sarah, ...QUIET });
  await page.goto('/calendars');
  await page.locator('select[name="of"]').selectOption('own');
  await page.getByRole('button', { name: w('feeds-make') }).click();
  await said(page, w('said-feed-made'));
  const field = page.locator('.copy-field input').last();
  const url = await field.inputValue();
  const answer = await page.request.get(url);
  expect(answer.headers()['content-type']).toContain('text/calendar');
  // Strict: it throws at what it does not understand.
  ICAL.design.strict = true;
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
  const events = calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
  expect(events.length).toBeGreaterThan(0);
  for (const event of events) expect(event.endDate.compare(event.startDate)).toBe(1);
  const again = await page.request.get(url, { headers: { 'if-none-match': answer.headers().etag } });
  expect(again.status()).toBe(304);
  await page.locator('form[action$="/delete"] button').last().click();
  await said(page, w('said-feed-deleted'));
  expect((await page.request.get(url)).status()).toBe(404);
});
