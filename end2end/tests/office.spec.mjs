// What changes the whole office's look: alone, after all other tests, which read digits and colours.
import { readFileSync } from 'node:fs';
import { test, expect, said, send } from './support/test.mjs';

const FACE = readFileSync(new URL('../../crates/testkit/src/files/face.png', import.meta.url));

const ADMIN = 'ad@example.com';

test('settings take effect without scripting, and the trail tells it', async ({ person, lang, w }) => {
  const page = await person({ as: ADMIN, javaScriptEnabled: false });
  await page.goto('/admin/settings');
  await page.locator(`input[name="accentHue"][value="${lang === 'en' ? 285 : 330}"]`).check({ force: true });
  await page.locator('input[name="digits"][value="arab"]').check({ force: true });
  await page.getByRole('button', { name: w('office-save') }).click();
  await said(page, w('said-office-saved'));
  await expect(page.locator('html')).toHaveAttribute('style', new RegExp(lang === 'en' ? '285' : '330'));
  await page.goto('/admin/audit?area=organisation');
  await expect(page.locator('.audit-line').first()).toContainText(w('office-accent'));
  if (lang === 'ar') await expect(page.locator('.audit-line time').first()).toHaveText(/[٠-٩]/);
  // How long the office keeps what is past, and its own sign on every page.
  await page.goto('/admin/settings');
  await page.locator('input[name="retentionDays"]').fill('400');
  await page.getByRole('button', { name: w('office-save') }).click();
  await said(page, w('said-office-saved'));
  await expect(page.locator('input[name="retentionDays"]')).toHaveValue('400');
  await page.locator('input[type="file"]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: FACE });
  await send(page, '/settings/logo');
  await expect(page.locator('img[src^="/logos/"]').first()).toBeVisible();
  await send(page, '', 303, page.locator('button[form="logo-remove"]'));
  await expect(page.locator('img[src^="/logos/"]')).toHaveCount(0);
  // As it was, for the other tests.
  await page.goto('/admin/settings');
  await page.locator('input[name="accentHue"][value="160"]').check({ force: true });
  await page.locator('input[name="digits"][value="latn"]').check({ force: true });
  await page.getByRole('button', { name: w('office-save') }).click();
  await said(page, w('said-office-saved'));
});

test('answers from calendars are taken in: where they go, who is believed, a secret shown once', async ({ person, w }) => {
  const page = await person({ as: 'ad@example.com', allow: [/422/] });
  await page.goto('/admin/settings/replies');
  await expect(page.getByText(w('replies-off'))).toBeVisible();
  const form = page.locator('form[action$="/save"]');
  await form.evaluate((element) => { element.noValidate = true; });
  await form.locator('input[name="address"]').fill('office');
  await form.getByRole('button', { name: w('replies-save') }).click();
  await expect(page.locator('#f-address-error')).toBeVisible();
  await expect(page.locator('input[name="address"]')).toHaveValue('office');
  await page.locator('input[name="address"]').fill('replies@office.example');
  await page.locator('form[action$="/save"]').getByRole('button', { name: w('replies-save') }).click();
  await said(page, w('said-replies-saved'));
  await page.getByRole('button', { name: w('calcom-secret-make') }).click();
  await expect(page.locator('#new-secret')).toHaveValue(/^[\w-]{43}$/);
  await page.goto('/admin/settings/replies');
  await expect(page.locator('#new-secret')).toHaveCount(0);
  // A mailbox nobody answers for is not kept, and what was typed stays but for the password.
  const mailbox = page.locator('form[action$="/mailbox"]');
  await mailbox.locator('input[name="host"]').fill('localhost');
  await mailbox.locator('input[name="user"]').fill('replies');
  await mailbox.locator('input[name="password"]').fill('secret');
  await mailbox.getByRole('button', { name: w('replies-mailbox-save') }).click();
  await expect(page.locator('#f-host-error')).toBeVisible();
  await expect(page.locator('input[name="user"]')).toHaveValue('replies');
  await expect(page.locator('input[name="password"]')).toHaveValue('');
  await page.locator('label.radio-card:has(input[value="applied"])').click();
  await page.locator('form[action$="/changes"] button').click();
  await said(page, w('said-replies-changes'));
  await expect(page.locator('input[value="applied"]')).toBeChecked();
  await page.locator('label.radio-card:has(input[value="offered"])').click();
  await page.locator('form[action$="/changes"] button').click();
  await page.getByRole('button', { name: w('replies-remove') }).click();
  await said(page, w('said-replies-removed'));
});
