// The main journey: a caster books an audition, the talent answers by the link of the mail, the caster moves it and calls it off.
import { test, expect, WHO, CALL, ROLE, awake, hold, hydrated, mailed, mailedLink, said, status, times } from './support/test.mjs';

const MINE = {
  en: { email: 'g091@example.com', day: '2026-12-09', moved: '2026-12-10' },
  ar: { email: 'g092@example.com', day: '2026-12-14', moved: '2026-12-15' },
};

test('a caster books, the talent confirms, the caster moves and cancels', async ({ person, lang, w }) => {
  test.setTimeout(90_000);
  const { email, day, moved } = MINE[lang];
  const caster = await person({ as: WHO.sarah });

  // From the call to the applicant to the picker, by links only.
  await caster.goto('/calls');
  await caster.getByRole('link', { name: CALL[lang] }).first().click();
  await caster.getByRole('link', { name: ROLE[lang] }).first().click();
  await caster.getByRole('row').filter({ hasText: email }).locator('a[href*="/book/"]').click();
  await expect(caster.getByRole('heading', { level: 1 })).toHaveText(w('book-title'));
  await awake(caster);

  // Next month, a day, a time: held at once, the address following along.
  await caster.locator('.picker-steps a').last().click();
  await caster.locator(`a#day-${day}`).click();
  await expect(caster.locator(`td[aria-selected="true"] #day-${day}`)).toBeVisible();
  await expect(caster).toHaveURL(new RegExp(`day=${day}`));
  await expect(times(caster).first()).toBeVisible();
  const start = await hold(caster, 2);
  await expect(times(caster).nth(2).locator('.time-note')).toContainText(/[45]:[0-5]\d/);
  await caster.locator('.picker-go button').click();

  // Who, what, where, when; a message; one button.
  await expect(caster.locator('input[name="start"]')).toHaveValue(start);
  await expect(caster.locator('main')).toContainText(w('book-what-next'));
  await caster.locator('textarea[name="message"]').fill(`Please bring water. (${email})`);
  await caster.locator('textarea[name="casterNotes"]').fill('Only ours.');
  await caster.getByRole('button', { name: w('book-send') }).click();
  await said(caster, w('said-booked'));
  await expect(caster).toHaveURL(/\/bookings\/bkg_/);
  const booking = new URL(caster.url()).pathname;
  await expect(status(caster)).toHaveText(w('status-scheduled'));
  await expect(caster.locator('main')).toContainText('Please bring water.');

  // The talent has a mail; its link needs no account.
  const post = await person();
  const link = await mailedLink(post, email, 1);
  const talent = await person();
  await talent.goto(link);
  await expect(status(talent)).toHaveText(w('status-asks-you'));
  await expect(talent.locator('main')).toContainText('Please bring water.');
  await expect(talent.locator('main')).not.toContainText('Only ours.');
  await hydrated(talent);
  await talent.getByRole('button', { name: w('answer-confirm') }).click();
  await said(talent, w('said-confirmed'));
  await expect(status(talent)).toHaveText(w('status-confirmed'));

  // The caster sees it and moves it.
  await caster.goto(booking);
  await expect(status(caster)).toHaveText(w('status-confirmed'));
  await caster.getByRole('link', { name: w('bookings-move'), exact: true }).click();
  await awake(caster);
  await caster.locator(`a#day-${moved}`).click();
  await expect(times(caster).first()).toBeVisible();
  const later = times(caster).nth(3);
  const newStart = await later.locator('input').inputValue();
  expect(newStart.slice(0, 10)).toBe(moved);
  await later.click();
  await expect(caster.locator('.picker-go button')).toBeEnabled();
  await caster.locator('.picker-go button').click();
  await caster.locator('textarea[name="reason"]').fill('The room is needed.');
  await caster.getByRole('button', { name: w('bookings-move-send') }).click();
  await said(caster, w('said-moved'));
  await expect(status(caster)).toHaveText(w('status-scheduled'));
  await expect(caster.locator(`main time[datetime^="${moved}"]`).first()).toBeVisible();

  // The talent is told once and asked again.
  const second = await mailedLink(post, email, 2);
  await talent.goto(second);
  await expect(status(talent)).toHaveText(w('status-asks-you'));
  await expect(talent.locator(`main time[datetime^="${moved}"]`).first()).toBeVisible();

  // Called off with a reason. The talent is told; the link of the earlier mail still works and says what happened.
  await caster.goto(booking);
  await hydrated(caster);
  await caster.getByRole('link', { name: w('answer-cancel'), exact: true }).click();
  await hydrated(caster);
  const dialog = caster.getByRole('dialog');
  await dialog.locator('textarea[name="reason"]').fill('The role was cast.');
  await dialog.getByRole('button', { name: w('answer-cancel-send') }).click();
  await said(caster, w('said-cancelled'));
  await expect(status(caster)).toHaveText(w('status-cancelled'));
  await mailed(post, email, 3);
  await talent.goto(second);
  await expect(status(talent)).toHaveText(w('status-cancelled'));
  await expect(talent.locator('main')).toContainText('The role was cast.');
  await expect(talent.getByRole('button', { name: w('answer-confirm') })).toHaveCount(0);
});
