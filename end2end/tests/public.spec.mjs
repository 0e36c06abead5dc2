// Booking without an account: on the public page, with and without scripting; looked after by the link; accepted by the office; shared.
import { test, expect, awake, hold, mailed, said, status, times } from './support/test.mjs';
import { fine, fits } from './support/axe.mjs';

const PAGE = '/book/takeone/general-meeting';
const ADMIN = 'ad@example.com';
const QUIET = { javaScriptEnabled: false, allow: [/was preloaded using link preload but not used/] };
// Days of their own, so that no test waits for another's times.
const DAY = {
  en: { book: '2026-12-07', plain: '2026-12-08', lost: '2026-12-09', asked: '2026-12-10', link: '2026-12-13' },
  ar: { book: '2026-12-14', plain: '2026-12-15', lost: '2026-12-16', asked: '2026-12-17', link: '2026-12-20' },
};

const on = (day, more = '') => `${PAGE}?month=${day.slice(0, 7)}&day=${day}${more}`;

async function fill(page, name, email) {
  await page.locator('input[name="name"]').fill(name);
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="answers[experience]"][value="some"]').check();
}

test('a stranger books, moves and cancels; the office sees each step', async ({ person, lang, w }) => {
  test.setTimeout(90_000);
  const email = `hind.${lang}@example.net`;
  const page = await person();
  await page.goto(on(DAY[lang].book));
  await awake(page);
  await expect(page.locator('html')).toHaveAttribute('lang', lang);
  await expect(page.locator('meta[property="og:title"]')).toHaveCount(1);
  await expect(page.locator('meta[name="robots"]')).toHaveCount(0);
  await fine(page);
  const start = await hold(page, 2);
  await page.locator('.picker-go button').click();
  await expect(page.locator('input[name="start"]')).toHaveValue(start);
  await fine(page);
  // The hold's clock runs down.
  const left = page.locator('.keeping [data-left]');
  await expect(left).toHaveText(/^[0-9٠-٩]{2}:[0-9٠-٩]{2}$/);
  await expect(left).not.toHaveText(await left.textContent());
  await fill(page, 'Hind Al-Otaibi', email);
  await page.locator('textarea[name="note"]').fill('I come with a dog.');
  // Twice, as impatient people do: it is one booking all the same.
  await page.getByRole('button', { name: w('public-send'), exact: true }).dblclick();
  await said(page, w('said-public-booked'));
  await expect(status(page)).toHaveText(w('status-confirmed'));
  await expect(page.locator('meta[name="robots"]')).toHaveAttribute('content', /noindex/);
  await fine(page);
  const link = new URL(page.url()).pathname;

  const rows = await mailed(page, email, 1);
  await rows.first().getByRole('link').first().click();
  await expect(page.locator(`a[href*="${link}"]`).first()).toBeAttached();

  const office = await person({ as: ADMIN });
  await office.goto('/bookings?q=otaibi');
  await office.getByRole('row').filter({ hasText: 'Hind Al-Otaibi' }).first().getByRole('link').first().click();
  await expect(office.locator('main')).toContainText('I come with a dog.');
  await expect(office.locator('main')).toContainText(email);
  const booking = office.url();

  // Another time, of the same picker.
  await page.goto(`${link}?lang=${lang}`);
  await page.getByRole('link', { name: w('guest-move'), exact: true }).click();
  await awake(page);
  await fine(page);
  await times(page).nth(1).click();
  await page.locator('.picker-go button').click();
  await page.getByRole('button', { name: w('guest-move-send') }).click();
  await said(page, w('said-public-moved'));
  await expect(status(page)).toHaveText(w('status-confirmed'));
  await page.getByRole('link', { name: w('answer-cancel'), exact: true }).click();
  await page.getByRole('dialog').locator('textarea[name="reason"]').fill('Ill.');
  await page.getByRole('button', { name: w('guest-cancel-send') }).click();
  await expect(status(page)).toHaveText(w('status-cancelled'));
  // The link goes on saying what became of it.
  await page.goto(link);
  await expect(page.locator('main')).toContainText('Ill.');
  await expect(page.getByRole('link', { name: w('guest-again') })).toHaveAttribute('href', PAGE);
  await fine(page);
  await office.goto(booking);
  await expect(status(office)).toHaveText(w('status-cancelled'));
});

test('without scripting: filled in beforehand, held, refused at its field, booked', async ({ person, lang, w }) => {
  const page = await person({ ...QUIET, allow: [...QUIET.allow, /422/] });
  await page.goto(on(DAY[lang].plain, '&name=Salma&email=salma%40example.net&experience=much'));
  await times(page).nth(3).click();
  await page.locator('.picker-go button').click();
  await expect(page.locator('.keeping')).toContainText(/[0-9٠-٩]{1,2}:[0-9٠-٩]{2}/);
  await expect(page.locator('input[name="name"]')).toHaveValue('Salma');
  await expect(page.locator('input[name="answers[experience]"][value="much"]')).toBeChecked();
  await page.locator('input[name="email"]').fill('salma@nowhere');
  await page.locator('input[name="answers[showreel]"]').fill('https://example.net/reel');
  await page.getByRole('button', { name: w('public-send'), exact: true }).click();
  await expect(page.locator('.field-error')).toHaveCount(1);
  await expect(page.locator('input[name="answers[showreel]"]')).toHaveValue('https://example.net/reel');
  await page.locator('input[name="email"]').fill(`salma.${lang}@example.net`);
  // Twice, with nothing that holds the second back: it shows what the first made.
  await page.getByRole('button', { name: w('public-send'), exact: true }).dblclick();
  await said(page, w('said-public-booked'));
  await expect(page.locator('main')).toContainText('https://example.net/reel');
  await page.getByRole('link', { name: w('guest-move'), exact: true }).click();
  await times(page).nth(1).click();
  await page.locator('.picker-go button').click();
  await page.getByRole('button', { name: w('guest-move-send') }).click();
  await said(page, w('said-public-moved'));
});

test('a lost race keeps what was typed and shows the nearest times', async ({ person, lang, w }) => {
  const patient = { ...QUIET, allow: [...QUIET.allow, /422/] };
  const [one, other] = [await person(patient), await person(patient)];
  for (const page of [one, other]) await page.goto(on(DAY[lang].lost));
  const start = await times(one).nth(0).locator('input').inputValue();
  const details = `${PAGE}?minutes=20&way=video&start=${encodeURIComponent(start)}`;
  await one.goto(details);
  // Hosts take turns: one booking each, until the time is full.
  let answer;
  let booked = 0;
  do {
    await other.goto(details);
    if (await other.locator('input[name="name"]').count() === 0) {
      // Nobody is asked for a name at a time that cannot be had.
      answer = 422;
      break;
    }
    await fill(other, 'Reem', `reem.${booked}.${lang}@example.net`);
    const sent = other.waitForResponse((response) => response.request().method() === 'POST');
    await other.getByRole('button', { name: w('public-send'), exact: true }).click();
    answer = (await sent).status();
    booked += answer === 303 ? 1 : 0;
    await other.waitForLoadState();
  } while (answer === 303 && booked < 5);
  expect(answer, 'the time is full in the end').toBe(422);
  expect(booked, 'somebody had it').toBeGreaterThan(0);
  await fill(one, 'Hind', `late.${lang}@example.net`);
  await one.getByRole('button', { name: w('public-send'), exact: true }).click();
  await expect(one.locator('.times input[type="radio"]').first()).toBeAttached();
  await expect(one.locator('input[name="name"]')).toHaveValue('Hind');
  // No time is chosen for anybody: the button does nothing until one is.
  await expect(one.locator('.times input:checked')).toHaveCount(0);
  await expect(one.locator('s.num')).toBeVisible();
  await fits(one, 'the nearest times');
  await one.getByRole('button', { name: w('public-send'), exact: true }).click();
  await expect(one.locator('.times input:invalid').first()).toBeAttached();
  await one.locator('.times .time-box').first().click();
  await one.getByRole('button', { name: w('public-send'), exact: true }).click();
  await said(one, w('said-public-booked'));
});

test('a private link opens what nobody else sees; a request waits for the office', async ({ person, lang, w }) => {
  test.skip(lang === 'ar', 'it changes the event type for everybody; the words are looked at by the other tests');
  test.setTimeout(90_000);
  const admin = await person({ as: ADMIN });
  await admin.goto('/admin/event-types');
  await admin.getByRole('link', { name: 'Ramadan pick-ups' }).first().click();
  await admin.getByRole('link', { name: w('share-tab'), exact: true }).click();
  await fine(admin);
  await admin.locator('input[name="needsConfirmation"]').check();
  const sharing = admin.locator('form').filter({ has: admin.locator('input[name="needsConfirmation"]') });
  await sharing.getByRole('button', { name: w('parts-save'), exact: true }).click();
  await said(admin, w('said-shared'));
  await admin.locator('input[name="label"]').fill('The agency');
  await admin.locator('input[name="mostUses"]').fill('1');
  await admin.getByRole('button', { name: w('share-link-make') }).click();
  await said(admin, w('said-link-made'));
  const address = new URL(await admin.locator('.link-line input').first().inputValue());

  const page = await person({ allow: [/404/, /410/] });
  expect((await page.goto(address.pathname)).status(), 'nobody else sees it').toBe(404);
  await page.goto(`${address.pathname}${address.search}&month=2026-12&day=${DAY[lang].link}`);
  await expect(page.locator('meta[name="robots"]')).toHaveAttribute('content', /noindex/);
  await awake(page);
  await hold(page, 0);
  await page.locator('.picker-go button').click();
  await page.locator('input[name="name"]').fill('Zeina');
  await page.locator('input[name="email"]').fill('zeina@example.net');
  await page.getByRole('button', { name: w('public-send-request'), exact: true }).click();
  await said(page, w('said-public-requested'));
  await expect(status(page)).toHaveText(w('status-pending'));
  const link = page.url().split('?')[0];
  expect((await page.goto(`${address.pathname}${address.search}`)).status(), 'good for one booking').toBe(410);
  await page.goto(link);
  await expect(status(page)).toHaveText(w('status-pending'));

  await admin.goto('/bookings?q=zeina');
  await admin.getByRole('row').filter({ hasText: 'Zeina' }).first().getByRole('link').first().click();
  await fine(admin);
  await admin.getByRole('button', { name: w('bookings-accept'), exact: true }).click();
  await said(admin, w('said-accepted'));
  // The guest's open page follows by itself, without an account.
  await expect(status(page)).toHaveText(w('status-confirmed'));
  await expect(page.locator('main')).not.toContainText(w('guest-withdraw'));
});
