// Without scripting: asking an empty day why, a country's holidays, a host's limits, a calendar of one's own.
import { test, expect, WHO, bookingAddress, said, send } from './support/test.mjs';

const QUIET = { javaScriptEnabled: false, allow: [/was preloaded using link preload but not used/] };
const REFUSED = { ...QUIET, allow: [...QUIET.allow, /status of 422/] };
const ADMIN = 'ad@example.com';
const MINE = { en: 'g114@example.com', ar: 'g115@example.com' };
const YEAR = { en: '2028', ar: '2029' };

test('an empty day says why by a plain link', async ({ person, lang, w }) => {
  const page = await person({ as: WHO.sarah, fresh: true, ...QUIET });
  await page.goto(`${await bookingAddress(page, MINE[lang], lang)}?month=2026-12`);
  await expect(page.locator('.picker-why')).toHaveText(w('picker-why-hint'));
  // Fridays are closed.
  await page.locator('a#day-2026-12-25').click();
  await expect(page).toHaveURL(/day=2026-12-25/);
  await expect(page.locator('.picker-why')).toContainText(/25|٢٥/);
  await expect(page.locator('.picker-why span').first()).not.toBeEmpty();
  await expect(page.locator('.picker-list input')).toHaveCount(0);
});

test('a country\'s holidays are taken and one is moved', async ({ person, lang, w }) => {
  const page = await person({ as: ADMIN, ...QUIET });
  await page.goto('/admin/settings');
  await page.getByRole('link', { name: w('holidays-title') }).click();
  await page.goto(`/admin/settings/holidays?year=${YEAR[lang]}`);
  const boxes = page.locator('input[name="dates"]');
  const count = await boxes.count();
  expect(count).toBeGreaterThan(8);
  await boxes.first().uncheck();
  await page.getByRole('button', { name: w('holidays-take') }).click();
  await said(page, w('said-holidays-added'));
  await expect(page.locator('.badge', { hasText: w('holidays-may-shift') }).first()).toBeVisible();
  await page.locator('a[href*="edit=hol_"]').last().click();
  const date = page.locator('#f-onDate');
  const before = await date.inputValue();
  const after = before.replace(/\d\d$/, (day) => String(Number(day) + 1).padStart(2, '0'));
  await date.fill(after);
  await page.locator('#edit-holiday').getByRole('button', { name: w('parts-save') }).click();
  await said(page, w('said-holiday-changed'));
  await page.locator('a[href*="edit=hol_"]').last().click();
  await expect(page.locator('#f-onDate')).not.toHaveValue(before);
});

test('limits of a host and of talent', async ({ person, lang, w }) => {
  const page = await person({ as: ADMIN, ...REFUSED });
  await page.goto('/admin/settings/limits');
  await page.locator('input[name="limits.bookings.day"]').fill('9');
  await page.locator('input[name="limits.bookings.week"]').fill('3');
  await page.getByRole('button', { name: w('limits-save') }).click();
  await expect(page.locator('.error-summary')).toBeVisible();
  await expect(page.locator('input[name="limits.bookings.day"]')).toHaveValue('9');
  await page.locator('input[name="limits.bookings.week"]').fill(lang === 'en' ? '40' : '41');
  await page.getByRole('button', { name: w('limits-save') }).click();
  await said(page, w('said-limits-saved'));
  await page.locator('input[name="limits.bookings.day"]').fill('');
  await page.locator('input[name="limits.bookings.week"]').fill('');
  await page.getByRole('button', { name: w('limits-save') }).click();
  await said(page, w('said-limits-saved'));
  await page.goto('/admin/team');
  await page.locator('a[href^="/admin/team/members/"]').first().click();
  await expect(page.locator('input[name="limits.minutes.year"]')).toBeVisible();
});

test('a calendar is connected, ignored and removed', async ({ person, lang, w }) => {
  const page = await person({ as: WHO[lang === 'en' ? 'noura' : 'fahad'], ...QUIET });
  await page.goto('/calendars');
  await expect(page.getByText(w('calendars-none'), { exact: true })).toBeVisible();
  await page.locator('input[name="address"]').fill('my calendar');
  await page.locator('input[name="name"]').fill('Film set');
  await page.getByRole('button', { name: w('calendars-connect-do'), exact: true }).click();
  // The browser checks the address itself; the server's own answer is shown by the tests of the server.
  await page.locator('input[name="address"]').fill('https://calendar.invalid/own.ics');
  await page.getByRole('button', { name: w('calendars-connect-do'), exact: true }).click();
  await said(page, w('said-calendar-connected'));
  await expect(page.getByRole('heading', { name: 'Film set' })).toBeVisible();
  await page.getByRole('button', { name: `${w('calendars-ignore')}: Film set` }).click();
  await said(page, w('said-calendar-ignored'));
  await send(page, '/check');
  await said(page, w('said-calendar-checked'));
  await send(page, '/sync');
  await said(page, w('said-calendar-syncing'));
  await page.getByRole('button', { name: `${w('parts-remove')}: Film set` }).click();
  await said(page, w('said-calendar-removed'));
});
