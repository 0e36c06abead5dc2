// What is booked said before a change is saved; event types carried to their place; several applicants booked one after the other.
import { test, expect, CALL, WHO, hydrated, said } from './support/test.mjs';
import { fine } from './support/axe.mjs';

const ADMIN = 'ad@example.com';
const ANOTHER_ROLE = { en: 'Fahd', ar: 'فهد' };
// Applicants of this file's own, and a day nobody else books on.
const MINE = {
  en: { run: ['g050@example.com', 'g051@example.com'], day: '2027-02-09' },
  ar: { run: ['g052@example.com', 'g053@example.com'], day: '2027-02-10' },
};

test('what time off leaves without its host is said before it is saved, and nothing typed is lost', async ({ person, w }) => {
  const page = await person({ as: WHO.sarah });
  await page.goto('/availability');
  await page.locator('#time-off input[name="from"]').fill('2026-11-29');
  await page.locator('#time-off input[name="reason"]').fill('Shoot');
  await page.locator('#time-off button').click();
  const told = page.locator('.unfit');
  await expect(told.getByRole('alert')).toBeVisible();
  await hydrated(page);
  await expect(told).toBeFocused();
  await expect(told.locator('a[href*="/bookings/bkg_"]').first()).toBeVisible();
  await expect(told).toContainText(w('unfit-away'));
  await expect(told.getByRole('button', { name: w('unfit-anyway') })).toBeVisible();
  await expect(page.locator('#time-off input[name="reason"]')).toHaveValue('Shoot');
  await fine(page);
  // Let go: nothing was kept.
  await page.goto('/availability');
  await expect(page.locator('main')).not.toContainText('Shoot');
});

test('an event type is carried to its place, and put back by Escape', async ({ person, w }) => {
  const page = await person({ as: ADMIN });
  await page.goto('/admin/event-types');
  const rows = page.locator('tr[data-group="calls"]');
  const order = () => rows.evaluateAll((all) => all.map((row) => row.dataset.id));
  const before = await order();
  expect(before.length).toBeGreaterThan(1);
  const carry = async () => {
    const from = await rows.nth(1).locator('[data-drag]').boundingBox();
    const to = await rows.nth(0).boundingBox();
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + from.width / 2, to.y + 2, { steps: 6 });
  };
  await rows.nth(1).locator('[data-drag]').scrollIntoViewIfNeeded();
  await carry();
  expect((await order())[0]).toBe(before[1]);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await order()).toEqual(before);
  await carry();
  await page.mouse.up();
  await said(page, w('said-event-type-moved'));
  expect((await order()).slice(0, 2)).toEqual([before[1], before[0]]);
  await fine(page);
  // As it was, for the others.
  await page.locator(`form[action$="${before[0]}/up"] button`).click();
  await said(page, w('said-event-type-moved'));
  expect(await order()).toEqual(before);
});

test('applicants are booked one after the other', async ({ person, lang, w }) => {
  const { run, day } = MINE[lang];
  const page = await person({ as: WHO.sarah });
  await page.goto('/calls');
  await page.getByRole('link', { name: CALL[lang] }).first().click();
  await page.getByRole('link', { name: ANOTHER_ROLE[lang] }).first().click();
  for (const email of run) await page.getByRole('row').filter({ hasText: email }).locator('input[name="a"]').check();
  await page.getByRole('button', { name: w('run-title'), exact: true }).click();
  await expect(page).toHaveURL(/\/run\?/);
  await page.locator('input[name="date"]').fill(day);
  await page.locator('input[name="time"]').fill('10:00');
  await page.locator('input[name="outside"]').check();
  await page.getByRole('button', { name: w('run-plan'), exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`date=${day}`));
  await expect(page.locator('.run-send input[name="line"]')).toHaveCount(2);
  await fine(page);
  await page.locator('.run-send button').click();
  await expect(page.getByText(w('run-booked'), { exact: true })).toHaveCount(2);
  await expect(page.locator('a.row-link[href*="/bookings/bkg_"]')).toHaveCount(2);
  // Looked at again it says the same, and books nothing.
  await page.reload();
  await expect(page.getByText(w('run-booked'), { exact: true })).toHaveCount(2);
  await fine(page);
});
