// The caster's desk: the calendar with its moves, the list with its filters, the day on paper, and pages that follow what happens.
import { test, expect, WHO, awake, bookingAddress, hold, hydrated, mailedLink, said } from './support/test.mjs';
import { fine } from './support/axe.mjs';

const DESKTOP = { viewport: { width: 1280, height: 900 }, isMobile: false, hasTouch: false };
// Applicants of our own (support/test.mjs), and a week nobody else books in.
const MINE = {
  en: { moved: 'g108@example.com', live: 'g109@example.com', day: '2027-01-12', next: '2027-01-13', other: '2027-01-19' },
  ar: { moved: 'g110@example.com', live: 'g111@example.com', day: '2027-01-26', next: '2027-01-27', other: '2027-02-02' },
};

/** Books an applicant at a place of a day's list; answers the booking's id and its start. */
async function book(page, email, lang, w, day, place) {
  await page.goto(`${await bookingAddress(page, email, lang)}?month=${day.slice(0, 7)}&day=${day}`);
  await awake(page);
  const start = await hold(page, place);
  await page.locator('.picker-go button').click();
  await page.getByRole('button', { name: w('book-send') }).click();
  await said(page, w('said-booked'));
  return { id: new URL(page.url()).pathname.split('/').pop(), start };
}

const block = (page, id) => page.locator(`[data-move="${id}"]`);
const column = (page, id) => page.locator('[data-date]').filter({ has: block(page, id) });
const minutes = async (page, id) => Number(await block(page, id).locator('xpath=..').evaluate((item) => item.style.getPropertyValue('--at')));

test('an audition is moved on the calendar: dragged, by keyboard, and only when confirmed', async ({ person, lang, w }) => {
  const { moved, day, next } = MINE[lang];
  const page = await person({ as: WHO.sarah, fresh: true, ...DESKTOP });
  const { id } = await book(page, moved, lang, w, day, 1);
  await page.goto(`/calendar?date=${day}`);
  await expect(page.locator('.calendar-hint')).toHaveText(w('calendar-hint'));
  await expect(column(page, id)).toHaveAttribute('data-date', day);
  const before = await minutes(page, id);

  // Picked up and put back: nothing happens.
  await block(page, id).focus();
  await page.keyboard.press('m');
  await expect(page.locator('.ghost')).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await expect(page.locator('.ghost')).toHaveCount(0);
  await expect(page.locator('p[role="status"]').filter({ hasText: w('calendar-left') })).toHaveCount(1);
  await expect(block(page, id)).toBeFocused();

  // Dragged to the next day at the same height: the calendar asks, the address says what.
  const from = await block(page, id).boundingBox();
  const to = await page.locator(`.time-column[data-date="${next}"]`).boundingBox();
  await page.mouse.move(from.x + from.width / 2, from.y + 6);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2 + 12, from.y + 10, { steps: 3 });
  await page.mouse.move(to.x + to.width / 2, from.y + 6, { steps: 8 });
  await expect(page.locator(`.time-column[data-date="${next}"] .ghost`)).toHaveCount(1);
  await page.mouse.up();
  await expect(page).toHaveURL(new RegExp(`move=${id}&to=${next}T`));
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await hydrated(page);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/move=/);
  await expect(column(page, id)).toHaveAttribute('data-date', day);

  // By keyboard to the next day (to the left where the week runs from the right), and confirmed.
  await expect(page.locator('.calendar-hint')).toHaveText(w('calendar-hint'));
  await block(page, id).focus();
  await page.keyboard.press('m');
  await page.keyboard.press(lang === 'ar' ? 'ArrowLeft' : 'ArrowRight');
  await expect(page.locator(`.time-column[data-date="${next}"] .ghost`)).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await dialog.locator('textarea[name="reason"]').fill('The room is taken.');
  await dialog.getByRole('button', { name: w('bookings-move-send') }).click();
  await said(page, w('said-moved'));
  await expect(page).toHaveURL(/\/calendar\?/);
  await expect(column(page, id)).toHaveAttribute('data-date', next);
  expect(await minutes(page, id)).toBe(before);

  // A month: back to the day before, at the same time of day.
  await page.goto(`/calendar?view=month&date=${day}`);
  await expect(page.locator('.calendar-hint')).toHaveText(w('calendar-hint'));
  await block(page, id).focus();
  await page.keyboard.press('m');
  await page.keyboard.press(lang === 'ar' ? 'ArrowRight' : 'ArrowLeft');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: w('bookings-move-send') }).click();
  await said(page, w('said-moved'));
  await expect(column(page, id)).toHaveAttribute('data-date', day);

  // Without scripting the same dialog stands on the page, and the booking's own page moves it too.
  const plain = await person({ as: WHO.sarah, javaScriptEnabled: false, allow: [/was preloaded using link preload/], ...DESKTOP });
  await plain.goto(`/calendar?date=${day}&move=${id}&to=${next}`);
  await plain.getByRole('button', { name: w('bookings-move-send') }).click();
  await said(plain, w('said-moved'));
  await expect(column(plain, id)).toHaveAttribute('data-date', next);
});

test('filters of the calendar are links that stand in the address', async ({ person, lang, w }) => {
  const page = await person({ as: WHO.sarah });
  await page.goto('/calendar?date=2026-11-29');
  await expect(page.locator('.block.meeting').first()).toBeVisible();
  const all = await page.locator('.block.meeting').count();
  await page.getByRole('button', { name: w('calendar-all-statuses') }).click();
  await page.getByRole('link', { name: w('status-scheduled'), exact: true }).click();
  await expect(page).toHaveURL(/status=scheduled/);
  expect(await page.locator('.block.meeting').count()).toBeLessThan(all);
  await page.goBack();
  await expect(page.locator('.block.meeting')).toHaveCount(all);
  await page.getByRole('link', { name: w('calendar-month'), exact: true }).click();
  await expect(page).toHaveURL(/view=month/);
  await page.locator('td[data-date="2026-11-29"] a.month-day').click();
  await expect(page).toHaveURL(/view=day/);
  await expect(page.locator('html')).toHaveAttribute('dir', lang === 'ar' ? 'rtl' : 'ltr');
});

test('open pages follow what happens; hidden ones catch up', async ({ person, lang, w }) => {
  const { live, other } = MINE[lang];
  const caster = await person({ as: WHO.sarah, fresh: true, ...DESKTOP });
  const { id } = await book(caster, live, lang, w, other, 3);
  const list = await person({ as: WHO.sarah, ...DESKTOP });
  await Promise.all([caster.goto(`/calendar?date=${other}`), list.goto(`/bookings?from=${other}&to=${other}`)]);
  const row = list.getByRole('row').filter({ has: list.locator(`a[href="/bookings/${id}"]`) });
  await expect(row).toContainText(w('status-scheduled'));
  const opened = caster.waitForResponse((answer) => answer.url().includes('/live?about=office'));
  await caster.reload();
  await opened;

  const talent = await person();
  await talent.goto(await mailedLink(talent, live, 1));
  await hydrated(talent);
  await talent.getByRole('button', { name: w('answer-confirm') }).click();
  await said(talent, w('said-confirmed'));
  const since = Date.now();
  await expect(block(caster, id)).toContainText(w('status-confirmed'), { timeout: 3000 });
  await expect(row).toContainText(w('status-confirmed'), { timeout: 3000 });
  expect(Date.now() - since).toBeLessThan(3000);

  // Out of sight the stream is closed; back in sight the page catches up.
  const show = (page, hidden) => page.evaluate((away) => {
    Object.defineProperty(document, 'hidden', { value: away, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
  await show(list, true);
  const cancel = await person({ as: WHO.sarah, ...DESKTOP });
  await cancel.goto(`/bookings/${id}?dialog=cancel`);
  await hydrated(cancel);
  await cancel.getByRole('dialog').getByRole('button', { name: w('answer-cancel-send') }).click();
  await said(cancel, w('said-cancelled'));
  await expect(block(caster, id)).toHaveCount(0, { timeout: 3000 });
  await expect(row).toContainText(w('status-confirmed'));
  await show(list, false);
  await expect(row).toHaveCount(0, { timeout: 3000 });
});

test('the list is narrowed, kept under a name and taken along', async ({ person, lang, w }) => {
  const page = await person({ as: WHO.sarah });
  await page.goto('/bookings');
  await page.locator('select[name="status"]').selectOption('confirmed');
  await page.getByRole('button', { name: w('audit-show') }).click();
  await expect(page).toHaveURL(/status=confirmed/);
  const name = `Yes ${lang}`;
  await page.getByText(w('desk-view-keep')).click();
  await page.locator('input[name="viewName"]').fill(name);
  await page.getByRole('button', { name: w('desk-view-save') }).click();
  await said(page, w('said-view-saved'));
  const chip = page.locator('.view-chip').filter({ hasText: name });
  await expect(chip.getByRole('link')).toHaveAttribute('aria-current', 'page');
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: w('desk-export') }).click();
  expect((await download).suggestedFilename()).toBe('bookings.csv');
  await chip.getByRole('button').click();
  await said(page, w('said-removed'));
  await expect(chip).toHaveCount(0);
});

test('the desk is quiet, fits the screen and axe finds nothing', async ({ person, lang, w }) => {
  test.setTimeout(90_000);
  const quiet = await person({ as: WHO.sarah });
  for (const address of [
    '/calendar?date=2026-11-29', '/calendar?view=day&date=2026-11-29', '/calendar?view=month&date=2026-11-29', '/bookings?show=all&status=confirmed',
    '/bookings?q=zzzz', '/today/print?date=2026-11-29',
  ]) {
    await test.step(address, async () => {
      expect((await quiet.goto(address)).status()).toBe(200);
      await hydrated(quiet);
      await expect.soft(quiet.locator('html')).toHaveAttribute('lang', lang);
      await fine(quiet, address);
    });
  }
  await quiet.goto('/today/print?date=2026-11-29');
  await quiet.getByRole('link', { name: lang === 'en' ? 'العربية' : 'English' }).last().click();
  await expect(quiet.locator('html')).toHaveAttribute('lang', lang === 'en' ? 'ar' : 'en');
  await quiet.goBack();
  await quiet.emulateMedia({ media: 'print' });
  await expect(quiet.locator('.sheet table')).toBeVisible();
  await expect(quiet.locator('.page-actions')).toBeHidden();
  await expect(quiet.getByRole('row').filter({ hasText: 'Noura Al-Mutlaq' })).toContainText('نورة');
});
