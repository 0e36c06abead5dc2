// A list of applicants longer than a page: everybody who matches is chosen and marked as one; and the preview of an event type on a phone.
import { test, expect, CALL, WHO, hydrated, said } from './support/test.mjs';
import { fine } from './support/axe.mjs';

test('everybody who matches is marked at once, also those on other pages', async ({ person, lang, w }) => {
  const page = await person({ as: WHO.sarah });
  await page.goto('/calls');
  await page.getByRole('link', { name: CALL[lang] }).first().click();
  await expect(page.locator('.bulk-all a')).toHaveCount(1);
  await page.goto(`${new URL(page.url()).pathname}?status=submitted`);
  const boxes = page.locator('input[name="a"]');
  await page.getByRole('link', { name: w('bulk-all'), exact: true }).click();
  await expect(boxes.first()).toBeChecked();
  await expect(page.locator('.bulk-all [role="status"]')).toContainText('50');
  await page.locator('.bulk-all a[href*="choose=match"]').click();
  await expect(boxes.first()).toBeDisabled();
  const all = Number(await page.locator('.bulk-bar input[name="all"]').inputValue());
  expect(all).toBeGreaterThan(50);
  await expect(page.locator('.bulk-bar')).toBeVisible();
  await expect(page.locator('.bulk-bar button')).toHaveCount(1);
  await expect(page.locator('.bulk-bar button')).toContainText(String(all));
  await fine(page);
  // They are what they are marked as, so that nobody else's list changes.
  await page.locator('#bulk-status').selectOption('submitted');
  await page.locator('.bulk-bar button').click();
  await said(page, String(all));
  await expect(page).toHaveURL(/status=submitted&said=marked-some\.0\./);
  await expect(boxes.first()).not.toBeChecked();
});

test('what a change does to the free times stays in sight where the preview stands below the form', async ({ person, lang }) => {
  const page = await person({ as: 'ad@example.com' });
  await page.goto('/admin/event-types');
  await page.locator('tr[data-group] a.row-link').first().click();
  await page.goto(`${new URL(page.url()).pathname}?tab=limits`);
  await hydrated(page);
  const foot = page.locator('.preview-foot');
  if (lang === 'en') {
    await expect(foot).toBeHidden();
    return;
  }
  await expect(foot).toBeInViewport();
  const before = await foot.innerText();
  await page.locator('input[name="bufferAfter"]').fill('240');
  await expect(foot).not.toHaveText(before);
  await foot.click();
  await expect(page.locator('#preview .preview-sum')).toBeInViewport();
  await expect(page.locator('#preview')).toContainText((await foot.locator('strong').innerText()).trim());
  // Where the page came to rest, a button may lie half under the bar at its head: axe looks at it from the top.
  await page.evaluate(() => scrollTo(0, 0));
  await fine(page);
});
