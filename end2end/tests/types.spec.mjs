// Roles, faces and cards of applicants; event types by pattern, in order, with what a change does; questions under a condition.
import { readFileSync } from 'node:fs';
import { test, expect, CALL, ROLE, WHO, said } from './support/test.mjs';
import { fine } from './support/axe.mjs';

const ADMIN = 'ad@example.com';
const PLAIN = { javaScriptEnabled: false, allow: [/was preloaded using link preload but not used/] };
const FACE = readFileSync(new URL('../../crates/testkit/src/files/face.png', import.meta.url));
// Applicants of this file's own, one a project.
const MINE = { en: 'g117@example.com', ar: 'g118@example.com' };

/** Nothing for axe to find, and no wider than the screen. */
async function clean(page) {
  // What lies under the bar that stays is no fault of its own.
  await page.evaluate(() => window.scrollTo(0, 0));
  await fine(page);
}

/** The card of an applicant, found as a caster finds it. */
async function openCard(page, email, lang) {
  await page.goto('/calls');
  await page.getByRole('link', { name: CALL[lang] }).first().click();
  await page.getByRole('link', { name: ROLE[lang] }).first().click();
  const row = page.getByRole('row').filter({ hasText: email });
  await expect(row).toHaveCount(1);
  const list = page.url();
  await row.locator('a.row-link').click();
  await expect(page).toHaveURL(/\/applicants\/app_/);
  return list;
}

test('a role\'s ages are changed on its own page', async ({ person, lang, w }) => {
  const page = await person({ as: WHO.sarah, allow: [/422/] });
  await page.goto('/calls');
  await page.getByRole('link', { name: CALL[lang] }).first().click();
  const call = new URL(page.url()).pathname;
  await page.goto(`${call}/edit`);
  await clean(page);
  await page.locator('.line-row a.row-link').last().click();
  await expect(page).toHaveURL(/\/roles\/rol_/);
  await clean(page);
  await page.locator('#f-ageFrom').fill('50');
  await page.locator('#f-ageTo').fill('40');
  await page.getByRole('button', { name: w('calls-save'), exact: true }).click();
  await expect(page.locator('#f-ageTo-error')).toBeVisible();
  await expect(page.locator('#f-ageFrom')).toHaveValue('50');
  await page.locator('#f-ageTo').fill('60');
  await page.getByRole('button', { name: w('calls-save'), exact: true }).click();
  await said(page, w('said-saved'));
  await expect(page.locator('.line-row').filter({ hasText: /60|٦٠/ })).toHaveCount(1);
});

test('an applicant gets a face and a showreel, and the list shows it', async ({ person, lang, w }) => {
  const page = await person({ as: WHO.sarah, allow: [/422/] });
  const list = await openCard(page, MINE[lang], lang);
  await expect(page.getByText(w('talent-no-photo'), { exact: true })).toBeVisible();
  await clean(page);
  await page.locator('input[type="file"]').setInputFiles({ name: 'face.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
  await page.getByRole('button', { name: w('talent-photo-send'), exact: true }).click();
  await expect(page.locator('#f-file-error')).toBeVisible();
  await page.locator('input[type="file"]').setInputFiles({ name: 'face.png', mimeType: 'image/png', buffer: FACE });
  await page.getByRole('button', { name: w('talent-photo-send'), exact: true }).click();
  await said(page, w('said-saved'));
  const face = page.locator('img.portrait');
  await expect(face).toBeVisible();
  await expect.poll(() => face.evaluate((one) => one.naturalWidth)).toBeGreaterThan(0);
  await page.locator('input[name="showreelUrl"]').fill('https://vimeo.com/76979871');
  await page.locator('.showreel-form').getByRole('button').click();
  await said(page, w('said-saved'));
  await expect(page.getByRole('link', { name: w('talent-watch') })).toHaveAttribute('href', 'https://vimeo.com/76979871');
  await clean(page);
  await page.goto(list);
  await expect(page.getByRole('row').filter({ hasText: MINE[lang] }).locator('img.avatar')).toHaveCount(1);
});

test('an event type is copied, moved and previewed', async ({ person, lang, w }) => {
  const page = await person({ as: ADMIN });
  await page.goto('/admin/event-types');
  await page.locator('form[action$="/duplicate"] button').first().click();
  await said(page, w('said-event-type-duplicated'));
  const copy = new URL(page.url()).pathname;
  await page.goto('/admin/event-types');
  await page.locator(`form[action="${copy}/up"] button`).focus();
  await page.keyboard.press('Enter');
  await said(page, w('said-event-type-moved'));
  await expect(page.locator(`form[action="${copy}/up"] button, form[action="${copy}/down"] button`).and(page.locator(':focus'))).toHaveCount(1);
  await clean(page);
  await page.goto(`${copy}?tab=limits`);
  await clean(page);
  const sum = page.locator('.preview-sum');
  const before = await sum.textContent();
  await page.locator('input[name="bufferAfter"]').fill('240');
  await expect(sum).not.toHaveText(before);
  await page.reload();
  await expect(sum).toHaveText(before);
});

test('without scripting a change is previewed by its button', async ({ person, w }) => {
  const page = await person({ as: ADMIN, ...PLAIN });
  await page.goto('/admin/event-types');
  await page.locator('a[href*="/admin/event-types/evt_"]').first().click();
  await page.goto(`${new URL(page.url()).pathname}?tab=limits`);
  await page.locator('input[name="bufferAfter"]').fill('240');
  await page.getByRole('button', { name: w('preview-look'), exact: true }).click();
  await expect(page.getByRole('heading', { name: w('preview-title') })).toBeVisible();
  await expect(page.locator('input[name="bufferAfter"]')).toHaveValue('240');
});

test('a question under a condition is asked only then, also without scripting', async ({ person }) => {
  const page = await person({ ...PLAIN });
  await page.goto('/book/takeone/general-meeting?month=2026-12&day=2026-12-22');
  await page.locator('.picker-list input').first().check();
  await page.locator('.picker-go button').click();
  const asked = page.locator('input[name="answers[credits]"]');
  await expect(page.locator('input[name="answers[experience]"]').first()).toBeVisible();
  await expect(asked).toBeHidden();
  await page.locator('label.radio-card:has(input[value="some"])').click();
  await expect(asked).toBeVisible();
  await page.locator('label.radio-card:has(input[value="none"])').click();
  await expect(asked).toBeHidden();
});
