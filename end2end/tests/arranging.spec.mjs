// An office arranged without scripting: rooms with hours and pauses, teams, a casting call from its first word to its archive, event types with
// requests that wait, one's own hours away from home. Each is made here and put away here, so that nobody else's test meets it.
import { readFileSync } from 'node:fs';
import { fine, fits } from './support/axe.mjs';
import { test, expect, WHO, mailed, said, send, status, times, unfold } from './support/test.mjs';

const ADMIN = 'ad@example.com';
const PLAIN = { javaScriptEnabled: false, allow: [/was preloaded using link preload but not used/, /status of 422/] };
const FACE = readFileSync(new URL('../../crates/testkit/src/files/face.png', import.meta.url));

const pick = (page, name, value) => page.locator(`label.radio-card:has(input[name="${name}"][value="${value}"])`).click();

/** Fills both names of what is made. */
async function named(page, name, prefix = 'name') {
  await page.locator(`input[name="${prefix}En"]`).fill(name);
  await page.locator(`input[name="${prefix}Ar"]`).fill(`${name} بالعربية`);
}

test('a room gets hours and a pause, is put away and taken back', async ({ person, lang, w }) => {
  const page = await person({ as: ADMIN, ...PLAIN });
  const name = `Attic ${lang}`;
  await page.goto('/admin/rooms');
  await page.getByRole('link', { name: w('rooms-new'), exact: true }).click();
  await named(page, name);
  await page.locator('select[name="timeZone"]').selectOption('Asia/Dubai');
  await send(page, '/admin/rooms');
  await said(page, w('said-room-created'));
  const room = new URL(page.url()).pathname;
  await page.locator('input[name="mapUrl"]').fill('https://maps.example.com/attic');
  await send(page, '/edit');
  await expect(page.locator('input[name="mapUrl"]')).toHaveValue('https://maps.example.com/attic');
  await pick(page, 'hours', 'own');
  await page.locator('input[name="weekly[0][0][start]"]').fill('09:00');
  await page.locator('input[name="weekly[0][0][end]"]').fill('08:00');
  await page.locator('input[name="weekly[1][0][start]"]').fill('10:00');
  await page.locator('input[name="weekly[1][0][end]"]').fill('99:00');
  await send(page, '/hours', 422);
  await expect(page.locator('input[name="weekly[1][0][end]"]')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('.error-summary')).toContainText(w('error-time'));
  await expect(page.locator('input[name="weekly[0][0][start]"]')).toHaveValue('09:00');
  await page.locator('input[name="weekly[1][0][end]"]').fill('19:00');
  await send(page, '/hours');
  await said(page, w('said-room-hours-saved'));
  await expect(page.locator('input[name="weekly[1][0][end]"]')).toHaveValue('19:00');

  await page.locator('details.add-more > summary').click();
  await named(page, 'Cleaning', 'pauseName');
  await page.locator('input[name="pauseFrom"]').fill('2027-03-01');
  await page.locator('input[name="pauseStart"]').fill('12:00');
  await page.locator('input[name="pauseEnd"]').fill('12:30');
  await send(page, '/pause');
  await said(page, w('said-pause-added'));
  const pause = page.locator('li.line').filter({ hasText: 'Cleaning' });
  await expect(pause).toHaveCount(1);
  await send(page, '/pause-remove');
  await expect(pause).toHaveCount(0);

  await page.goto(room);
  await send(page, '/archive');
  await page.goto('/admin/rooms?show=archived');
  await page.getByRole('link', { name }).click();
  await send(page, '/restore');
  await page.goto('/admin/rooms');
  await expect(page.getByRole('link', { name })).toHaveCount(1);
  await page.goto(room);
  await send(page, '/archive');
});

test('a team is made, changed, put away and taken back', async ({ person, lang, w }) => {
  const page = await person({ as: ADMIN, ...PLAIN });
  const name = `Street casting ${lang}`;
  await page.goto('/admin/team');
  await page.getByRole('link', { name: w('teams-new'), exact: true }).click();
  await named(page, name);
  await page.locator('input[name="members"]').first().check();
  await send(page, '/admin/team/teams');
  await said(page, w('said-team-created'));
  await page.getByRole('link', { name }).click();
  await page.locator('input[name="members"]').nth(1).check();
  await send(page, '/edit');
  await page.goto('/admin/team');
  await page.getByRole('link', { name }).click();
  await expect(page.locator('input[name="members"]:checked')).toHaveCount(2);
  const team = new URL(page.url()).pathname;
  for (const action of ['/archive', '/restore', '/archive']) {
    await send(page, action);
    await page.goto(team);
  }
  await expect(page.locator('.page-head .badge')).toContainText(w('teams-archived'));
});

test('a call is written, published, applied to, worked on and archived', async ({ person, lang, w }) => {
  const page = await person({ as: WHO.sarah, ...PLAIN });
  const title = `Sand and salt ${lang}`;
  await page.goto('/calls');
  await page.getByRole('link', { name: w('calls-new'), exact: true }).click();
  await page.locator('input[name="opensOn"]').fill('2026-11-30');
  await page.locator('input[name="closesOn"]').fill('2026-11-01');
  await page.locator('input[name="titleEn"]').fill(title);
  await send(page, '/calls', 422);
  await expect(page.locator('.field-error')).toHaveCount(1);
  await expect(page.locator('input[name="titleEn"]')).toHaveValue(title);
  await page.locator('input[name="opensOn"]').fill('');
  await page.locator('input[name="closesOn"]').fill('2027-06-30');
  await send(page, '/calls');
  const call = new URL(page.url()).pathname;
  for (const role of ['Pearl diver', 'Captain']) {
    await page.goto(call);
    await page.getByRole('link', { name: w('calls-add-role') }).first().click();
    await page.locator('input[name="nameEn"]').fill(role);
    await send(page, '/roles');
  }
  await page.goto(`${call}/edit`);
  await page.locator('textarea[name="descriptionEn"]').fill('Six weeks at sea.');
  await send(page, '/edit');
  await page.goto(`${call}/edit`);
  await expect(page.locator('textarea[name="descriptionEn"]')).toHaveValue('Six weeks at sea.');
  // A colleague works on it for a while.
  const removals = page.locator('form[action*="/members/"]');
  await page.locator('select[name="userId"]').selectOption({ index: 1 });
  await send(page, '/members');
  await page.goto(`${call}/edit`);
  await expect(removals).toHaveCount(1);
  await send(page, '', 303, removals.getByRole('button'));
  await page.goto(`${call}/edit`);
  await expect(removals).toHaveCount(0);
  await send(page, '/status');
  await page.goto(`${call}/edit`);
  await page.locator('.line-row a.row-link').filter({ hasText: 'Captain' }).click();
  await page.locator('#f-ageFrom').fill('50');
  await send(page, '/edit');
  await page.goto(`${call}/edit`);
  await page.locator('.line-row a.row-link').filter({ hasText: 'Captain' }).click();
  const role = new URL(page.url()).pathname;
  for (const action of ['/archive', '/restore', '/delete']) {
    await page.goto(role);
    await send(page, action);
  }

  // Somebody applies, somebody is written down, a list is taken in.
  await page.goto(call);
  const open = await page.locator('main a[href^="/c/"]').getAttribute('href');
  const talent = await person({ as: lang === 'en' ? WHO.noura : WHO.fahad, ...PLAIN });
  await talent.goto(open);
  await talent.locator('textarea[name="note"]').fill('I dive.');
  await send(talent, '/apply');
  await said(talent, w('said-applied'));
  await page.locator('main').getByRole('link', { name: 'Pearl diver' }).first().click();
  await page.getByRole('link', { name: w('calls-add-applicant') }).first().click();
  await page.locator('input[name="name"]').fill('Yara Saleh');
  await page.locator('input[name="birthYear"]').fill('1700');
  await send(page, '/applicants', 422);
  await expect(page.locator('input[name="name"]')).toHaveValue('Yara Saleh');
  await page.locator('input[name="birthYear"]').fill('1999');
  await send(page, '/applicants');
  await page.goto(call);
  await page.locator('main').getByRole('link', { name: 'Pearl diver' }).first().click();
  await page.getByRole('button', { name: w('calls-more') }).click();
  await page.getByRole('link', { name: w('calls-import'), exact: true }).click();
  await page.locator('input[type="file"]').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('name,e-mail\nSalem Ali,salem@example.net\nNobody,nowhere') });
  await send(page, page.url().split('/').pop(), 200);
  await expect(page.locator('main')).toContainText(w('import-faulty-text'));
  await send(page, '', 303, page.locator('button[name="step"]'));
  await said(page, w('said-imported'));
  await expect(page.getByRole('row').filter({ hasText: 'I dive.' })).toHaveCount(1);

  // Marked one by one and several at once; a face given and taken away.
  const row = page.getByRole('row').filter({ hasText: 'Yara Saleh' });
  await row.locator('select[name="status"]').selectOption('shortlisted');
  await send(page, '', 303, row.locator('form[action$="/status"] button'));
  await page.getByRole('link', { name: w('bulk-all') }).click();
  await page.locator('#bulk-status').selectOption('selected');
  await send(page, '/mark');
  for (const chosen of await page.locator('td select[name="status"]').all()) await expect(chosen).toHaveValue('selected');
  await row.locator('input[name="a"]').check();
  await page.getByRole('button', { name: w('run-title'), exact: true }).click();
  await expect(page.locator('main')).toContainText('Yara Saleh');
  await page.goBack();
  await row.locator('a.row-link').click();
  await page.locator('input[type="file"]').setInputFiles({ name: 'face.png', mimeType: 'image/png', buffer: FACE });
  await send(page, '/photo');
  await expect(page.locator('img.portrait')).toBeVisible();
  await send(page, '', 303, page.getByRole('button', { name: w('talent-photo-remove') }));
  await expect(page.locator('img.portrait')).toHaveCount(0);

  await page.goto(`${call}/edit`);
  await send(page, '/status');
  await page.goto(`${call}/edit`);
  await expect(page.locator('main')).toContainText(w('call-is-archived'));
  expect((await talent.request.get(open)).status(), 'nobody applies any more').toBe(404);
});

test('an event type is made, shared with confirmation by mail, asked for, answered and put away', async ({ person, lang, w }) => {
  const page = await person({ as: ADMIN, ...PLAIN });
  const name = `Voice test ${lang}`;
  await page.goto('/admin/event-types');
  await page.getByRole('link', { name: w('event-types-new'), exact: true }).first().click();
  await named(page, name);
  await page.locator('input[name="hosts"]:checked').uncheck();
  await page.getByLabel(lang === 'en' ? 'Sarah Al-Khulaiwi' : 'سارة الخليوي').check();
  await pick(page, 'place', 'video');
  await send(page, '/admin/event-types');
  await said(page, w('said-event-type-created'));
  await page.goto('/admin/event-types');
  await page.getByRole('link', { name }).first().click();
  const type = new URL(page.url()).pathname;
  await page.locator('textarea[name="descriptionEn"]').fill('Two lines by heart.');
  await send(page, '/setup');
  await expect(page.locator('textarea[name="descriptionEn"]')).toHaveValue('Two lines by heart.');
  await page.goto(`${type}?tab=times`);
  await pick(page, 'window', 'range');
  await page.locator('input[name="windowFrom"]').fill('2027-03-01');
  await page.locator('input[name="windowTo"]').fill('2027-03-31');
  await send(page, '/times');
  await page.goto(`${type}?tab=questions`);
  await page.locator('input[name="questions[0][labelEn]"]').fill('Which accent?');
  await page.locator('input[name="questions[0][labelAr]"]').fill('أي لهجة؟');
  await send(page, '/questions');
  await expect(page.locator('input[name="questions[0][labelEn]"]')).toHaveValue('Which accent?');
  await page.goto(`${type}?tab=team`);
  await page.getByLabel(lang === 'en' ? 'Lina Al-Subhi' : 'لينا الصبحي').check();
  await pick(page, 'scheduling', 'round_robin');
  await send(page, '/team');
  await expect(page.locator('input[name="scheduling"][value="round_robin"]')).toBeChecked();
  await page.goto(`${type}?tab=limits`);
  await page.locator('input[name="limits.bookings.day"]').fill('8');
  await send(page, '/preview#preview', 200);
  await send(page, '/limits');
  await page.goto(`${type}?tab=share`);
  await pick(page, 'access', 'open');
  for (const box of ['needsConfirmation', 'verifyEmail']) await page.locator(`input[name="${box}"]`).check();
  await page.locator('input[name="mostGuests"]').fill('2');
  await send(page, '/share');
  await send(page, '/onward');
  await page.locator('input[name="label"]').fill('The agency');
  await send(page, '/link');
  await send(page, '/revoke-link');
  await said(page, w('said-link-revoked'));
  const address = new URL(await page.locator('#public-address').inputValue()).pathname;

  // Two strangers ask; their addresses are shown to be theirs first. One goes back and chooses another time.
  const [post, stranger, seer] = [await person(PLAIN), await person(PLAIN), await person()];
  const links = [];
  for (const email of [`dana.${lang}@example.net`, `yousef.${lang}@example.net`]) {
    await stranger.goto(`${address}?month=2027-03&day=2027-03-0${links.length + 2}`);
    await times(stranger).nth(1).click();
    await stranger.locator('.picker-go button').click();
    if (links.length > 0) {
      await send(stranger, '/release');
      await times(stranger).nth(2).click();
      await stranger.locator('.picker-go button').click();
    }
    await stranger.locator('input[name="name"]').fill(`Dana ${links.length} ${lang}`);
    await stranger.locator('input[name="email"]').fill(email);
    await stranger.locator('input[name^="answers["]').fill('Najdi');
    await stranger.locator('form:has(input[name="email"]) button').first().click();
    await expect(stranger.getByRole('heading', { name: w('confirm-check-title') })).toBeVisible();
    await (await mailed(post, email, 1)).first().getByRole('link').first().click();
    const confirming = new URL(await post.locator('pre a[href*="/confirm/"]').first().getAttribute('href')).pathname;
    if (links.length === 0) {
      await seer.goto(confirming);
      await fine(seer, 'confirming an address');
    }
    await stranger.goto(confirming);
    await expect(stranger.locator('html')).toHaveAttribute('lang', lang);
    await send(stranger, new URL(stranger.url()).pathname);
    await expect(status(stranger)).toHaveText(w('status-pending'));
    links.push(stranger.url().split('?')[0]);
  }
  // One is accepted, the other declined with a reason.
  for (const [number, answer] of ['accept', 'decline'].entries()) {
    await page.goto(`/bookings?q=dana ${number} ${lang}`);
    await page.getByRole('row').filter({ hasText: `Dana ${number} ${lang}` }).getByRole('link').first().click();
    await expect(page.locator('main')).toContainText('Najdi');
    if (answer === 'accept') {
      await send(page, '/accept');
    } else {
      await page.getByRole('link', { name: w('bookings-decline'), exact: true }).click();
      await page.locator('textarea[name="reason"]').fill('The part is cast.');
      await send(page, '/decline');
      await page.locator('a[href*="dialog=hide"]').click();
      await send(page, '/hide');
      await said(page, w('said-booking-hidden'));
    }
  }
  await stranger.goto(links[0]);
  await expect(status(stranger)).toHaveText(w('status-confirmed'));
  // Somebody comes along after all.
  await stranger.locator('input[name="guests"]').fill(`along.${lang}@example.net`);
  await send(stranger, '/guests');
  await said(stranger, w('said-guests'));
  await expect(stranger.locator('input[name="guests"]')).toHaveValue(`along.${lang}@example.net`);
  await seer.goto(links[0]);
  await fine(seer, 'by the link, with who comes along');
  await stranger.goto(links[1]);
  await expect(stranger.locator('main')).toContainText('The part is cast.');

  await page.goto('/admin/event-types');
  await send(page, `${type}/up`);
  await send(page, `${type}/down`);
  for (const action of ['/archive', '/restore', '/archive']) {
    await page.goto(type);
    await send(page, `${type}${action}`);
  }
  expect((await stranger.request.get(address)).status()).toBe(404);
});

test('one\'s own hours: a date without, another place, another schedule', async ({ person, baseURL, lang, w }) => {
  const page = await person({ as: lang === 'en' ? 'c5@example.com' : 'c6@example.com', ...PLAIN });
  await page.goto('/availability');
  const [override, overrides] = [page.locator('form[action="/availability/override"]'), page.locator('form[action$="/override-remove"]')];
  const before = await overrides.count();
  await unfold(override);
  await override.locator('input[name="date"]').fill('2027-04-01');
  await override.locator('input[name="closed"]').check();
  await send(page, '/availability/override');
  await expect(overrides).toHaveCount(before + 1);
  await send(page, '', 303, overrides.filter({ has: page.locator('input[value="2027-04-01"]') }).getByRole('button'));
  await expect(overrides).toHaveCount(before);

  const travel = page.locator('#travel');
  await unfold(travel);
  await travel.locator('input[name="travelFrom"]').fill('2027-04-10');
  await travel.locator('input[name="travelTo"]').fill('2027-04-09');
  await travel.locator('select[name="travelZone"]').selectOption('Europe/London');
  await send(page, '/availability/travel', 422);
  await expect(travel.locator('.field-error')).toHaveCount(1);
  await expect(travel.locator('select[name="travelZone"]')).toHaveValue('Europe/London');
  await travel.locator('input[name="travelTo"]').fill('2027-04-12');
  await send(page, '/availability/travel');
  await said(page, w('said-travel-added'));
  await send(page, '/travel-remove');
  await expect(page.locator('form[action$="/travel-remove"]')).toHaveCount(0);

  // A second schedule comes by REST; which one is used is chosen here.
  const weekly = [{ day: 1, start: '10:00', end: '14:00' }];
  const made = await page.request.post('/api/v1/schedules', { data: { name: `Evenings ${lang}`, timeZone: 'Asia/Riyadh', weekly }, headers: { origin: baseURL } });
  expect(made.status(), await made.text()).toBe(201);
  await page.reload();
  // What is booked outside its hours is told first, to whom something is.
  if (lang === 'en') {
    await send(page, '/availability/default', 200);
    await expect(page.locator('.unfit a[href*="/bookings/bkg_"]').first()).toBeVisible();
    await send(page, '', 303, page.getByRole('button', { name: w('unfit-anyway') }));
  } else {
    await send(page, '/availability/default');
  }
  await said(page, w('said-schedule-used'));
  await expect(page.locator('li.line').filter({ hasText: `Evenings ${lang}` })).toContainText(w('schedules-used'));
});

test('an office\'s other pages: what is usual, days off, what happened', async ({ person, lang, w }) => {
  const page = await person({ as: ADMIN, ...PLAIN, allow: [...PLAIN.allow, /"2026-13-45" does not conform/] });
  await page.goto('/admin/settings');
  await send(page, '/settings/event-types');
  await page.locator('textarea[name="hosts"]').fill('no host at all');
  await send(page, '/settings/onward', 422);
  await expect(page.locator('#f-hosts-error')).toBeVisible();
  await expect(page.locator('textarea[name="hosts"]')).toHaveValue('no host at all');
  await page.locator('textarea[name="hosts"]').fill('takeone.example');
  await send(page, '/settings/onward');
  await expect(page.locator('textarea[name="hosts"]')).toHaveValue('takeone.example');
  const party = `Wrap party ${lang}`;
  await page.goto('/admin/settings/holidays?year=2027');
  await page.locator('input[name="newDate"]').fill(lang === 'en' ? '2027-12-27' : '2027-12-28');
  await page.locator('input[name="newNameEn"]').fill(party);
  await page.locator('input[name="newNameAr"]').fill(`${party} ع`);
  await send(page, '/settings/holidays');
  await said(page, w('said-holiday-added'));
  const day = page.locator('.line-row').filter({ hasText: party });
  await send(page, '', 303, day.locator('form[action$="/remove"] button'));
  await expect(day).toHaveCount(0);

  // The trail, narrowed to an area and a person, and a wrong date said at its field.
  await page.goto('/admin/audit');
  await page.locator('select[name="area"]').selectOption('rooms');
  await page.locator('select[name="person"]').selectOption({ label: lang === 'en' ? 'Nawaf Al-Salem' : 'نواف السالم' });
  await page.getByRole('button', { name: w('audit-show') }).click();
  await expect(page).toHaveURL(/area=rooms/);
  await expect(page.locator('.audit-line').first()).toContainText(w('audit-holiday-deleted'));
  await page.goto('/admin/audit?from=2026-13-45');
  await expect(page.locator('#f-from-error')).toBeVisible();
  await page.getByRole('link', { name: w('audit-all') }).click();
  await expect(page).toHaveURL(/\/admin\/audit$/);

  // A webhook, tried once.
  await page.goto('/admin/webhooks/new');
  await page.locator('input[name="url"]').fill(`https://hooks.example.com/plain/${lang}`);
  await send(page, '/save', 200);
  await page.goto('/admin/webhooks');
  await page.getByRole('link', { name: `https://hooks.example.com/plain/${lang}` }).click();
  const hook = new URL(page.url()).pathname;
  await fits(page, 'a webhook with a long address');
  await send(page, '/test');
  await page.locator('tbody a.row-link').first().click();
  await expect(page).toHaveURL(/\/deliveries\//);
  await fits(page, 'a delivery');
  await page.goto(hook);
  await send(page, `${hook}/delete`);

  // The others stand as they are, each with its heading and no wider than the screen.
  for (const address of ['/today/print?date=2026-11-29', '/admin/health', '/admin/api-keys', '/admin/api-keys/new', '/admin/settings/embedding', '/admin/settings/replies', '/admin/notifications/new', '/admin/calcom', '/admin/notifications']) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await fits(page, address);
  }
  await page.locator('.rule-line a').first().click();
  await expect(page.locator('form.rule-form')).toBeVisible();
});
