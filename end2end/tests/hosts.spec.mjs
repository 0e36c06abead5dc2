// Who hosts: several schedules of one host, one of them for an event type, and a booking that says why it is with whom.
import { test, expect, hydrated, said } from './support/test.mjs';
import { fine } from './support/axe.mjs';

// A caster whose hours nobody else's test reads; each language has schedules of its own name.
const MINE = { en: 'c3@example.com', ar: 'c3@example.com' };
const NAMES = { en: ['Evenings', 'Nights'], ar: ['أمسيات', 'ليالٍ'] };
const ADMIN = 'ad@example.com';

test('a host keeps a second schedule, and an event type can go by it', async ({ person, lang, w }) => {
  const [first, second] = NAMES[lang];
  const page = await person({ as: MINE[lang] });
  await page.goto('/availability');
  await page.getByText(w('schedules-more')).click();
  await page.getByLabel(w('schedules-new-name')).fill(first);
  await page.getByRole('button', { name: w('schedules-new'), exact: true }).click();
  await said(page, w('said-schedule-added'));
  const mine = page.locator('li[aria-current="true"]');
  await expect(mine).toContainText(first);
  await page.getByText(w('schedules-more')).click();
  await page.getByLabel(w('schedules-name')).fill(second);
  await page.getByRole('button', { name: w('schedules-rename'), exact: true }).click();
  await said(page, w('said-schedule-renamed'));
  await expect(mine).toContainText(second);
  await page.getByText(w('schedules-more')).click();
  await hydrated(page);
  await fine(page);

  const admin = await person({ as: ADMIN });
  await admin.goto('/admin/event-types');
  await admin.locator('a[href*="/admin/event-types/evt_"]').first().click();
  await admin.goto(`${new URL(admin.url()).pathname}?tab=team`);
  const row = admin.locator('.host-row').filter({ has: admin.locator('option', { hasText: second }) });
  await expect(row).toHaveCount(1);
  const box = row.locator('input[name="hosts"]');
  if (!(await box.isChecked())) await box.check();
  await expect(row.getByLabel(w('event-type-host-hours'))).toBeVisible();
  await fine(admin);

  await page.getByRole('button', { name: w('schedules-delete') }).click();
  await said(page, w('said-schedule-deleted'));
  await expect(page.locator('main')).not.toContainText(second);
});

test('a booking says why it is with whom', async ({ person, w }) => {
  const page = await person({ as: ADMIN });
  await page.goto('/bookings');
  await page.locator('main a[href*="/bookings/bkg_"]').first().click();
  const why = page.locator('#why');
  await why.locator('summary').click();
  await expect(why.locator('.why')).toBeVisible();
  await expect(why.locator('.why')).toContainText(w('booking-why-together'));
  await fine(page);
});
