// Forms as people use them: every fault is named and led to, what is not asked is out of sight, a note reaches the office.
import { test, expect, WHO, awake, bookingAddress, hold, hydrated, mailedLink, said, status } from './support/test.mjs';
import { fine } from './support/axe.mjs';

const ADMIN = 'ad@example.com';
const QUIET = { javaScriptEnabled: false, allow: [/was preloaded using link preload but not used/, /422/] };
// Applicants and days of this file's own.
const MINE = {
  en: { email: 'g063@example.com', day: '2027-01-11' },
  ar: { email: 'g064@example.com', day: '2027-01-13' },
};

test('every fault is said at once, named, and led to', async ({ person, lang, w }) => {
  const page = await person({ as: ADMIN, allow: [/422/] });
  await page.goto('/admin/event-types/new');
  await page.locator('form[action="/admin/event-types"]').evaluate((form) => { form.noValidate = true; });
  await page.locator('input[name="duration"]').fill('');
  for (const box of await page.locator('input[name="hosts"]:checked').all()) await box.uncheck();
  await page.locator('form[action="/admin/event-types"]').getByRole('button').click();
  const summary = page.locator('.error-summary');
  await hydrated(page);
  await expect(summary, 'a screen reader begins there').toBeFocused();
  const lines = summary.getByRole('link');
  for (const label of [w(lang === 'en' ? 'event-types-name-en' : 'event-types-name-ar'), w('event-types-length'), w('event-types-hosts')]) {
    await expect(lines.filter({ hasText: `${label}: ` })).toHaveCount(1);
  }
  await fine(page);
  await lines.filter({ hasText: w('event-types-length') }).click();
  const field = page.locator('input[name="duration"]');
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator(`#${await field.getAttribute('aria-describedby')}`)).toBeVisible();
  await lines.filter({ hasText: w('event-types-hosts') }).click();
  await expect(page.locator('fieldset:focus'), 'boxes are led to as one').toContainText(w('event-types-hosts'));
});

for (const scripting of [true, false]) {
  test(`a way to meet asks for its particulars while it is ticked, ${scripting ? 'with' : 'without'} scripting`, async ({ person, w }) => {
    const page = await person({ as: ADMIN, fresh: !scripting, ...(scripting ? { allow: [/422/] } : QUIET) });
    await page.goto('/admin/event-types');
    await page.locator('a[href^="/admin/event-types/evt_"]').first().click();
    await expect(page).toHaveURL(/event-types\/evt_/);
    const [video, url] = [page.locator('input[name="video"]'), page.locator('input[name="meetingUrl"]')];
    await video.check();
    await url.fill('no address at all');
    await video.uncheck();
    await expect(url).toBeHidden();
    await expect(page.locator('input[name="meetingPassword"]')).toBeHidden();
    const [phone, number] = [page.locator('input[name="byPhone"]'), page.locator('input[name="phone"]')];
    await phone.uncheck();
    await expect(number).toBeHidden();
    await phone.check();
    await expect(number).toBeVisible();
    // Nothing is lost, and what is out of sight holds nothing back: the page comes back with another fault.
    await phone.uncheck();
    await page.locator('input[name="slug"]').fill('No Slug');
    await page.getByRole('button', { name: w('parts-save'), exact: true }).click();
    await expect(page.locator('#f-slug-error')).toBeVisible();
    await expect(url).toBeHidden();
    await video.check();
    await expect(url).toHaveValue('no address at all');
  });
}

test('a note of the talent is sent and read, with and without scripting', async ({ person, lang, w }) => {
  const { email, day } = MINE[lang];
  const caster = await person({ as: WHO.sarah });
  const address = await bookingAddress(caster, email, lang, lang === 'en' ? 'Umm Saad' : 'أم سعد');
  await caster.goto(`${address}${address.includes('?') ? '&' : '?'}month=${day.slice(0, 7)}&day=${day}`);
  await awake(caster);
  await hold(caster, 3);
  await caster.locator('.picker-go button').click();
  await caster.getByRole('button', { name: w('book-send') }).click();
  await said(caster, w('said-booked'));
  const booking = new URL(caster.url()).pathname;
  for (const options of [{}, QUIET]) {
    const talent = await person(options);
    await talent.goto(await mailedLink(talent, email, 1));
    const words = `I come from set. ${options === QUIET ? 'Plain' : 'Lively'} <b>`;
    await talent.locator('textarea[name="talentNotes"]').fill(words);
    await talent.getByRole('button', { name: w('answer-note-save') }).click();
    await said(talent, w('said-noted'));
    await expect(talent.locator('textarea[name="talentNotes"]')).toHaveValue(words);
    await expect(status(talent), 'a note is no answer').toHaveText(w('status-asks-you'));
    await caster.goto(booking);
    await expect(caster.locator('main')).toContainText(words);
  }
  // Answered on the same page, without scripting.
  const talent = await person(QUIET);
  await talent.goto(await mailedLink(talent, email, 1));
  await talent.getByRole('button', { name: w('answer-confirm') }).click();
  await said(talent, w('said-confirmed'));
  await caster.reload();
  await expect(status(caster)).toHaveText(w('status-confirmed'));
});
