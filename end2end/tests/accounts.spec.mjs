// Ways in, by the links of the outbox: an account is opened, what an office had noted of its owner is taken over, a forgotten password is
// replaced, codes from a phone are asked for; somebody joins an office, and another one.
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fine } from './support/axe.mjs';
import { test, expect, CALL, PASSWORD, mailed, said, send } from './support/test.mjs';

const ADMIN = 'ad@example.com';
const REFUSED = [/status of 4(01|10|22)/];
const PLAIN = { javaScriptEnabled: false, allow: [...REFUSED, /was preloaded using link preload but not used/] };
// Applicants the office typed in, who have no account yet: one a project.
const MINE = { en: 'g200@example.com', ar: 'g201@example.com' };
const NAMES = { en: 'Rima Haddad', ar: 'ريما حداد' };
const FACE = readFileSync(new URL('../../crates/testkit/src/files/face.png', import.meta.url));

/** The name in the script the page asks for. */
const nameField = (page, lang) => page.locator(lang === 'en' ? 'input[name="nameLatin"]' : 'input[name="nameArabic"]');

/** The link of the newest mail to an address, as a path: `/verify/…`. */
async function mailedPath(page, address, part, count) {
  await (await mailed(page, address, count)).first().getByRole('link').first().click();
  return new URL(await page.locator(`pre a[href*="${part}"]`).first().getAttribute('href')).pathname;
}

/** How far the server's clock is ahead of ours: the trail tells the second at which something was just done. */
async function ahead(person, w) {
  const page = await person({ as: ADMIN });
  await page.goto('/admin/health');
  await page.getByRole('button', { name: w('health-test') }).click();
  const asked = Date.now();
  await said(page, w('said-test-mail'));
  await page.goto('/admin/audit?area=organisation');
  return new Date(await page.locator('.audit-line time').first().getAttribute('datetime')) - asked;
}

/** The code an authenticator app shows for a seed in base 32, `later` steps of 30 seconds from now. */
function code(seed, now, later = 0) {
  const bits = [...seed.replaceAll(/[\s=]/g, '')].map((one) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(now / 30_000) + later));
  const hash = createHmac('sha1', key).update(step).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

/** Address and password, as far as the next page. */
async function enter(page, email, password) {
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[name="password"]').fill(password);
  await page.locator('form[action="/sign-in"] button').click();
}

async function signOut(page, w) {
  await page.locator('.avatar-button').click();
  await page.getByRole('button', { name: w('shell-sign-out') }).click();
  await said(page, w('said-signed-out'));
}

test('an account is opened by a mailed link, takes over what an office noted, and is looked after', async ({ person, lang, w }) => {
  const [email, post] = [MINE[lang], await person(PLAIN)];
  const page = await person({ allow: REFUSED });
  await page.goto(CALL.address);
  await page.getByRole('link', { name: w('account-sign-up'), exact: true }).click();
  await expect(page).toHaveURL(/org=takeone/);
  await nameField(page, lang).fill(NAMES[lang]);
  await page.locator('input[name="email"]').fill('rima@nowhere');
  await page.getByRole('button', { name: w('account-go-on') }).click();
  await expect(page.locator('#f-email-error')).toBeVisible();
  await expect(nameField(page, lang)).toHaveValue(NAMES[lang]);
  await page.locator('input[name="email"]').fill(email);
  await page.getByRole('button', { name: w('account-go-on') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(w('account-mail-sent'));

  const other = await person(PLAIN);
  await other.goto('/sign-up');
  await expect(nameField(other, lang)).toBeVisible();
  const opening = await mailedPath(post, email, '/verify/', 1);
  await other.goto(opening);
  await expect(other.locator('input[name="password"]')).toBeVisible();
  await page.goto(opening);
  await fine(page, 'the last step of opening an account');
  await page.locator('input[name="password"]').fill('short');
  await page.getByRole('button', { name: w('account-open') }).click();
  await expect(page.locator('#f-password-error')).toBeVisible();
  await page.locator('input[name="password"]').fill(PASSWORD);
  await page.getByRole('button', { name: w('account-open') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(w('account-claims'));
  await fine(page, 'profiles that may be theirs');
  await page.getByRole('button', { name: w('account-claim-this') }).click();
  await said(page, w('said-claimed'));
  await expect(page).toHaveURL(/\/auditions/);

  await page.goto('/settings');
  await fine(page, 'settings');
  await nameField(page, lang).fill(`${NAMES[lang]} 2`);
  await page.locator('form[action="/settings/names"] button').click();
  await said(page, w('said-saved'));
  await expect(nameField(page, lang)).toHaveValue(`${NAMES[lang]} 2`);
  await page.locator('select[name="hourCycle"]').selectOption('h12');
  await page.locator('form[action="/settings/preferences"] button').click();
  await said(page, w('said-saved'));
  await expect(page.locator('select[name="hourCycle"]')).toHaveValue('h12');
  await page.locator('input[type="file"]').setInputFiles({ name: 'face.png', mimeType: 'image/png', buffer: FACE });
  await page.getByRole('button', { name: w('talent-photo-send') }).click();
  await expect(page.locator('img.portrait')).toBeVisible();
  await page.getByRole('button', { name: w('talent-photo-remove') }).click();
  await expect(page.locator('img.portrait')).toHaveCount(0);
  await page.locator('input[name="showreelUrl"]').fill('https://vimeo.com/76979871');
  await page.locator('.showreel-form').getByRole('button').click();
  await said(page, w('said-saved'));
  await page.locator('input[name="currentPassword"]').fill('not the password');
  await page.locator('input[name="password"]').fill(`${PASSWORD}-2`);
  await page.locator('form[action="/settings/password"] button').click();
  await expect(page.locator('#f-currentPassword-error')).toBeVisible();
  await page.locator('input[name="currentPassword"]').fill(PASSWORD);
  await page.locator('input[name="password"]').fill(`${PASSWORD}-2`);
  await page.locator('form[action="/settings/password"] button').click();
  await said(page, w('said-password-changed'));

  // Forgotten all the same; without scripting, in another browser.
  await other.goto('/sign-in');
  await other.getByRole('link', { name: w('account-forgot-link') }).click();
  await other.locator('input[name="email"]').fill(email);
  await other.getByRole('button', { name: w('account-send-link') }).click();
  await expect(other.getByRole('heading', { level: 1 })).toHaveText(w('account-mail-sent'));
  const link = await mailedPath(post, email, '/reset/', 1);
  await page.goto(link);
  await fine(page, 'choosing a new password');
  await other.goto(link);
  await other.locator('input[name="password"]').fill(PASSWORD);
  await other.getByRole('button', { name: w('account-save-password') }).click();
  await said(other, w('said-password-set'));
  await enter(other, email, PASSWORD);
  await expect(other).toHaveURL(/\/auditions/);
  await other.goto('/claims');
  await expect(other.locator('main')).toContainText(w('account-claims-none'));
  await other.goto('/settings/second-factor');
  await expect(other.locator('.seed')).toBeVisible();
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(w('account-link-dead'));
  await page.getByRole('link', { name: w('account-ask-new-link') }).click();
  await expect(page).toHaveURL(/\/forgot$/);
  // It ended what was open; both are seen and ended from one another.
  await page.goto('/settings');
  await enter(page, email, PASSWORD);
  await expect(page.locator('.session-line')).toHaveCount(2);
  await page.locator('.session-line').getByRole('button').click();
  await said(page, w('said-session-ended'));
  await expect(page.locator('.session-line')).toHaveCount(1);
  await other.goto('/settings');
  await enter(other, email, PASSWORD);
  await other.getByRole('button', { name: w('account-session-end-others') }).click();
  await said(other, w('said-sessions-ended'));
  await page.goto('/settings');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('somebody is invited, joins with codes from a phone, and belongs to a second office', async ({ person, lang, w }) => {
  const [email, post] = [`newcomer-${lang}@example.com`, await person(PLAIN)];
  const admin = await person({ as: ADMIN });
  const invite = async (page, role) => {
    await page.goto('/admin/team?dialog=invite');
    await page.locator('input[name="email"]').fill(email);
    await page.locator(`label.radio-card:has(input[name="role"][value="${role}"])`).click();
    await page.getByRole('button', { name: w('team-invite-send') }).click();
    await said(page, w('said-invited'));
  };
  await invite(admin, 'assistant');
  const page = await person({ allow: REFUSED });
  const invitation = await mailedPath(post, email, '/invite/', 1);
  const plain = await person(PLAIN);
  await plain.goto(invitation);
  await expect(nameField(plain, lang)).toBeVisible();
  await page.goto(invitation);
  await fine(page, 'an invitation');
  await nameField(page, lang).fill(NAMES[lang]);
  await page.locator('input[name="password"]').fill(PASSWORD);
  await page.getByRole('button', { name: w('account-open-and-join') }).click();
  await expect(page).toHaveURL(/\/today/);

  // The seed is scanned or typed; a wrong code turns nothing on, a right one shows what to keep.
  await page.goto('/settings');
  await page.getByRole('link', { name: w('account-factor-set-up') }).click();
  await fine(page, 'setting up codes');
  const seed = await page.locator('.seed').innerText();
  const lead = await ahead(person, w);
  await page.locator('input[name="code"]').fill('000000');
  await page.getByRole('button', { name: w('account-factor-turn-on') }).click();
  await expect(page.locator('#f-code-error')).toBeVisible();
  expect(await page.locator('.seed').innerText()).toBe(seed);
  await page.locator('input[name="code"]').fill(code(seed, Date.now() + lead));
  await page.getByRole('button', { name: w('account-factor-turn-on') }).click();
  const kept = page.locator('.recovery-codes li');
  await expect(kept.first()).toBeVisible();
  await fine(page, 'recovery codes');
  const recovery = await kept.allInnerTexts();
  await page.getByRole('link', { name: w('account-codes-kept') }).click();

  // Signing in asks for the next code; one of those kept does too, once.
  await signOut(page, w);
  await enter(page, email, PASSWORD);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(w('account-code-title'));
  await fine(page, 'the second step');
  await page.goto('/');
  await expect(page).toHaveURL(/\/sign-in\/code/);
  await page.locator('input[name="code"]').fill(code(seed, Date.now() + lead, 1));
  await page.getByRole('button', { name: w('account-go-on') }).click();
  await expect(page).toHaveURL(/\/today/);
  await signOut(page, w);
  await enter(page, email, PASSWORD);
  await page.locator('input[name="code"]').fill(recovery[0]);
  await page.getByRole('button', { name: w('account-go-on') }).click();
  await expect(page).toHaveURL(/\/today/);

  // Another office's admin invites the same person: one press, and a way from one office to the other.
  const partner = await person({ as: { en: 'g1@example.com', ar: 'g2@example.com' }[lang] });
  await invite(partner, 'reviewer');
  await page.goto(await mailedPath(post, email, '/invite/', 2));
  await page.getByRole('button', { name: w('account-join'), exact: true }).click();
  await expect(page).toHaveURL(/\/today/);
  await page.locator('.avatar-button').click();
  await page.locator('button[name="organisation"]:not([aria-current])').click();
  await expect(page).toHaveURL(/\/today/);

  // That office lets talent sign up, too; whoever does stays on its page.
  await partner.goto('/admin/settings');
  await partner.locator('label.radio-card:has(input[name="signUpPolicy"][value="open"])').click();
  await partner.getByRole('button', { name: w('office-save') }).click();
  await said(partner, w('said-office-saved'));
  const { pathname, search } = new URL(await partner.locator('#sign-up-link').inputValue());
  await plain.goto(`${pathname}${search}`);
  const office = await plain.locator('input[name="organization"]').inputValue();
  expect(office).not.toBe('takeone');
  await nameField(plain, lang).fill(NAMES[lang]);
  await plain.locator('input[name="email"]').fill('rima@nowhere');
  await send(plain, '/sign-up', 422);
  await expect(plain.locator('input[name="organization"]')).toHaveValue(office);

  // New codes, and none at all.
  await page.goto('/settings/second-factor');
  await fine(page, 'codes that are on');
  await page.locator('input[name="ownPassword"]').fill(PASSWORD);
  await page.getByRole('button', { name: w('account-codes-renew') }).click();
  await expect(kept.first()).toBeVisible();
  const renewed = await kept.allInnerTexts();
  expect(renewed).not.toContain(recovery[1]);
  await page.goto('/settings/second-factor');
  await page.locator('input[name="currentPassword"]').fill(PASSWORD);
  await page.locator('input[name="code"]').fill(recovery[1]);
  await page.getByRole('button', { name: w('account-factor-turn-off') }).click();
  await expect(page.locator('#f-code-error')).toBeVisible();
  await page.locator('input[name="currentPassword"]').fill(PASSWORD);
  await page.locator('input[name="code"]').fill(renewed[0]);
  await page.getByRole('button', { name: w('account-factor-turn-off') }).click();
  await said(page, w('said-factor-removed'));

  // What they may do is changed by the admin, who also sees what hangs on them.
  await admin.goto('/admin/team');
  await admin.locator('.people-row').filter({ hasText: email }).locator('a').click();
  await admin.locator('label.radio-card:has(input[name="role"][value="caster"])').click();
  await admin.getByRole('button', { name: w('team-save-role') }).click();
  await said(admin, w('said-role-changed'));
  await admin.locator('input[name="limits.bookings.day"]').fill('7');
  await admin.getByRole('button', { name: w('limits-save') }).click();
  await said(admin, w('said-limits-saved'));
  await expect(admin.locator('input[name="limits.bookings.day"]')).toHaveValue('7');
});
