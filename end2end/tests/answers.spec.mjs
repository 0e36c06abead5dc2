// What becomes of auditions once they are booked, by plain forms: a talent with an account answers from their list and by a mail's link, the
// caster changes, refuses and calls off. In a call of its own, so that nobody else's lists change.
import { fine } from './support/axe.mjs';
import { test, expect, WHO, mailedLink, said, send, status, times } from './support/test.mjs';

const PLAIN = { javaScriptEnabled: false, allow: [/was preloaded using link preload but not used/, /status of 422/] };
const WHOSE = { en: WHO.noura, ar: WHO.fahad };
// Days nobody else books on.
const DAYS = { en: ['2027-01-17', '2027-01-18', '2027-01-19'], ar: ['2027-01-20', '2027-01-24', '2027-01-25'] };
const ANOTHER_DAY = { en: '2027-01-05', ar: '2027-01-07' };

/** The caster asks whoever is to come to choose another time. */
async function ask(caster, reason, w) {
  await caster.locator('a[href*="dialog=ask"]').click();
  await caster.locator('textarea[name="reason"]').fill(reason);
  await send(caster, '/ask');
  await said(caster, w('said-reschedule-asked'));
}

/** A published call with one role the talent has applied for; answers the address at which their auditions are booked. */
async function applied(caster, talent, lang) {
  await caster.goto('/calls/new');
  await caster.locator('input[name="titleEn"]').fill(`The well ${lang}`);
  await send(caster, '/calls');
  const call = new URL(caster.url()).pathname;
  await caster.goto(`${call}?dialog=role`);
  await caster.locator('input[name="nameEn"]').fill('Shepherd');
  await send(caster, '/roles');
  await caster.goto(`${call}/edit`);
  await send(caster, '/status');
  await caster.goto(call);
  await talent.goto(await caster.locator('main a[href^="/c/"]').getAttribute('href'));
  await send(talent, '/apply');
  await caster.reload();
  return { call, book: await caster.locator('a[href*="/book/"]').first().getAttribute('href') };
}

/** Books on a day; answers the booking's id. */
async function book(caster, address, day) {
  await caster.goto(`${address}?month=${day.slice(0, 7)}&day=${day}&outside=1`);
  await times(caster).nth(1).click();
  await caster.locator('.picker-go button').click();
  await caster.locator('input[name="answers[experience]"][value="some"]').check();
  await send(caster, address.split('?')[0].split('/').pop());
  return new URL(caster.url()).pathname.split('/').pop();
}

test('a talent answers from their list and by a link; the caster changes, refuses and calls off', async ({ person, lang, w }) => {
  const [caster, talent, guest, post] = [await person({ as: WHO.sarah, ...PLAIN }), await person({ as: WHOSE[lang], ...PLAIN }), await person(PLAIN), await person(PLAIN)];
  const { call, book: address } = await applied(caster, talent, lang);

  // The first: changed and noted by the caster, another time wished and refused, confirmed, called off by the talent with a reason.
  const first = await book(caster, address, DAYS[lang][0]);
  await caster.locator('a[href*="dialog=amend"]').click();
  await caster.locator('textarea[name="message"]').fill('Bring a coat.');
  await send(caster, '/amend');
  await said(caster, w('said-amended'));
  await caster.locator('textarea[name="casterNotes"]').fill('Calm.');
  await send(caster, '/notes');
  await said(caster, w('said-private-notes'));
  await caster.getByRole('link', { name: w('bookings-move'), exact: true }).click();
  await times(caster).nth(2).click();
  await caster.locator('.picker-go button').click();
  await send(caster, '/move');
  await said(caster, w('said-moved'));
  await talent.goto('/auditions');
  await talent.locator(`h2 a[href="/auditions/${first}"]`).click();
  await expect(talent.locator('main')).toContainText('Bring a coat.');
  await expect(talent.locator('main')).not.toContainText('Calm.');
  await talent.locator('textarea[name="talentNotes"]').fill('I come by bus.');
  await send(talent, '/note');
  await said(talent, w('said-noted'));
  await talent.getByRole('link', { name: w('answer-another-time') }).click();
  await send(talent, '/another-time', 422);
  await expect(talent.locator('.field-error')).toHaveCount(1);
  await talent.locator('.times-day input').first().check();
  await send(talent, '/another-time');
  await said(talent, w('said-requested'));
  await caster.reload();
  await expect(caster.locator('main')).toContainText('I come by bus.');
  await caster.locator('a[href*="dialog=refuse"]').click();
  await caster.locator('textarea[name="reason"]').fill('No other day.');
  await send(caster, '/refuse');
  await said(caster, w('said-request-refused'));
  await talent.goto('/auditions');
  await send(talent, `${first}/confirm`);
  await said(talent, w('said-confirmed'));
  await talent.goto(`/auditions/${first}`);
  await expect(status(talent)).toHaveText(w('status-confirmed'));
  await talent.locator('a[href*="dialog=cancel"], a[href*="dialog=decline"]').first().click();
  await talent.locator('textarea[name="reason"]').fill('Ill.');
  await send(talent, first, 303, talent.getByRole('dialog').getByRole('button').last());
  await caster.goto(`/bookings/${first}`);
  await expect(caster.locator('main')).toContainText('Ill.');
  // It stands in what waits for the caster until they have seen it.
  await caster.goto('/today');
  await send(caster, `${first}/seen`);
  await said(caster, w('said-seen'));
  await expect(caster.locator(`form[action$="${first}/seen"]`)).toHaveCount(0);

  // The second: declined by the link of its mail, after a note.
  const second = await book(caster, address, DAYS[lang][1]);
  await guest.goto(`${await mailedLink(post, WHOSE[lang], 1)}?lang=${lang}`);
  await guest.locator('textarea[name="talentNotes"]').fill('A note by the link.');
  await send(guest, '/note');
  await said(guest, w('said-noted'));
  await guest.locator('a[href*="dialog=decline"]').click();
  await send(guest, '/decline');
  await said(guest, w('said-declined'));
  await caster.goto(`/bookings/${second}`);
  await expect(caster.locator('main')).toContainText('A note by the link.');

  // The third: looked at for who could take it over, declined from the list.
  const third = await book(caster, address, DAYS[lang][2]);
  await caster.locator('a[href*="dialog=hand-on"]').click();
  await expect(caster.getByRole('dialog').getByRole('heading', { level: 2 })).toHaveText(w('bookings-reassign-title'));
  await talent.goto(`/auditions/${third}?dialog=decline`);
  await send(talent, '/decline');
  await said(talent, w('said-declined'));
  await talent.goto('/auditions?show=cancelled');
  await expect(talent.locator(`a[href="/auditions/${third}"]`)).toHaveCount(1);

  await caster.goto(`${call}/edit`);
  await send(caster, '/status');
});

test('the office asks for another time: it is chosen signed in, taken back, and kept by the link of a mail', async ({ person, lang, w }) => {
  const [caster, talent, guest, post] = [await person({ as: WHO.sarah, ...PLAIN }), await person({ as: WHOSE[lang], ...PLAIN }), await person(PLAIN), await person(PLAIN)];
  const seeing = await person({ as: WHOSE[lang] });
  const { call, book: address } = await applied(caster, talent, lang);

  // Asked with a reason; the talent chooses from the free times, and it is agreed.
  const first = await book(caster, address, ANOTHER_DAY[lang]);
  await ask(caster, 'The director is away.', w);
  await expect(caster.locator('form[action$="/withdraw"]')).toHaveCount(1);
  await expect(caster.locator('a[href*="dialog=ask"]')).toHaveCount(0);
  await caster.goto(`/bookings?q=&from=${ANOTHER_DAY[lang]}&to=${ANOTHER_DAY[lang]}`);
  await expect(caster.locator('tr', { has: caster.locator(`a[href="/bookings/${first}"]`) })).toContainText(w('bookings-asked-short'));
  for (const page of ['', '/move']) {
    await seeing.goto(`/auditions/${first}${page}`);
    await expect(seeing.locator('.banner')).toContainText('The director is away.');
    await fine(seeing);
  }
  await talent.goto('/auditions');
  await expect(talent.locator('.audition', { has: talent.locator(`a[href="/auditions/${first}"]`) })).toContainText('The director is away.');
  await talent.goto(`/auditions/${first}`);
  await expect(talent.locator('form[action$="/confirm"]')).toHaveCount(0);
  await talent.getByRole('link', { name: w('guest-move'), exact: true }).click();
  await times(talent).nth(2).click();
  await talent.locator('.picker-go button').click();
  await send(talent, `${first}/move`);
  await said(talent, w('said-public-moved'));
  await expect(status(talent)).toHaveText(w('status-confirmed'));
  await expect(talent.locator('.banner')).toHaveCount(0);
  await talent.goto(`/auditions/${first}/move`);
  await expect(talent.locator('main')).toContainText(w('asked-closed'));

  // Taken back, asked again, kept by the link of the mail; it waits for the caster until they have seen it.
  await caster.goto(`/bookings/${first}`);
  await ask(caster, '', w);
  await send(caster, '/withdraw');
  await said(caster, w('said-reschedule-withdrawn'));
  await ask(caster, 'Rain.', w);
  const asking = post.locator('tr[data-kind="reschedule_requested"]');
  await expect(async () => {
    await post.goto(`/dev/outbox?to=${encodeURIComponent(WHOSE[lang])}`);
    expect(await asking.count()).toBeGreaterThanOrEqual(2);
    await asking.first().getByRole('link').first().click();
    await expect(post.locator('main')).toContainText('Rain.', { timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  const link = post.locator('a[href*="/r/"]').first();
  await guest.goto(`${new URL(await link.getAttribute('href')).pathname}?lang=${lang}`);
  await expect(times(guest).first()).toBeVisible();
  await guest.getByRole('link', { name: w('asked-keep'), exact: true }).click();
  await guest.locator('textarea[name="reason"]').fill('I work on other days.');
  await send(guest, '/keep');
  await said(guest, w('said-time-kept'));
  await caster.goto('/today');
  await expect(caster.locator('.needs li', { has: caster.locator(`form[action$="${first}/seen"]`) })).toContainText('I work on other days.');
  await send(caster, `${first}/seen`);
  await said(caster, w('said-seen'));
  await expect(caster.locator(`form[action$="${first}/seen"]`)).toHaveCount(0);
  // Signed in it is kept as well.
  await caster.goto(`/bookings/${first}`);
  await ask(caster, '', w);
  await talent.goto(`/auditions/${first}?dialog=keep`);
  await send(talent, `${first}/keep`);
  await said(talent, w('said-time-kept'));

  await caster.goto(`${call}/edit`);
  await send(caster, '/status');
});
