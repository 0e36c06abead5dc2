// What every test stands on: people with a browser of their own, signed in or not, and an ear for noise. A console error or warning, an
// exception, or a request to another host fails the test, unless the test said beforehand that it expects it.
import { test as base, expect } from '@playwright/test';
import { follow, keep } from './visits.mjs';
import { wordsOf } from './words.mjs';

export { expect };

/** The demo's password (crates/services/src/demo.rs). */
export const PASSWORD = 'palm-shade-audition';
/** Casters and talent of the demo. */
export const WHO = { sarah: 'c1@example.com', noura: 't1@example.com', fahad: 't2@example.com' };
/** The demo's casting call with its public address. */
export const CALL = { en: 'Shade of the Palms', ar: 'ظل النخيل', address: '/c/takeone/shade-of-the-palms' };
/** Its role with applicants who stated no hours: g090 to g119@example.com. Every test and project takes applicants of its own. */
export const ROLE = { en: 'Saud', ar: 'سعود' };

// Sessions of this worker, so that not every test waits for a password to be hashed.
const sessions = new Map();
let addresses = 0;

/** Listens to a page; `faults()` answers what should not have happened. */
function listen(context, origin) {
  const faults = [];
  const allowed = [];
  const note = (text) => {
    if (!allowed.some((pattern) => pattern.test(text))) faults.push(text);
  };
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) note(`console ${message.type()}: ${message.text()} at ${message.location().url}`);
  });
  context.on('weberror', (error) => note(`exception: ${error.error()}`));
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) note(`request to another host: ${url}`);
  });
  return { faults, allow: (pattern) => allowed.push(pattern) };
}

export const test = base.extend({
  /** `en` or `ar`, from the project. */
  lang: async ({ locale }, use) => use(locale.slice(0, 2)),
  /** The words of the project's language. */
  w: async ({ lang }, use) => use(wordsOf(lang)),
  /**
   * Opens pages for people: `await person({ as: WHO.sarah })`. Options: `fresh` signs in anew instead of taking the worker's session;
   * `allow` lists patterns of noise that belong to the test; anything else goes to the browser context.
   */
  person: async ({ browser, baseURL, lang, contextOptions, viewport, locale, timezoneId, hasTouch, isMobile, colorScheme }, use, info) => {
    const [opened, visits] = [[], []];
    const person = async ({ as, fresh = false, allow = [], ...options } = {}) => {
      addresses += 1;
      const context = await browser.newContext({
        ...contextOptions, baseURL, viewport, locale, timezoneId, hasTouch, isMobile, colorScheme,
        extraHTTPHeaders: { 'x-forwarded-for': `10.${info.parallelIndex}.${info.workerIndex % 250}.${addresses % 250}` },
        ...options,
      });
      const ear = listen(context, options.baseURL ?? baseURL);
      allow.forEach(ear.allow);
      follow(context, options.javaScriptEnabled !== false, visits);
      opened.push({ context, ear, who: as ?? 'somebody' });
      const page = await context.newPage();
      const key = `${as} ${lang}`;
      if (as && !fresh && sessions.has(key)) {
        await context.addCookies(sessions.get(key));
      } else if (as) {
        await signIn(page, as, lang);
        if (!fresh) sessions.set(key, await context.cookies());
      }
      return page;
    };
    await use(person);
    const noise = opened.flatMap(({ ear, who }) => ear.faults.map((fault) => `${who}: ${fault}`));
    for (const { context } of opened) await context.close();
    keep(info, visits);
    expect(noise, 'pages were quiet').toEqual([]);
  },
});

/** Signs in through the form. The language is asked for: the demo's people have Arabic in their settings. */
export async function signIn(page, email, lang) {
  await page.goto(`/sign-in?lang=${lang}`);
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(PASSWORD);
  await page.locator('form[action="/sign-in"] button').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
}

/** Waits until the page's islands run. */
export const hydrated = (page) => expect(page.locator('html[data-hydrated]')).toBeAttached();

/** Waits until the slot picker runs: its zone list has become a search. */
export const awake = (page) => expect(page.locator('#picker-zone-search')).toBeAttached();

/** The address of an applicant's Book audition page, found as a caster finds it: call, role, row. */
export async function bookingAddress(page, email, lang, role = ROLE[lang]) {
  await page.goto('/calls');
  await page.getByRole('link', { name: CALL[lang] }).first().click();
  await page.getByRole('link', { name: role }).first().click();
  const row = page.getByRole('row').filter({ hasText: email });
  await expect(row).toHaveCount(1);
  return row.locator('a[href*="/book/"]').getAttribute('href');
}

/** The first button that sends to an address. */
const sender = (page, action) => page.locator(`form[method="post"][action$="${action}"] button:not([type="button"], [formaction], [aria-hidden]), button[formaction$="${action}"]`).first();

/** Sends a form by a button, and waits for the page that follows. The form is taken unless another status is expected. */
export async function send(page, action, status = 303, button = sender(page, action)) {
  const [answer] = await Promise.all([
    page.waitForResponse((one) => one.request().method() === 'POST' && one.request().isNavigationRequest()),
    page.waitForEvent('domcontentloaded'),
    button.click(),
  ]);
  expect(answer.status(), answer.url()).toBe(status);
}

/** Opens what a form is folded away under. */
export const unfold = (form) => form.locator('xpath=ancestor::details[1]').locator('summary').click();

/** The notice after an action, by its word. */
export const said = (page, text) => expect(page.locator('.toast.hue-good')).toContainText(text);

/** The status beside a page's heading. */
export const status = (page) => page.locator('.page-head .badge');

/** The times of the day shown in a picker. */
export const times = (page) => page.locator('.picker-list label.time');

/** Chooses the time at a place of the list and waits until it is held; answers its start. */
export async function hold(page, place) {
  const time = times(page).nth(place);
  const start = await time.locator('input').inputValue();
  await time.click();
  await expect(page.locator('input[name="hold"]')).not.toHaveValue('');
  return start;
}

/** Waits until there are at least `count` mails to an address; answers the rows of the outbox, newest first. */
export async function mailed(page, address, count) {
  const rows = page.locator('tr[data-kind]');
  await expect(async () => {
    await page.goto(`/dev/outbox?to=${encodeURIComponent(address)}`);
    expect(await rows.count()).toBeGreaterThanOrEqual(count);
  }).toPass({ timeout: 20_000 });
  return rows;
}

/** Opens the newest mail to an address once there are at least `count`; answers its `/r/` address. */
export async function mailedLink(page, address, count) {
  const rows = await mailed(page, address, count);
  await rows.first().getByRole('link').first().click();
  const link = page.locator('a[href*="/r/"]').first();
  await expect(link).toBeAttached();
  return new URL(await link.getAttribute('href')).pathname;
}
