// Every main page: answers, is quiet, asks no other host, names its language and direction, does not overflow, and axe finds nothing.
import { test, expect, WHO, CALL, bookingAddress, hydrated } from './support/test.mjs';
import { findings, fine } from './support/axe.mjs';

const EMAIL = { en: 'g101@example.com', ar: 'g102@example.com' };
const START = '2026-12-28T09:00:00Z';

/** Looks at a page. */
async function look(page, address, lang) {
  await test.step(address, async () => {
    const answer = await page.goto(address);
    expect.soft(answer.status(), address).toBe(200);
    await hydrated(page);
    await expect.soft(page.locator('html')).toHaveAttribute('lang', lang);
    await expect.soft(page.locator('html')).toHaveAttribute('dir', lang === 'ar' ? 'rtl' : 'ltr');
    await expect.soft(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await fine(page, address);
  });
}

async function first(page, list, pattern) {
  await page.goto(list);
  return page.locator(`main a[href*="${pattern}"]`).first().getAttribute('href');
}

test('pages for anyone', async ({ person, lang }) => {
  const page = await person();
  for (const address of ['/sign-in', '/sign-up', '/forgot', CALL.address, '/book/takeone/general-meeting', '/dev/outbox']) await look(page, address, lang);
});

test('pages of a caster', async ({ person, lang }) => {
  test.setTimeout(90_000);
  const page = await person({ as: WHO.sarah });
  const book = await bookingAddress(page, EMAIL[lang], lang);
  const call = book.split('/book/')[0];
  const booking = (await first(page, '/bookings', '/bookings/bkg_')).split('?')[0];
  const role = (await first(page, call, '?role=')).split('?')[1].split('&')[0];
  const kind = await first(page, '/calendars/event-types', '/calendars/event-types/evt_');
  for (const address of [
    '/today', '/today?date=2026-11-29', '/calls', '/calls/new', `${call}/import?${role}`, '/calendars/event-types', kind, call, book, `${book}?start=${START}`, '/bookings', booking, `${booking}?dialog=cancel`,
    `${booking}/move`,
  ]) {
    await look(page, address, lang);
  }
});

test('pages of a talent', async ({ person, lang }) => {
  const page = await person({ as: WHO.noura });
  const audition = (await first(page, '/auditions', '/auditions/bkg_')).split('?')[0];
  for (const address of ['/auditions', '/auditions?show=past', audition, `${audition}?dialog=another-time`, '/availability']) {
    await look(page, address, lang);
  }
});

for (const language of ['en', 'ar']) {
  for (const colorScheme of ['light', 'dark']) {
    test(`every part and the picker, ${language}, ${colorScheme}`, async ({ person, lang }) => {
      test.skip(lang === 'ar', 'all are looked at once');
      const page = await person({ as: WHO.sarah });
      const book = await bookingAddress(page, 'g105@example.com', 'en');
      await page.emulateMedia({ colorScheme });
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 844 });
        for (const address of ['/dev/parts', book]) {
          await page.goto(`${address}?lang=${language}`);
          await hydrated(page);
          expect.soft(await findings(page), `${address} ${language} ${colorScheme} ${width}`).toEqual([]);
        }
      }
    });
  }
}
