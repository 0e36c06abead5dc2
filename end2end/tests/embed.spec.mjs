// Our embed script on another website: inline, in a dialog, behind a floating button; an audition by a token; a website nobody allowed.
import { test, expect, WHO, awake, bookingAddress, hold, status, times } from './support/test.mjs';
import { findings } from './support/axe.mjs';
import { NOISE, allow, heard, html, website } from './support/website.mjs';

const LINK = 'takeone/general-meeting';
const DAY = { en: { inline: '2026-12-21', popup: '2026-12-22' }, ar: { inline: '2026-12-23', popup: '2026-12-24' } };
const EMAIL = { en: 'g116@example.com', ar: 'g119@example.com' };

const script = (base) => `<script src="${base}/embed.js"></script><script>window.seen = []; Callboard.on('*', ({ type, data }) => seen.push({ type, data }));</script>`;

async function fill(frame, name, email) {
  await frame.locator('input[name="name"]').fill(name);
  await frame.locator('input[name="email"]').fill(email);
  await frame.locator('input[name="answers[experience]"][value="some"]').check();
}

test('a booking page inline: filled in, held without a cookie, booked, moved, cancelled, each told', async ({ person, baseURL, lang, w }) => {
  test.setTimeout(120_000);
  await allow(person, w);
  const day = DAY[lang].inline;
  const place = `<div data-callboard="${LINK}" data-month="${day.slice(0, 7)}" data-day="${day}" data-theme="dark" data-brand="#7a2ea0"
    data-prefill='{"note":"From the website","experience":"much"}' data-metadata='{"campaign":"spring"}'></div>`;
  const site = await website('embed', lang, { '/': html(lang, place, script(baseURL)) });
  try {
    const page = await person({ allow: NOISE });
    await page.goto(`${site.origin}/`);
    const frame = page.frameLocator('iframe');
    await heard(page, 'ready');
    await awake(frame);
    await expect(frame.locator('html')).toHaveAttribute('lang', lang);
    await expect(frame.locator('html')).toHaveAttribute('style', /color-scheme: dark/);
    await expect(frame.locator('.bar')).toHaveCount(0);
    const start = await hold(frame, 1);
    expect(await heard(page, 'slotSelected')).toEqual({ start });
    expect(await page.context().cookies(baseURL), 'nothing is kept by a cookie').toEqual([]);
    await frame.locator('.picker-go button').click();
    await expect(frame.locator('.keeping')).toContainText(/[0-9٠-٩]{1,2}:[0-9٠-٩]{2}/);
    await expect(frame.locator('textarea[name="note"]')).toHaveValue('From the website');
    await expect(frame.locator('input[name="answers[experience]"][value="much"]')).toBeChecked();

    // The frame is as high as its page, without a scroll bar of its own.
    await expect.poll(async () => {
      const inside = await frame.locator('body').evaluate((body) => Math.ceil(body.getBoundingClientRect().height));
      const outside = await page.locator('iframe').evaluate((iframe) => iframe.clientHeight);
      return Math.abs(inside - outside);
    }).toBeLessThanOrEqual(1);

    await fill(frame, 'Hind Al-Otaibi', `embed.${lang}@example.net`);
    await frame.getByRole('button', { name: w('public-send'), exact: true }).click();
    await expect(status(frame)).toHaveText(w('status-confirmed'));
    const booked = await heard(page, 'bookingSuccessful');
    expect(booked).toMatchObject({ start, status: 'confirmed', metadata: { campaign: 'spring' } });
    expect(JSON.stringify(booked)).not.toContain('example.net');

    await frame.getByRole('link', { name: w('guest-move'), exact: true }).click();
    await awake(frame);
    await times(frame).nth(2).click();
    await frame.locator('.picker-go button').click();
    await frame.getByRole('button', { name: w('guest-move-send') }).click();
    expect((await heard(page, 'bookingRescheduled')).bookingId).toBe(booked.bookingId);
    await frame.getByRole('link', { name: w('answer-cancel'), exact: true }).click();
    await frame.getByRole('dialog').locator('textarea[name="reason"]').fill('Ill.');
    await frame.getByRole('button', { name: w('guest-cancel-send') }).click();
    expect((await heard(page, 'bookingCancelled')).bookingId).toBe(booked.bookingId);
    await expect(status(frame)).toHaveText(w('status-cancelled'));
    const told = await page.evaluate(() => window.seen.map(({ type }) => type));
    expect(told.filter((type) => type.startsWith('booking'))).toEqual(['bookingSuccessful', 'bookingRescheduled', 'bookingCancelled']);
  } finally {
    await site.close();
  }
});

test('in a dialog and behind a floating button, by keyboard too; nothing for axe to find', async ({ person, baseURL, lang, w }) => {
  await allow(person, w);
  const day = DAY[lang].popup;
  const places = `<button data-callboard-popup="${LINK}" data-day="${day}">Open</button><div data-callboard-floating="${LINK}" data-label="Book now" data-brand="#ffe066"></div>`;
  const site = await website('embed', lang, { '/': html(lang, places, script(baseURL)) });
  try {
    const page = await person({ allow: NOISE });
    await page.goto(`${site.origin}/`);
    await page.getByRole('button', { name: 'Open' }).focus();
    await page.keyboard.press('Enter');
    const frame = page.frameLocator('dialog iframe');
    await awake(frame);
    await hold(frame, 0);
    expect.soft(await findings(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button').first().press('Escape');
    await expect(page.locator('dialog')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Open' })).toBeFocused();
    await page.getByRole('button', { name: 'Book now' }).click();
    await awake(page.frameLocator('dialog iframe'));
    // Messages of anybody else are not believed.
    const before = await page.evaluate(() => window.seen.length);
    await page.evaluate(() => window.postMessage({ source: 'callboard', type: 'bookingSuccessful', data: {} }, '*'));
    await page.waitForTimeout(200);
    expect(await page.evaluate((from) => window.seen.slice(from).filter(({ type }) => type === 'bookingSuccessful').length, before)).toBe(0);
  } finally {
    await site.close();
  }
});

test('a caster books an application on another website by a token', async ({ person, baseURL, lang, w }) => {
  await allow(person, w);
  const caster = await person({ as: WHO.sarah });
  const address = await bookingAddress(caster, EMAIL[lang], lang);
  const [, , call, , application] = address.split('?')[0].split('/');
  const asks = ([applicationId, origin, castingCallId]) => Promise.all([
    fetch('/api/v1/embed-tokens', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ applicationId, origin }) }).then((answer) => answer.json()),
    fetch(`/api/v1/event-types?castingCallId=${castingCallId}`).then((answer) => answer.json()),
  ]);
  const places = { '/': '' };
  const site = await website('embed', lang, places);
  try {
    const [{ data: token }, { data: kinds }] = await caster.evaluate(asks, [application, site.origin, call]);
    places['/'] = html(lang, `<div data-callboard="takeone/${kinds[0].slug}" data-token="${token.token}"></div>`, script(baseURL));
    const page = await person({ allow: [...NOISE, /status of 410/] });
    await page.goto(`${site.origin}/`);
    const frame = page.frameLocator('iframe');
    await awake(frame);
    await hold(frame, 0);
    await frame.locator('.picker-go button').click();
    await frame.getByRole('button', { name: w('book-other-time') }).click();
    await awake(frame);
    await hold(frame, 1);
    await frame.locator('.picker-go button').click();
    await frame.locator('textarea[name="message"]').fill('Bring your sides.');
    await frame.getByRole('button', { name: w('book-send'), exact: true }).click();
    const booked = await heard(page, 'bookingSuccessful');
    expect(booked).toMatchObject({ applicationId: application, status: 'scheduled' });
    await expect(frame.locator('main')).toContainText('Bring your sides.');
    const seen = await caster.goto(`/bookings/${booked.bookingId}`);
    expect(seen.status()).toBe(200);
    await expect(caster.locator('main')).toContainText('Bring your sides.');
  } finally {
    await site.close();
  }
});

test('a website that nobody allowed shows nothing and is told so', async ({ person, baseURL, lang }) => {
  const site = await website('strangeEmbed', lang, { '/': html(lang, `<div data-callboard="${LINK}"></div>`, script(baseURL)) });
  try {
    const page = await person({ allow: [...NOISE, /status of 403/] });
    await page.goto(`${site.origin}/`);
    expect(await heard(page, 'failed')).toEqual({ code: '403' });
    await expect(page.frameLocator('iframe').locator('.picker')).toHaveCount(0);
  } finally {
    await site.close();
  }
});

test('the demo page shows the script at work', async ({ person, lang }) => {
  const page = await person();
  await page.goto(`/dev/embed?lang=${lang}`);
  const frame = page.frameLocator('[data-callboard] iframe');
  await awake(frame);
  await expect(page.locator('#embed-log')).toContainText('ready');
  await expect(page.locator('button[style*="fixed"]')).toBeVisible();
});
