// The same journey with scripting off: links, radio buttons, a zone list and plain forms.
import { test, expect, WHO, awake, bookingAddress, mailedLink, said, status, times } from './support/test.mjs';

// Without scripting nobody uses what the document preloads; Chromium says so.
const QUIET = { javaScriptEnabled: false, allow: [/was preloaded using link preload but not used/] };
const HELD = { en: { email: 'g106@example.com', day: '2026-12-21' }, ar: { email: 'g107@example.com', day: '2026-12-22' } };
const MINE = {
  en: { email: 'g093@example.com', day: '2026-12-16' },
  ar: { email: 'g094@example.com', day: '2026-12-17' },
};

test('an audition is booked and answered without scripting', async ({ person, lang, w }) => {
  const { email, day } = MINE[lang];
  const caster = await person({ as: WHO.sarah, fresh: true, ...QUIET });
  await caster.goto(await bookingAddress(caster, email, lang));
  await expect(caster.locator('.picker')).toBeVisible();
  await expect(caster.locator('#picker-zone-list')).toBeAttached();

  // Another month and a day are links; times are radio buttons.
  await caster.locator('.picker-steps a').last().click();
  await expect(caster).toHaveURL(/month=2026-12/);
  await caster.locator(`a#day-${day}`).click();
  await expect(caster).toHaveURL(new RegExp(`day=${day}`));
  await expect(times(caster).first()).toBeVisible();
  const venue = await times(caster).first().locator('time').innerText();

  // Another zone by its list, and back: the same instants on another clock.
  const address = caster.url();
  await caster.locator('.picker-zone summary').click();
  await caster.locator('select[name="zone"]').selectOption('Europe/London');
  await caster.locator('.zone-plain button').click();
  await expect(caster).toHaveURL(/zone=Europe(%2F|\/)London/);
  await expect(caster.locator('.picker-zone summary')).not.toContainText(/Riyadh|الرياض/);
  await caster.goto(`${address.replace(/zone=[^&]*/, 'zone=Europe%2FLondon')}`);
  await expect(times(caster).first().locator('time')).not.toHaveText(venue);
  await caster.goto(address);

  const chosen = times(caster).nth(1);
  const start = await chosen.locator('input').inputValue();
  await chosen.click();
  await caster.locator('.picker-go button').click();
  await expect(caster.locator('input[name="start"]')).toHaveValue(start);
  await caster.locator('textarea[name="message"]').fill('Plain and simple.');
  await caster.getByRole('button', { name: w('book-send') }).click();
  await said(caster, w('said-booked'));
  await expect(status(caster)).toHaveText(w('status-scheduled'));

  const talent = await person({ ...QUIET });
  await talent.goto(await mailedLink(talent, email, 1));
  await expect(talent.locator('main')).toContainText('Plain and simple.');
  await talent.getByRole('button', { name: w('answer-confirm') }).click();
  await said(talent, w('said-confirmed'));
  await caster.reload();
  await expect(status(caster)).toHaveText(w('status-confirmed'));

  // Asking for another time: a dialog standing open on the page, ticks, one button; the caster grants by a button.
  await talent.getByRole('link', { name: w('answer-another-time') }).click();
  await talent.locator('.times-day > summary').nth(1).click();
  await talent.locator('.times-day').nth(1).locator('input').first().check();
  await talent.getByRole('button', { name: w('answer-another-time-send') }).click();
  await said(talent, w('said-requested'));
  await caster.reload();
  await caster.locator('form[action$="/grant"] button[name="start"]').click();
  await said(caster, w('said-request-granted'));
  await expect(status(caster)).toHaveText(w('status-scheduled'));
});

test('a time is held while the form is open, without scripting', async ({ person, lang, w }) => {
  const { email, day } = HELD[lang];
  const one = await person({ as: WHO.sarah, fresh: true, ...QUIET });
  const address = `${await bookingAddress(one, email, lang)}?month=2026-12&day=${day}`;
  const other = await person({ as: WHO.sarah, fresh: true, ...QUIET });
  await one.goto(address);
  const start = await times(one).nth(2).locator('input').inputValue();
  const offered = async () => {
    await other.goto(address);
    return other.locator(`.picker-list input[value="${start}"]`).count();
  };
  expect(await offered()).toBe(1);

  // Choosing posts, takes the hold, and says until when.
  await times(one).nth(2).click();
  await one.locator('.picker-go button').click();
  await expect(one).toHaveURL(/\/book\/[^/]+\?.*start=/);
  await expect(one.locator('.keeping')).toContainText(/[0-9٠-٩]{1,2}:[0-9٠-٩]{2}/);
  expect(await offered(), 'nobody else is offered the time').toBe(0);

  // Once it can be kept longer; what is typed stays.
  await one.locator('textarea[name="message"]').fill('Bring the red shawl.');
  await one.getByRole('button', { name: w('book-held-extend') }).click();
  await expect(one.locator('textarea[name="message"]')).toHaveValue('Bring the red shawl.');
  await expect(one.locator('.keeping')).toBeVisible();
  await expect(one.getByRole('button', { name: w('book-held-extend') })).toHaveCount(0);

  // Going back gives it up; another time is held with the words still there.
  await one.getByRole('button', { name: w('book-other-time') }).click();
  await expect(one.locator('.picker')).toBeVisible();
  expect(await offered(), 'the time is everybody’s again').toBe(1);
  await times(one).nth(3).click();
  await one.locator('.picker-go button').click();
  await expect(one.locator('textarea[name="message"]')).toHaveValue('Bring the red shawl.');
  await one.getByRole('button', { name: w('book-send') }).click();
  await said(one, w('said-booked'));
  await expect(one.locator('main')).toContainText('Bring the red shawl.');
});
