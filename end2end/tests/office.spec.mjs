// What changes the whole office's look: alone, after all other tests, which read digits and colours.
import { test, expect, said } from './support/test.mjs';

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
  // As it was, for the other tests.
  await page.goto('/admin/settings');
  await page.locator('input[name="accentHue"][value="160"]').check({ force: true });
  await page.locator('input[name="digits"][value="latn"]').check({ force: true });
  await page.getByRole('button', { name: w('office-save') }).click();
  await said(page, w('said-office-saved'));
});
