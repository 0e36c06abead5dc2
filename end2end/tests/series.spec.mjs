// Repeating series: allowed at the event type, booked as one by a caster and, without scripting, by a stranger; refused date by date; answered
// at once, called off from one date on.
import { test, expect, CALL, WHO, awake, hold, mailed, mailedLink, said, status, times } from './support/test.mjs';
import { fine } from './support/axe.mjs';

const ADMIN = 'ad@example.com';
const QUIET = { javaScriptEnabled: false, allow: [/was preloaded using link preload but not used/, /422/] };
const PUBLIC = '/book/takeone/general-meeting';
// Applicants and weekdays of this file's own.
const MINE = { en: { email: 'g061@example.com', day: '2027-02-09' }, ar: { email: 'g062@example.com', day: '2027-02-10' } };
// The window of the event type ends on 25 January: a fourth week is beyond it.
const STRANGER = { en: '2027-01-04', ar: '2027-01-03' };

/** Lets an event type repeat every week, at most `most` times. Others may change it at the same time: then once more. */
async function allow(page, name, most, w) {
  await page.goto('/admin/event-types');
  const address = await page.getByRole('link', { name, exact: true }).first().getAttribute('href');
  await expect(async () => {
    await page.goto(`${address}?tab=limits`);
    await page.locator('input[name="repeats"][value="weekly"]').check({ force: true });
    await expect(page.locator('.repeats-weeks')).toBeHidden();
    await page.locator('input[name="repeatsMost"]').fill(String(most));
    await page.getByRole('button', { name: w('parts-save'), exact: true }).click();
    await said(page, w('said-saved'));
  }).toPass({ timeout: 30_000 });
  await expect(page.locator('input[name="repeats"][value="weekly"]')).toBeChecked();
  await expect(page.locator('input[name="repeatsMost"]')).toHaveValue(String(most));
}

const statuses = (page) => page.locator('.series-list .badge');

test('a caster books three weeks as one; the talent answers once; the rest is called off', async ({ person, lang, w }) => {
  const { email, day } = MINE[lang];
  const admin = await person({ as: ADMIN, allow: [/422/] });
  await allow(admin, lang === 'en' ? 'First call' : 'التجربة الأولى', 4, w);
  await fine(admin);

  const caster = await person({ as: WHO.sarah });
  await caster.goto('/calls');
  await caster.getByRole('link', { name: CALL[lang] }).first().click();
  await caster.getByRole('link', { name: lang === 'en' ? 'Umm Saad' : 'أم سعد' }).first().click();
  const row = caster.getByRole('row').filter({ hasText: email });
  await expect(row).toHaveCount(1);
  const address = await row.locator('a[href*="/book/"]').getAttribute('href');
  await caster.goto(`${address}${address.includes('?') ? '&' : '?'}month=${day.slice(0, 7)}&day=${day}`);
  await awake(caster);
  await hold(caster, 1);
  await caster.locator('.picker-go button').click();
  const often = caster.locator('select[name="occurrences"]');
  await expect(often.locator('option')).toHaveCount(4);
  await expect(caster.locator('[data-preview-button]')).toBeHidden();
  await often.selectOption('3');
  // Every date before it is sent, without a button pressed.
  await expect(caster.locator('.series-dates .badge')).toHaveText(Array(3).fill(w('series-free')));
  await fine(caster);
  // Twice, as impatient people do: it is one series all the same.
  await caster.getByRole('button', { name: w('book-send') }).dblclick();
  await said(caster, w('said-booked'));
  await expect(statuses(caster)).toHaveText(Array(3).fill(w('status-scheduled')));
  await expect(caster.locator('.series-list [aria-current]')).toHaveCount(1);
  await fine(caster);

  // One mail, one answer.
  const talent = await person();
  await expect(await mailed(talent, email, 1)).toHaveCount(1);
  await talent.goto(`${await mailedLink(talent, email, 1)}?lang=${lang}`);
  await expect(statuses(talent)).toHaveCount(3);
  await fine(talent);
  await talent.locator('form[action$="/confirm"] button[name="rest"]').click();
  await said(talent, w('said-confirmed'));
  await expect(statuses(talent)).toHaveText(Array(3).fill(w('status-confirmed')));

  // From the second on.
  await caster.reload();
  await caster.locator('.series-list a').first().click();
  await expect(status(caster)).toHaveText(w('status-confirmed'));
  await caster.getByRole('link', { name: w('answer-cancel'), exact: true }).click();
  const dialog = caster.getByRole('dialog');
  await dialog.locator('input[name="rest"]').check();
  await fine(caster);
  await dialog.getByRole('button', { name: w('answer-cancel-send') }).click();
  await said(caster, w('said-cancelled'));
  await expect(statuses(caster)).toHaveText([w('status-confirmed'), w('status-cancelled'), w('status-cancelled')]);
});

test('without scripting a stranger is told which date cannot be had, and books the others', async ({ person, lang, w }) => {
  const admin = await person({ as: ADMIN, allow: [/422/] });
  await allow(admin, lang === 'en' ? 'General meeting' : 'لقاء تعارف', 6, w);
  const page = await person(QUIET);
  const day = STRANGER[lang];
  await page.goto(`${PUBLIC}?month=${day.slice(0, 7)}&day=${day}`);
  await times(page).nth(2).click();
  await page.locator('.picker-go button').click();
  await page.locator('input[name="name"]').fill('Hind Al-Otaibi');
  await page.locator('input[name="email"]').fill(`series.${lang}@example.net`);
  await page.locator('input[name="answers[experience]"][value="some"]').check();
  await page.locator('select[name="occurrences"]').selectOption('5');
  await page.getByRole('button', { name: w('series-look'), exact: true }).click();
  await expect(page.locator('.series-dates .badge')).toHaveText([...Array(4).fill(w('series-free')), w('series-why-window')]);
  await expect(page.locator('input[name="name"]')).toHaveValue('Hind Al-Otaibi');
  // Enter sends, though the button that looks at the dates comes first.
  await page.locator('input[name="name"]').press('Enter');
  const refused = page.locator('.series-refused li');
  await expect(refused).toHaveCount(1);
  await expect(refused).toContainText(w('series-why-window'));
  await expect(page.locator('select[name="occurrences"]')).toHaveValue('5');
  await expect(page.locator('input[name="name"]')).toHaveValue('Hind Al-Otaibi');
  await page.locator('select[name="occurrences"]').selectOption('3');
  await page.getByRole('button', { name: w('public-send'), exact: true }).click();
  await said(page, w('said-public-booked'));
  await expect(statuses(page)).toHaveText(Array(3).fill(w('status-confirmed')));

  // Each date has a page of its own; the last one is called off there, alone.
  await page.locator('.series-list a').last().click();
  await page.getByRole('link', { name: w('answer-cancel'), exact: true }).click();
  await expect(page.locator('input[name="rest"]')).toHaveCount(0);
  await page.getByRole('button', { name: w('guest-cancel-send') }).click();
  await expect(statuses(page)).toHaveText([w('status-confirmed'), w('status-confirmed'), w('status-cancelled')]);
});
