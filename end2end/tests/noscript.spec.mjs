// The same journey with scripting off: links, radio buttons, a zone list and plain forms.
import { test, expect, WHO, awake, bookingAddress, mailedLink, said, status, times } from './support/test.mjs';

// Without scripting nobody uses what the document preloads; Chromium says so.
const QUIET = { javaScriptEnabled: false, allow: [/was preloaded using link preload but not used/] };
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
  await talent.locator('input[name="proposedStarts"]').nth(4).check();
  await talent.getByRole('button', { name: w('answer-another-time-send') }).click();
  await said(talent, w('said-requested'));
  await caster.reload();
  await caster.locator('form[action$="/grant"] button[name="start"]').click();
  await said(caster, w('said-request-granted'));
  await expect(status(caster)).toHaveText(w('status-scheduled'));
});
