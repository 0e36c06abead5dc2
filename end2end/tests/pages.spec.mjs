// Every main page: answers, is quiet, asks no other host, names its language and direction, does not overflow, and axe finds nothing.
// axe runs in a browser of its own, because putting its script into a page needs the content policy set aside.
import { test, expect, WHO, CALL, bookingAddress, hydrated } from './support/test.mjs';
import { findings, fits } from './support/axe.mjs';

const EMAIL = { en: 'g101@example.com', ar: 'g102@example.com' };
const START = '2026-12-28T09:00:00Z';

/** Looks at a page twice: as readers get it, and with axe. */
async function look(quiet, checked, address, lang) {
  await test.step(address, async () => {
    const answer = await quiet.goto(address);
    expect.soft(answer.status(), address).toBe(200);
    await hydrated(quiet);
    await expect.soft(quiet.locator('html')).toHaveAttribute('lang', lang);
    await expect.soft(quiet.locator('html')).toHaveAttribute('dir', lang === 'ar' ? 'rtl' : 'ltr');
    await expect.soft(quiet.getByRole('heading', { level: 1 })).toHaveCount(1);
    await fits(quiet, address);
    await checked.goto(address);
    await hydrated(checked);
    expect.soft(await findings(checked), `axe on ${address}`).toEqual([]);
  });
}

async function first(page, list, pattern) {
  await page.goto(list);
  return page.locator(`main a[href*="${pattern}"]`).first().getAttribute('href');
}

test('pages for anyone', async ({ person, lang }) => {
  const [quiet, checked] = [await person(), await person({ bypassCSP: true })];
  for (const address of ['/sign-in', '/sign-up', '/forgot', CALL.address, '/book/takeone/general-meeting', '/dev/outbox']) await look(quiet, checked, address, lang);
});

test('pages of a caster', async ({ person, lang }) => {
  test.setTimeout(90_000);
  const [quiet, checked] = [await person({ as: WHO.sarah }), await person({ as: WHO.sarah, bypassCSP: true })];
  const book = await bookingAddress(quiet, EMAIL[lang], lang);
  const call = book.split('/book/')[0];
  const booking = (await first(quiet, '/bookings', '/bookings/bkg_')).split('?')[0];
  for (const address of [
    '/today', '/today?date=2026-11-29', '/calls', call, book, `${book}?start=${START}`, '/bookings', booking, `${booking}?dialog=cancel`,
    `${booking}/move`, '/settings',
  ]) {
    await look(quiet, checked, address, lang);
  }
});

test('pages of a talent', async ({ person, lang }) => {
  const [quiet, checked] = [await person({ as: WHO.noura }), await person({ as: WHO.noura, bypassCSP: true })];
  const audition = (await first(quiet, '/auditions', '/auditions/bkg_')).split('?')[0];
  for (const address of ['/auditions', '/auditions?show=past', audition, `${audition}?dialog=another-time`, '/availability']) {
    await look(quiet, checked, address, lang);
  }
});

for (const language of ['en', 'ar']) {
  for (const colorScheme of ['light', 'dark']) {
    test(`every part and the picker, ${language}, ${colorScheme}`, async ({ person, lang }) => {
      test.skip(lang === 'ar', 'all are looked at once');
      const page = await person({ as: WHO.sarah, bypassCSP: true });
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
