// What is booked said before a change is saved; event types carried to their place; several applicants booked one after the other.
import { test, expect, CALL, WHO, hydrated, said, status, unfold } from './support/test.mjs';
import { fine } from './support/axe.mjs';

const ADMIN = 'ad@example.com';
const ANOTHER_ROLE = { en: 'Fahd', ar: 'فهد' };
// Applicants of this file's own, and a day nobody else books on.
const MINE = {
  en: { run: ['g050@example.com', 'g051@example.com'], day: '2027-02-09' },
  ar: { run: ['g052@example.com', 'g053@example.com'], day: '2027-02-10' },
};

// What is said of places, and a day nobody else books on: how many are left, and how many of a meeting's are taken.
const PLACES = {
  en: { callback: 'Callback', general: 'General meeting', day: '2027-01-12', left: { 1: /1 place left/, 2: /2.{0,2} places left/ }, both: /2.{0,3} of .{0,3}2.{0,3} places/ },
  ar: { callback: 'التجربة الثانية', general: 'لقاء تعارف', day: '2027-01-13', left: { 1: /بقي مكان واحد/, 2: /بقي مكانان/ }, both: /2.{0,3} من مكانين/ },
};

test('what time off leaves without its host is said before it is saved, and nothing typed is lost', async ({ person, w }) => {
  const page = await person({ as: WHO.sarah });
  await page.goto('/availability');
  await unfold(page.locator('#time-off'));
  await page.locator('#time-off input[name="from"]').fill('2026-11-29');
  await page.locator('#time-off input[name="reason"]').fill('Shoot');
  await page.locator('#time-off button').click();
  const told = page.locator('.unfit');
  await expect(told.getByRole('alert')).toBeVisible();
  await hydrated(page);
  await expect(told).toBeFocused();
  await expect(told.locator('a[href*="/bookings/bkg_"]').first()).toBeVisible();
  await expect(told).toContainText(w('unfit-away'));
  await expect(told.getByRole('button', { name: w('unfit-anyway') })).toBeVisible();
  await expect(page.locator('#time-off input[name="reason"]')).toHaveValue('Shoot');
  await fine(page);
  // Let go: nothing was kept.
  await page.goto('/availability');
  await expect(page.locator('main')).not.toContainText('Shoot');
});

test('an event type is carried to its place, and put back by Escape', async ({ person, w }) => {
  const page = await person({ as: ADMIN });
  await page.goto('/admin/event-types');
  const rows = page.locator('tr[data-group="calls"]');
  const order = () => rows.evaluateAll((all) => all.map((row) => row.dataset.id));
  const before = await order();
  expect(before.length).toBeGreaterThan(1);
  const carry = async () => {
    const from = await rows.nth(1).locator('[data-drag]').boundingBox();
    const to = await rows.nth(0).boundingBox();
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + from.width / 2, to.y + 2, { steps: 6 });
  };
  await rows.nth(1).locator('[data-drag]').scrollIntoViewIfNeeded();
  await carry();
  expect((await order())[0]).toBe(before[1]);
  await page.keyboard.press('Escape');
  await page.mouse.up();
  expect(await order()).toEqual(before);
  await carry();
  await page.mouse.up();
  await said(page, w('said-event-type-moved'));
  expect((await order()).slice(0, 2)).toEqual([before[1], before[0]]);
  await fine(page);
  // As it was, for the others.
  await page.locator(`form[action$="${before[0]}/up"] button`).click();
  await said(page, w('said-event-type-moved'));
  expect(await order()).toEqual(before);
});

test('applicants are booked one after the other', async ({ person, lang, w }) => {
  const { run, day } = MINE[lang];
  const page = await person({ as: WHO.sarah });
  await page.goto('/calls');
  await page.getByRole('link', { name: CALL[lang] }).first().click();
  await page.getByRole('link', { name: ANOTHER_ROLE[lang] }).first().click();
  for (const email of run) await page.getByRole('row').filter({ hasText: email }).locator('input[name="a"]').check();
  await page.getByRole('button', { name: w('run-title'), exact: true }).click();
  await expect(page).toHaveURL(/\/run\?/);
  await page.locator('input[name="date"]').fill(day);
  await page.locator('input[name="time"]').fill('10:00');
  await page.locator('input[name="outside"]').check();
  await page.getByRole('button', { name: w('run-plan'), exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`date=${day}`));
  await expect(page.locator('.run-send input[name="line"]')).toHaveCount(2);
  await fine(page);
  await page.locator('.run-send button').click();
  await expect(page.getByText(w('run-booked'), { exact: true })).toHaveCount(2);
  await expect(page.locator('a.row-link[href*="/bookings/bkg_"]')).toHaveCount(2);
  // Looked at again it says the same, and books nothing.
  await page.reload();
  await expect(page.getByText(w('run-booked'), { exact: true })).toHaveCount(2);
  await fine(page);
});

test('places are shared out by role, told to whoever books, taken, given back and called off together', async ({ person, lang, w, baseURL }) => {
  const { left, both } = PLACES[lang];
  const page = await person({ as: ADMIN, allow: [/422/] });
  // The demo's callback has two places and the roles of its call.
  await page.goto('/admin/event-types');
  await page.getByRole('link', { name: PLACES[lang].callback, exact: true }).first().click();
  await page.goto(`${new URL(page.url()).pathname}?tab=limits`);
  const share = page.locator('.place-row input').first();
  await share.fill('9');
  await page.getByRole('button', { name: w('parts-save'), exact: true }).click();
  await expect(page.locator('.place-row .field-error')).toHaveCount(1);
  await expect(share).toHaveValue('9');
  await share.fill('1');
  await expect(page.locator('.preview-roles')).toBeVisible();
  await fine(page);

  // One of general meetings, with one host and two places, for this test alone.
  const post = async (path, form) => {
    const answer = await page.request.post(path, { form, headers: { origin: baseURL }, maxRedirects: 0 });
    expect(answer.status(), path).toBe(303);
    return answer.headers().location;
  };
  await page.goto('/admin/event-types');
  const row = page.locator('tr').filter({ has: page.getByRole('link', { name: PLACES[lang].general, exact: true }) }).first();
  const general = new URL(await row.getByRole('link').first().getAttribute('href'), baseURL).pathname;
  const kind = (await post(`${general}/duplicate`, {})).split('?')[0];
  await page.goto(`${kind}?tab=team`);
  const host = await page.locator('input[name="hosts"]:checked').first().inputValue();
  await post(`${kind}/team`, { hosts: host, scheduling: 'collective', method: 'least_recently_booked', since: 'all_time' });
  await post(`${kind}/limits`, { capacity: '2', showsPlacesLeft: 'on' });
  await post(`${kind}/share`, { access: 'open', mayCancel: 'on', mayReschedule: 'on', reasonFrom: 'nobody', mostGuests: '0' });
  await page.goto(kind);
  const address = `/book/takeone/${await page.locator('input[name="slug"]').inputValue()}`;

  const day = `${address}?month=${PLACES[lang].day.slice(0, 7)}&day=${PLACES[lang].day}`;
  const stranger = await person();
  await stranger.goto(day);
  const first = () => stranger.locator('.picker-list label.time').first();
  await expect(first()).toContainText(left[2]);
  await fine(stranger);
  const start = await first().locator('input').inputValue();
  const book = async (name) => {
    await stranger.goto(`${address}?minutes=20&way=video&start=${encodeURIComponent(start)}`);
    await stranger.locator('input[name="name"]').fill(name);
    await stranger.locator('input[name="email"]').fill(`${name.toLowerCase()}.${lang}@example.net`);
    await stranger.locator('input[name="answers[experience]"][value="some"]').check();
    await stranger.getByRole('button', { name: w('public-send'), exact: true }).click();
    await said(stranger, w('said-public-booked'));
    return new URL(stranger.url()).pathname;
  };
  const one = await book('Layan');
  await stranger.goto(day);
  await expect(first()).toContainText(left[1]);
  const two = await book('Maha');
  await stranger.goto(day);
  await expect(first().locator('input')).not.toHaveValue(start);

  // The office sees one meeting with both.
  const date = PLACES[lang].day;
  await page.goto(`/calendar?view=day&date=${date}`);
  const block = page.locator('a.block').filter({ hasText: 'Layan' });
  await expect(block).toContainText('Maha');
  await expect(block).toContainText(both);
  await page.goto(`/today?date=${date}`);
  await expect(page.locator('.day-line').filter({ hasText: 'Maha' })).toContainText(both);
  await page.locator('.day-line a.row-link').filter({ hasText: 'Layan' }).click();
  await expect(page.locator('.series-list')).toContainText('Maha');
  await fine(page);
  await page.getByRole('link', { name: w('answer-cancel'), exact: true }).click();
  await page.getByRole('dialog').locator('input[name="whole"]').check();
  await fine(page);
  await page.getByRole('dialog').getByRole('button', { name: w('answer-cancel-send'), exact: true }).click();
  await said(page, w('said-cancelled'));
  for (const link of [one, two]) {
    await stranger.goto(link);
    await expect(status(stranger)).toHaveText(w('status-cancelled'));
  }
  await stranger.goto(day);
  await expect(first()).toContainText(left[2]);
  await expect(first().locator('input')).toHaveValue(start);
});
