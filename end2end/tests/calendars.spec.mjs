// Calendars outside, without scripting: what is wrong with an account is said at its field, and bookings are read elsewhere by a link.
import ICAL from 'ical.js';
import { test, expect, WHO, said } from './support/test.mjs';

const ADMIN = 'ad@example.com';
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
  // Others book with Sarah meanwhile: what has not changed since it was read is not sent again.
  await expect(async () => {
    const now = await page.request.get(url);
    const again = await page.request.get(url, { headers: { 'if-none-match': now.headers().etag } });
    expect(again.status()).toBe(304);
  }).toPass();
  await page.locator('form[action$="/delete"] button').last().click();
  await said(page, w('said-feed-deleted'));
  expect((await page.request.get(url)).status()).toBe(404);
});

test('partners read when somebody is busy, and nothing else', async ({ person, w }) => {
  const page = await person({ as: WHO.sarah, ...QUIET });
  await page.goto('/calendars');
  await page.locator('select[name="of"]').selectOption('busy');
  await page.getByRole('button', { name: w('feeds-make') }).click();
  await said(page, w('said-feed-made'));
  const url = await page.locator('.copy-field input').last().inputValue();
  expect(url).toMatch(/\.ifb$/);
  const answer = await page.request.get(url);
  expect(answer.headers()['content-type']).toContain('text/calendar');
  ICAL.design.strict = true;
  const calendar = new ICAL.Component(ICAL.parse(await answer.text()));
  expect(calendar.getAllSubcomponents().map((one) => one.name)).toEqual(['vfreebusy']);
  const told = calendar.getFirstSubcomponent('vfreebusy').getAllProperties('freebusy');
  expect(told.length).toBeGreaterThan(0);
  expect((await page.request.get(url.replace(/ifb$/, 'ics'))).status()).toBe(404);
  await page.locator('form[action$="/delete"] button').last().click();
  await said(page, w('said-feed-deleted'));
  expect((await page.request.get(url)).status()).toBe(404);
});

test('a host chooses their calendars for one kind of audition', async ({ person, w }) => {
  const page = await person({ as: WHO.sarah, ...QUIET });
  await page.goto('/calendars');
  await page.getByRole('link', { name: w('exceptions-open') }).click();
  const line = page.locator('.line-row').first();
  await expect(line).toContainText(w('exceptions-said-usual'));
  await line.getByRole('link').click();
  await page.locator('select[name="write"]').selectOption('nowhere');
  await expect(page.getByText(w('exceptions-checks-these'), { exact: true })).toBeHidden();
  await page.locator('input[name="checks"][value="own"]').check();
  await expect(page.getByText(w('exceptions-checks-these'), { exact: true })).toBeVisible();
  await page.getByRole('button', { name: w('exceptions-save') }).click();
  await said(page, w('said-calendar-exception'));
  await expect(line).toContainText(w('exceptions-said-nowhere'));
  await expect(line).toContainText(w('exceptions-said-unchecked'));
  await line.getByRole('link').click();
  await expect(page.locator('select[name="write"]')).toHaveValue('nowhere');
  await page.locator('select[name="write"]').selectOption('usual');
  await page.locator('input[name="checks"][value="usual"]').check();
  await page.getByRole('button', { name: w('exceptions-save') }).click();
  await said(page, w('said-calendar-exception'));
  await expect(line).toContainText(w('exceptions-said-usual'));
  // From the event type itself it is one step.
  const id = (await line.getByRole('link').getAttribute('href')).split('/').pop();
  await page.goto(`/admin/event-types/${id}?tab=times`);
  await page.getByRole('link', { name: w('event-type-calendars-open') }).click();
  await expect(page).toHaveURL(new RegExp(`/calendars/event-types/${id}$`));
  await expect(page.locator('select[name="write"]')).toHaveValue('usual');
});

test('an office registers at Google, and sees whose calendars are read', async ({ person, w }) => {
  const page = await person({ as: ADMIN, ...REFUSED });
  await page.goto('/admin/settings/calendars');
  await page.locator('a[href="/admin/settings/calendars/google"]').click();
  await page.locator('input[name="clientId"]').fill('1234.apps.googleusercontent.com');
  // The browser would not send it; the server says the same.
  await page.locator('input[name="clientId"]').evaluate((field) => { field.form.noValidate = true; });
  await page.getByRole('button', { name: w('clients-save') }).click();
  await expect(page.locator('#f-clientSecret-error')).toBeVisible();
  await expect(page.locator('#f-clientId')).toHaveValue('1234.apps.googleusercontent.com');
  await page.locator('input[name="clientSecret"]').fill('typed-once');
  await page.getByRole('button', { name: w('clients-save') }).click();
  await said(page, w('said-client-saved'));
  await page.goto('/admin/settings/calendars/google');
  await expect(page.locator('#f-clientSecret')).toHaveValue('');
  expect(await page.content()).not.toContain('typed-once');
  await page.getByRole('button', { name: w('clients-remove-do') }).click();
  await said(page, w('said-client-removed'));
  await page.goto('/admin/calendars');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(w('member-calendars'));
  await page.locator('main').getByRole('link').last().click();
  await expect(page).not.toHaveURL(/admin\/calendars/);
});
