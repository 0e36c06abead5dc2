// What an admin sees of the world outside: keys that are made, replaced and ended; bookings that still come from Cal.com and wait for somebody.
import { createHmac } from 'node:crypto';
import { test, expect, said, send, status } from './support/test.mjs';
import { fine } from './support/axe.mjs';

const ADMIN = 'ad@example.com';
/** Whose audition comes from Cal.com, in each project: applicants of a call with one event type, so that it is clear which; amid the list, where no other test books. */
const APPLICANT = { en: 'g345@example.com', ar: 'g346@example.com' };

test('a key is refused without scopes, made, replaced while both work, and ended', async ({ person, baseURL, lang, w }) => {
  const page = await person({ as: ADMIN, allow: [/422/] });
  const name = `Replaced ${lang}`;
  const works = async (key) => (await fetch(`${baseURL}/api/v1/me`, { headers: { authorization: `Bearer ${key}` } })).status;
  await page.goto('/admin/api-keys/new');
  await page.locator('input[name="name"]').fill(name);
  for (const scope of ['bookings:read', 'slots:read']) await page.locator(`input[name="scopes"][value="${scope}"]`).uncheck();
  await page.getByRole('button', { name: w('keys-make') }).click();
  await expect(page.locator('#f-scopes .field-error').first()).toBeVisible();
  await expect(page.locator('input[name="name"]')).toHaveValue(name);
  await page.locator('input[name="scopes"][value="bookings:read"]').check();
  await page.locator('input[name="scopes"][value="slots:write"]').check();
  await page.getByRole('button', { name: w('keys-make') }).click();
  const first = await page.locator('#new-key').inputValue();
  expect(await works(first)).toBe(200);

  const rows = page.locator('.key-row').filter({ hasText: name });
  await expect(rows.locator('.key-scopes li')).toHaveCount(2);
  await rows.locator('a[href*="rotate-"]').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await fine(page, 'the question');
  await dialog.getByRole('button', { name: w('keys-rotate-do') }).click();
  const second = await page.locator('#new-key').inputValue();
  expect(second).not.toBe(first);
  expect([await works(first), await works(second)]).toEqual([200, 200]);
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: w('keys-replaced') })).toHaveCount(1);
  await fine(page, 'the list with a new key');

  await page.goto('/admin/api-keys');
  await rows.filter({ hasText: w('keys-replaced') }).locator('a[href*="revoke-"]').click();
  await page.getByRole('dialog').getByRole('button', { name: w('keys-revoke'), exact: true }).click();
  await said(page, w('said-key-revoked'));
  expect([await works(first), await works(second)]).toEqual([401, 200]);
});

/** Has Cal.com send a message; answers what became of it. */
async function tell(address, secret, title, uid, startTime) {
  const endTime = new Date(new Date(startTime).getTime() + 25 * 60_000).toISOString();
  const body = JSON.stringify({
    triggerEvent: 'BOOKING_CREATED', createdAt: '2026-11-26T07:00:00.000Z',
    payload: {
      uid, title, startTime, endTime, attendees: [{ name: 'Noura', email: 'noura@example.net' }],
      organizer: { timeZone: 'Asia/Riyadh' }, location: 'https://meet.example/1', status: 'ACCEPTED', metadata: {},
    },
  });
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/json', 'x-cal-signature-256': signature }, body });
  return answer.status === 200 ? (await answer.json()).data.state : answer.status;
}

/** An application, looked for page by page. */
async function find(page, is) {
  for (let cursor = ''; cursor !== null;) {
    const { data, meta } = await (await page.request.get(`/api/v1/applications?limit=100${cursor && `&cursor=${cursor}`}`)).json();
    const found = data.find(is);
    if (found) return found;
    cursor = meta.nextCursor ?? null;
  }
  throw new Error('the demo has no such applicant');
}

test('bookings from Cal.com that name nobody wait, are assigned to who they are for, or put aside', async ({ person, baseURL, lang, w }) => {
  const page = await person({ as: ADMIN });
  const titles = [`Audition of ${lang} elsewhere`, `Dentist of ${lang}`];
  // Both projects make secrets of the one organisation, and only the newest is good.
  await expect(async () => {
    await page.goto('/admin/calcom');
    await page.locator('form[action="/admin/calcom/secret"] button').click();
    const [secret, address] = [await page.locator('#new-secret').inputValue(), new URL(await page.locator('#calcom-address').inputValue())];
    await fine(page, 'the secret');
    const to = `${baseURL}${address.pathname}${address.search}`;
    expect(await tell(to, 'another', titles[0], `cal-${lang}-0`, '2026-11-24T07:00:00Z')).toBe(401);
    const day = { en: 24, ar: 25 }[lang];
    for (const [number, title] of titles.entries()) {
      expect(['waiting', 'nothing']).toContain(await tell(to, secret, title, `cal-${lang}-${number}`, `2026-11-${day}T0${7 + number}:00:00Z`));
    }
  }).toPass({ timeout: 20_000 });

  await page.goto('/admin/calcom');
  await expect(page.locator('#new-secret')).toHaveCount(0);
  const row = (title) => page.locator('.calcom-row').filter({ hasText: title });
  await expect(row(titles[0]).locator('.badge')).toContainText(w('calcom-no-application'));
  await row(titles[0]).getByRole('button', { name: w('calcom-retry') }).click();
  await said(page, w('said-calcom-still'));

  const applicant = await find(page, ({ email }) => email === APPLICANT[lang]);
  await row(titles[0]).getByRole('link', { name: w('calcom-assign') }).click();
  await page.locator('input[name="q"]').fill(applicant.nameLatin);
  await page.getByRole('button', { name: w('calcom-find'), exact: true }).click();
  await fine(page, 'assigning');
  await page.locator(`label.radio-card:has(input[value="${applicant.id}"])`).click();
  await page.getByRole('button', { name: w('calcom-assign-do') }).click();
  await said(page, w('said-calcom-done'));
  await expect(row(titles[0])).toHaveCount(0);
  const bookings = await (await page.request.get(`/api/v1/bookings?applicationId=${applicant.id}`)).json();
  expect(bookings.data.map(({ externalId, scheduledAt }) => [externalId, new Date(scheduledAt).getUTCHours()])).toContainEqual([`calcom:cal-${lang}-0`, 7]);

  await row(titles[1]).getByRole('button', { name: w('calcom-dismiss') }).click();
  await said(page, w('said-calcom-dismissed'));
  await expect(row(titles[1])).toHaveCount(0);

  // It lies in the past: who came is noted, taken back, noted otherwise.
  await page.goto(`/bookings/${bookings.data.find(({ externalId }) => externalId === `calcom:cal-${lang}-0`).id}`);
  await send(page, '/no-show');
  await expect(status(page)).toHaveText(w('status-no-show'));
  await send(page, '/undo');
  await send(page, '/complete');
  await expect(status(page)).toHaveText(w('status-completed'));

  // The host too: marked and taken back, with the status as it is, and both in the history.
  const others = page.locator('.attendance');
  await expect(others.locator('.badge')).toHaveCount(0);
  await send(page, '/absent');
  await said(page, w('said-absent'));
  await expect(others.locator('.badge')).toHaveText(w('attendance-absent'));
  await expect(status(page)).toHaveText(w('status-completed'));
  await fine(page, 'a host who did not come');
  await page.goto(`/today?date=2026-11-${{ en: 24, ar: 25 }[lang]}`);
  await expect(page.locator('.day-missing')).toContainText(w('attendance-absent'));
  await page.goBack();
  await send(page, '/came');
  await expect(others.locator('.badge')).toHaveCount(0);
  await expect(page.locator('.history-lines li').filter({ hasText: w('history-attendance-changed') })).toHaveCount(2);
});
