// A website written for Cal.com, with the packages it uses from npm, switched to us by one address: inline by @calcom/embed-react and in a
// dialog by @calcom/embed-core.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { test, expect, awake, hold, status, times } from './support/test.mjs';
import { NOISE, allow, heard, html, website } from './support/website.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const CORE = { file: join(here, '../node_modules/@calcom/embed-core/dist/embed/embed.js'), type: 'text/javascript' };
const LINK = 'takeone/general-meeting';
const MONTH = '2026-12';
const DAY = { en: { inline: '2026-12-07', popup: '2026-12-08' }, ar: { inline: '2026-12-14', popup: '2026-12-15' } };
// Its style sheet names a typeface of cal.com; and `getCalApi` without a namespace makes a second, frameless instance of it that throws at
// every message (it does so at cal.com too). Nothing of either is ours.
const QUIET = [...NOISE, /cal\.com/, /createIframe/];

/** A React page as somebody wrote it for Cal.com, bundled with the real packages. */
async function bundle(code) {
  const built = await build({
    stdin: { contents: code, resolveDir: join(here, '..'), loader: 'jsx' },
    bundle: true, write: false, format: 'iife', jsx: 'automatic', define: { 'process.env.NODE_ENV': '"production"' },
  });
  return { body: built.outputFiles[0].text, type: 'text/javascript' };
}

const react = (base, link = LINK) => `
  import { createRoot } from 'react-dom/client';
  import Cal, { getCalApi } from '@calcom/embed-react';
  window.seen = [];
  getCalApi({ embedJsUrl: '/embed-core.js' }).then((cal) => {
    window.cal = cal;
    cal('on', { action: '*', callback: ({ detail: { type, data } }) => window.seen.push({ type, data }) });
    cal('ui', { theme: 'dark', styles: { branding: { brandColor: '#7a2ea0' } }, hideEventTypeDetails: true, layout: 'month_view' });
  });
  const config = { name: 'Hind', email: 'calcom@example.net', notes: 'From a Cal.com page', experience: 'much', layout: 'month_view',
    'metadata[campaign]': 'spring', date: new URL(location.href).searchParams.get('day') };
  createRoot(document.querySelector('#root')).render(
    <Cal calLink=${JSON.stringify(link)} calOrigin=${JSON.stringify(base)} embedJsUrl="/embed-core.js" config={config} style={{ width: '100%' }} />);
`;

test('inline: prefilled, dressed, booked, moved and cancelled; told in its own words', async ({ person, baseURL, lang, w }) => {
  test.setTimeout(120_000);
  await allow(person, w);
  const script = await bundle(react(baseURL).replace("new URL(location.href).searchParams.get('day')", JSON.stringify(DAY[lang].inline)));
  const site = await website('calcom', lang, { '/': html(lang, '<div id="root"></div><script src="/page.js"></script>'), '/page.js': script, '/embed-core.js': CORE });
  try {
    const page = await person({ allow: QUIET });
    await page.goto(`${site.origin}/`);
    const frame = page.frameLocator('cal-inline iframe');
    await heard(page, 'linkReady');
    await expect(page.locator('cal-inline')).toHaveAttribute('loading', 'done');
    await expect(page.locator('cal-inline iframe')).toBeVisible();
    await heard(page, 'bookerViewed');
    await heard(page, 'bookerReady');
    await awake(frame);
    await expect(frame.locator('html')).toHaveAttribute('style', /color-scheme: dark/);
    await expect(frame.locator('html')).toHaveAttribute('style', /--brand: #7a2ea0/);
    await expect(frame.locator('.booking-side')).toBeHidden();
    const size = await heard(page, '__dimensionChanged');
    expect(size.iframeHeight).toBeGreaterThan(200);
    const start = await hold(frame, 3);
    await frame.locator('.picker-go button').click();
    for (const [name, value] of [['name', 'Hind'], ['email', 'calcom@example.net'], ['note', 'From a Cal.com page']]) {
      await expect(frame.locator(`[name="${name}"]`)).toHaveValue(value);
    }
    await expect(frame.locator('input[name="answers[experience]"][value="much"]')).toBeChecked();
    // What was said once about the look holds on every page of the frame.
    await expect(frame.locator('html')).toHaveAttribute('style', /--brand: #7a2ea0/);
    await frame.locator('input[name="email"]').fill(`calcom.${lang}@example.net`);
    await frame.getByRole('button', { name: w('public-send'), exact: true }).click();
    const booked = await heard(page, 'bookingSuccessfulV2');
    expect(booked).toMatchObject({ status: 'ACCEPTED', paymentRequired: false, isRecurring: false });
    expect(new Date(booked.startTime).getTime()).toBe(new Date(start).getTime());
    expect(booked.uid).toMatch(/^bkg_/);
    expect((await heard(page, 'bookingSuccessful')).confirmed).toBe(true);

    await frame.getByRole('link', { name: w('guest-move'), exact: true }).click();
    await awake(frame);
    await times(frame).nth(1).click();
    await frame.locator('.picker-go button').click();
    await frame.getByRole('button', { name: w('guest-move-send') }).click();
    expect((await heard(page, 'rescheduleBookingSuccessfulV2')).uid).toBe(booked.uid);
    await frame.getByRole('link', { name: w('answer-cancel'), exact: true }).click();
    await frame.getByRole('dialog').locator('textarea[name="reason"]').fill('Ill.');
    await frame.getByRole('button', { name: w('guest-cancel-send') }).click();
    expect((await heard(page, 'bookingCancelled')).booking.uid).toBe(booked.uid);
    await expect(status(frame)).toHaveText(w('status-cancelled'));
  } finally {
    await site.close();
  }
});

test('in a dialog, opened by a link of the page; Escape closes it', async ({ person, baseURL, lang, w }) => {
  await allow(person, w);
  const button = `<button data-cal-link="${LINK}" data-cal-origin="${baseURL}" data-cal-config='{"name":"Salma","theme":"light","date":"${DAY[lang].popup}","month":"${MONTH}"}'>Book</button>`;
  const script = await bundle(`
    import { getCalApi } from '@calcom/embed-react';
    window.seen = [];
    getCalApi({ embedJsUrl: '/embed-core.js' }).then((cal) => {
      cal('on', { action: '*', callback: ({ detail: { type, data } }) => window.seen.push({ type, data }) });
      window.isReady = true;
    });`);
  const site = await website('calcom', lang, { '/': html(lang, `${button}<script src="/page.js"></script>`), '/page.js': script, '/embed-core.js': CORE });
  try {
    const page = await person({ allow: QUIET });
    await page.goto(`${site.origin}/`);
    await page.waitForFunction(() => window.isReady && customElements.get('cal-modal-box'));
    await page.getByRole('button', { name: 'Book' }).click();
    await heard(page, 'linkReady');
    await expect(page.locator('cal-modal-box')).toHaveAttribute('state', 'loaded');
    const frame = page.frameLocator('cal-modal-box iframe');
    await awake(frame);
    await expect(frame.locator('html')).toHaveAttribute('style', /color-scheme: light/);
    await hold(frame, 0);
    await frame.locator('.picker-go button').click();
    await expect(frame.locator('input[name="name"]')).toHaveValue('Salma');
    await frame.locator('input[name="name"]').press('Escape');
    await expect(page.locator('cal-modal-box')).toHaveAttribute('state', 'closed');
  } finally {
    await site.close();
  }
});

test('what is not there, and a website that nobody allowed, fail in its own words', async ({ person, baseURL, lang, w }) => {
  await allow(person, w);
  for (const [spec, link, code, noise] of [['calcom', 'takeone/no-such-type', '404', /status of 404/], ['strangeCalcom', LINK, '403', /status of 403/]]) {
    const script = await bundle(react(baseURL, link));
    const site = await website(spec, lang, { '/': html(lang, '<div id="root"></div><script src="/page.js"></script>'), '/page.js': script, '/embed-core.js': CORE });
    try {
      const page = await person({ allow: [...QUIET, noise] });
      await page.goto(`${site.origin}/`);
      expect((await heard(page, 'linkFailed')).code).toBe(code);
      await expect(page.locator('cal-inline')).toHaveAttribute('loading', 'failed');
    } finally {
      await site.close();
    }
  }
});
