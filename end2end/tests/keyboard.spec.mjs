// The slot picker by keyboard alone: the month as an APG date grid, the times as radio buttons, the button that goes on.
import { test, expect, WHO, awake, bookingAddress, times } from './support/test.mjs';

const EMAIL = { en: 'g099@example.com', ar: 'g100@example.com' };

test('day and time are chosen by keyboard', async ({ person, lang }) => {
  const page = await person({ as: WHO.sarah });
  const address = await bookingAddress(page, EMAIL[lang], lang);
  await page.goto(`${address}?month=2026-12&day=2026-12-09`);
  await awake(page);
  const forward = lang === 'ar' ? 'ArrowLeft' : 'ArrowRight';
  const backward = lang === 'ar' ? 'ArrowRight' : 'ArrowLeft';
  // One stop of the Tab key in the whole grid, on the chosen day.
  await expect(page.locator('.month-grid [tabindex="0"]')).toHaveCount(1);
  await page.locator('#day-2026-12-09').focus();
  for (const [key, date] of [
    [forward, '2026-12-10'],
    [backward, '2026-12-09'],
    ['ArrowDown', '2026-12-16'],
    ['ArrowUp', '2026-12-09'],
    ['Home', '2026-12-06'],
    ['End', '2026-12-12'],
    ['PageDown', '2027-01-12'],
    ['PageUp', '2026-12-12'],
    [backward, '2026-12-11'],
    [backward, '2026-12-10'],
  ]) {
    await page.keyboard.press(key);
    await expect(page.locator(`#day-${date}`), `${key} leads to ${date}`).toBeFocused();
  }
  await expect(page.locator('.month-grid [tabindex="0"]')).toHaveAttribute('id', 'day-2026-12-10');
  await page.keyboard.press('Enter');
  await expect(page.locator('td[aria-selected="true"] #day-2026-12-10')).toBeVisible();
  await expect(times(page).first().locator('input')).toHaveValue(/^2026-12-10T/);

  // On by Tab to the times; Space takes the first one, an arrow the next; the hold follows.
  const name = () => page.evaluate(() => document.activeElement?.getAttribute('name'));
  for (let step = 0; step < 15 && (await name()) !== 'start'; step += 1) await page.keyboard.press('Tab');
  expect(await name()).toBe('start');
  await page.keyboard.press('Space');
  await expect(times(page).first().locator('input')).toBeChecked();
  await expect(page.locator('input[name="hold"]')).not.toHaveValue('');
  const first = await page.locator('input[name="hold"]').inputValue();
  await page.keyboard.press('ArrowDown');
  await expect(times(page).nth(1).locator('input')).toBeChecked();
  await expect(page.locator('input[name="hold"]')).not.toHaveValue(first);
  const start = await times(page).nth(1).locator('input').inputValue();
  await page.keyboard.press('Tab');
  await expect(page.locator('.picker-go button')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('form[method="post"] input[name="start"]')).toHaveValue(start);
});
