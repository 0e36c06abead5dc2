// The admins' own screens: people and keys, as somebody with a mouse, a phone or no scripting uses them.
import { test, expect, said } from './support/test.mjs';
import { fine } from './support/axe.mjs';

const ADMIN = 'ad@example.com';
// Those that other specs look at while they use them are left to them.
const PAGES = [
  '/admin/team', '/admin/team?dialog=invite', '/admin/team/teams/new', '/admin/api-keys/new', '/admin/audit', '/admin/settings', '/admin/settings/replies',
  '/admin/settings/embedding', '/admin/settings/limits', '/admin/settings/holidays', '/admin/settings/calendars', '/admin/settings/calendars/google',
  '/admin/event-types/new', '/admin/rooms', '/admin/rooms/new', '/admin/calendars', '/calendars',
];
/** Lists, and what of them is looked at one by one. */
const ONES = { '/admin/team': ['/admin/team/members/', '/admin/team/teams/tem_'], '/admin/rooms': ['/admin/rooms/room_'], '/admin/notifications': ['/admin/notifications/'], '/admin/event-types': ['/admin/event-types/evt_'] };

test('every page fits, speaks the language, and axe finds nothing', async ({ person, lang }) => {
  test.setTimeout(120_000);
  const page = await person({ as: ADMIN });
  const ones = [];
  for (const [list, patterns] of Object.entries(ONES)) {
    await page.goto(list);
    for (const pattern of patterns) ones.push(await page.locator(`main a[href*="${pattern}"]:not([href$="/new"])`).first().getAttribute('href'));
  }
  const tabs = ['?tab=times', '?tab=questions', '?tab=team', '?tab=share'].map((tab) => `${ones.at(-1)}${tab}`);
  for (const address of [...PAGES, ...ones, ...tabs]) {
    await test.step(address, async () => {
      const answer = await page.goto(address);
      expect.soft(answer.status(), address).toBe(200);
      await expect(page.locator('html[data-hydrated]')).toBeAttached();
      await expect.soft(page.locator('html')).toHaveAttribute('lang', lang);
      await fine(page, address);
    });
  }
});

test('somebody is invited, and a wrong address keeps the dialog open', async ({ person, lang, w }) => {
  const page = await person({ as: ADMIN, allow: [/422/] });
  await page.goto('/admin/team');
  await page.getByRole('link', { name: w('team-invite'), exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await dialog.locator('form').evaluate((form) => { form.noValidate = true; });
  await dialog.locator('input[name="email"]').fill('nobody');
  await dialog.getByRole('button', { name: w('team-invite-send') }).click();
  await expect(page.locator('#f-email-error')).toBeVisible();
  await expect(page.locator('input[name="email"]')).toHaveValue('nobody');
  const email = `reem-${lang}@example.com`;
  await page.locator('input[name="email"]').fill(email);
  await page.locator('label.radio-card:has(input[name="role"][value="reviewer"])').click();
  await page.getByRole('button', { name: w('team-invite-send') }).click();
  await said(page, w('said-invited'));
  const row = page.locator('.line-row').filter({ hasText: email });
  await expect(row).toHaveCount(1);
  await row.getByRole('button').click();
  await said(page, w('said-invitation-revoked'));
  await expect(page.locator('.line-row').filter({ hasText: email })).toHaveCount(0);
});

test('a member is deactivated after being told what happens, and comes back', async ({ person, lang, w }) => {
  const page = await person({ as: ADMIN });
  // Each project takes a member of its own.
  const email = { en: 'c4@example.com', ar: 'r1@example.com' }[lang];
  await page.goto('/admin/team');
  await page.locator('.people-row').filter({ hasText: email }).locator('a').click();
  await expect(page.locator('.said-before').last()).toContainText(w('team-end-now'));
  await page.getByRole('button', { name: w('team-deactivate') }).click();
  await said(page, w('said-member-deactivated'));
  await page.goto('/admin/team?show=deactivated');
  await expect(page.locator('.people-row').filter({ hasText: email })).toHaveCount(1);
  await page.locator('.people-row').filter({ hasText: email }).locator('a').click();
  await page.getByRole('button', { name: w('team-reactivate') }).click();
  await said(page, w('said-member-reactivated'));
});

test('a key is shown once, copied, and revoked after a question', async ({ person, lang, w }) => {
  const page = await person({ as: ADMIN });
  const name = `Site ${lang}`;
  await page.goto('/admin/api-keys/new');
  await page.locator('input[name="name"]').fill(name);
  await page.getByRole('button', { name: w('keys-make') }).click();
  await expect(page.locator('#new-key')).toHaveValue(/^cb_test_/);
  await page.goto('/admin/api-keys');
  await expect(page.locator('#new-key')).toHaveCount(0);
  await page.locator('.key-row').filter({ hasText: name }).locator('a[href*="revoke-"]').click();
  await page.getByRole('dialog').getByRole('button', { name: w('keys-revoke'), exact: true }).click();
  await said(page, w('said-key-revoked'));
  await expect(page.locator('details .key-row').filter({ hasText: name })).toHaveCount(1);
});

test('limits of an event type are saved, and a wrong one is told at its field', async ({ person, w }) => {
  const page = await person({ as: ADMIN, allow: [/422/] });
  await page.goto('/admin/event-types');
  await page.locator('a[href*="/admin/event-types/evt_"]').last().click();
  await page.getByRole('link', { name: w('event-type-limits'), exact: true }).click();
  await page.locator('input[name="limits.bookings.day"]').fill('9');
  await page.locator('input[name="limits.bookings.week"]').fill('3');
  await page.getByRole('button', { name: w('parts-save') }).click();
  await expect(page.locator('#f-limits-bookings-week-error')).toBeVisible();
  await page.locator('input[name="limits.bookings.week"]').fill('30');
  await page.getByRole('button', { name: w('parts-save') }).click();
  await said(page, w('said-saved'));
  await expect(page.locator('input[name="limits.bookings.week"]')).toHaveValue('30');
});
