// Two casters want the same time. One gets it; the other sees the nearest free times and keeps every word.
import { test, expect, WHO, awake, bookingAddress, hold, said, times } from './support/test.mjs';

const MINE = {
  en: { first: 'g095@example.com', second: 'g096@example.com', day: '2026-12-21', other: '2026-12-22' },
  ar: { first: 'g097@example.com', second: 'g098@example.com', day: '2026-12-23', other: '2026-12-24' },
};

test('a time held by somebody else is answered with the nearest free ones', async ({ person, lang }) => {
  const { first, second, day } = MINE[lang];
  const one = await person({ as: WHO.sarah, fresh: true });
  const other = await person({ as: WHO.sarah, fresh: true });
  for (const [page, email] of [[one, first], [other, second]]) {
    await page.goto(`${await bookingAddress(page, email, lang)}?month=2026-12&day=${day}`);
    await awake(page);
    await expect(times(page).nth(4)).toBeVisible();
    await page.waitForLoadState('networkidle');
  }
  const start = await hold(one, 4);
  // The other page was drawn before and still shows the time.
  const lost = times(other).filter({ has: other.locator(`input[value="${start}"]`) });
  await lost.click();
  const taken = other.locator('.picker-taken');
  await expect(taken).toBeVisible();
  await expect(taken.locator('label.time').first()).toBeVisible();
  await expect(other.locator(`.picker-list input[value="${start}"]`)).toHaveCount(0);
  const near = taken.locator('label.time').first();
  const nearest = await near.locator('input').inputValue();
  expect(nearest).not.toBe(start);
  await near.click();
  await expect(other.locator('input[name="hold"]')).not.toHaveValue('');
  await other.locator('.picker-go button').click();
  await expect(other.locator('form[method="post"] input[name="start"]')).toHaveValue(nearest);
});

test('a time booked meanwhile keeps the message and offers others', async ({ person, lang, w }) => {
  const { first, second, other: day } = MINE[lang];
  const one = await person({ as: WHO.sarah, fresh: true });
  const other = await person({ as: WHO.sarah, fresh: true, allow: [/status of 4(09|22)/] });
  await one.goto(`${await bookingAddress(one, first, lang)}?month=2026-12&day=${day}`);
  await awake(one);
  await expect(times(one).nth(2)).toBeVisible();
  const start = await times(one).nth(2).locator('input').inputValue();
  // The other stands at the last step without a hold, as a link or a page without scripting leads there.
  await other.goto(`${await bookingAddress(other, second, lang)}?start=${encodeURIComponent(start)}`);
  await other.locator('textarea[name="message"]').fill('Two pages by heart.\nWear green.');
  await other.locator('textarea[name="casterNotes"]').fill('Tall.');
  await hold(one, 2);
  await one.locator('.picker-go button').click();
  await one.getByRole('button', { name: w('book-send') }).click();
  await said(one, w('said-booked'));

  await other.getByRole('button', { name: w('book-send') }).click();
  const choices = other.locator('fieldset.times input[name="start"]');
  await expect(choices.first()).toBeAttached();
  await expect(other.getByRole('alert').first()).toBeVisible();
  for (const choice of await choices.all()) expect(await choice.inputValue()).not.toBe(start);
  await expect(other.locator('textarea[name="message"]')).toHaveValue('Two pages by heart.\nWear green.');
  await expect(other.locator('textarea[name="casterNotes"]')).toHaveValue('Tall.');
  await other.locator('fieldset.times label').nth(1).click();
  const chosen = await choices.nth(1).inputValue();
  await other.getByRole('button', { name: w('book-send') }).click();
  await said(other, w('said-booked'));
  await expect(other.locator(`main time[datetime^="${chosen.slice(0, 16)}"]`).first()).toBeVisible();
  await expect(other.locator('main')).toContainText('Wear green.');
});
