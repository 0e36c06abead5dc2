// Notification rules and what became of each message: written, tried, switched by an admin; seen and sent again by a caster; stopped by
// the talent. Also without scripting.
import { test, expect, said, send, WHO } from './support/test.mjs';
import { fine } from './support/axe.mjs';

const ADMIN = 'ad@example.com';

test('a rule is written, tried with a real booking, refused at its field, switched and deleted', async ({ person, lang, w }) => {
  test.setTimeout(90_000);
  const page = await person({ as: ADMIN, allow: [/422/] });
  const address = `desk-${lang}@example.com`;
  await page.goto('/admin/notifications');
  // The two reminders every organisation begins with.
  await expect(page.locator('.rule-line').first()).toBeVisible();
  await fine(page, 'the list');
  await page.getByRole('link', { name: w('notify-new') }).first().click();
  await page.locator('select[name="trigger"]').selectOption('cancelled');
  await expect(page.locator('.rule-offset')).toBeHidden();
  await page.locator('select[name="recipient"]').selectOption('address');
  await page.locator('input[name="address"]').fill(address);
  await page.locator('details.question-card > summary').click();
  await page.locator('textarea[name="bodyEn"]').fill('Free again: {when}, {nobody}');
  await page.locator('textarea[name="bodyAr"]').fill('الموعد متاح: {when}');
  // Bars that stick to an edge cover whatever happens to lie behind them: the lower one until the page's end, the upper one from its beginning.
  await page.evaluate(() => document.querySelectorAll('.bar').forEach((bar) => { bar.style.position = 'static'; }));
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await fine(page, 'the form');
  await page.getByRole('button', { name: w('notify-save') }).click();
  await expect(page.locator('#f-bodyEn-error')).toBeVisible();
  await expect(page.locator('input[name="address"]')).toHaveValue(address);
  await page.locator('textarea[name="bodyEn"]').fill('Free again: {when}');
  await page.getByRole('button', { name: w('notify-preview') }).click();
  await expect(page.locator('.rule-sample')).toHaveCount(2);
  await expect(page.locator('.rule-samples')).toContainText('Free again:');
  await expect(page.locator('.rule-samples')).toContainText('الموعد متاح:');
  await fine(page, 'the preview');
  await page.getByRole('button', { name: w('notify-save') }).click();
  await said(page, w('said-rule-saved'));
  const line = page.locator('.rule-line').filter({ hasText: address });
  await expect(line).toHaveCount(1);
  await line.getByRole('button').click();
  await said(page, w('said-rule-off'));
  await expect(line.locator('.badge')).toContainText(w('notify-is-off'));
  await line.getByRole('button').click();
  await said(page, w('said-rule-on'));
  await line.getByRole('link').click();
  await page.getByRole('button', { name: w('notify-delete'), exact: true }).click();
  await said(page, w('said-rule-deleted'));
  await expect(page.locator('.rule-line').filter({ hasText: address })).toHaveCount(0);
});

test('without scripting an event type does without a reminder and gets it back', async ({ person, w }) => {
  const page = await person({ as: ADMIN, javaScriptEnabled: false });
  await page.goto('/admin/event-types');
  const type = await page.locator('a[href*="/admin/event-types/evt_"]').first().getAttribute('href');
  await page.goto(`${type}?tab=notifications`);
  const first = page.locator('.card').filter({ hasText: w('notify-house-sub') }).locator('.rule-line').first();
  await first.getByRole('button').click();
  await expect(page.locator('.toast')).toContainText(w('said-rule-off-here'));
  await expect(first.locator('.badge')).toContainText(w('notify-is-off-here'));
  await first.getByRole('button').click();
  await expect(page.locator('.toast')).toContainText(w('said-rule-on-here'));
});

test('quiet hours are kept, and half of them are refused', async ({ person, w }) => {
  const page = await person({ as: ADMIN, allow: [/422/] });
  await page.goto('/admin/notifications');
  await page.locator('input[name="quietFrom"]').fill('22:00');
  await page.locator('input[name="quietTo"]').fill('');
  await page.getByRole('button', { name: w('notify-quiet-save') }).click();
  await expect(page.locator('#f-quietTo-error')).toBeVisible();
  await page.locator('input[name="quietTo"]').fill('08:00');
  await page.getByRole('button', { name: w('notify-quiet-save') }).click();
  await said(page, w('said-quiet-saved'));
  await expect(page.locator('input[name="quietFrom"]')).toHaveValue('22:00');
});

test('a caster sees what was sent about an audition and sends it again', async ({ person, w }) => {
  const page = await person({ as: WHO.sarah });
  await page.goto('/bookings');
  const booking = await page.locator('main a[href*="/bookings/bkg_"]').first().getAttribute('href');
  await page.goto(booking);
  const lines = page.locator('.message-line');
  await expect(lines.first()).toBeVisible();
  const before = await lines.count();
  await fine(page, 'the booking');
  await lines.filter({ has: page.getByRole('button') }).first().getByRole('button').click();
  await said(page, w('said-message-resent'));
  await expect(lines).toHaveCount(before + 1);
  await expect(lines.first()).toContainText(w('message-again'));
});

test('a webhook is added, its secret shown once, tried out, and every attempt can be read', async ({ person, lang, w }) => {
  test.setTimeout(90_000);
  const page = await person({ as: ADMIN });
  await page.goto('/admin/webhooks');
  await fine(page, 'the webhooks');
  await page.goto('/admin/webhooks/new');
  // Nobody listens there: the attempt fails, and that is shown.
  await page.locator('input[name="url"]').fill(`https://hooks.example.com/${lang}`);
  // Events stand in groups; one is opened and chosen from.
  await page.locator('.hook-group > summary').filter({ hasText: w('hooks-about-casting_call') }).click();
  await page.getByLabel('casting_call.published', { exact: true }).check();
  await fine(page, 'a new webhook');
  await page.getByRole('button', { name: w('hooks-make') }).click();
  await expect(page.locator('#new-secret')).toHaveValue(/^whsec_/);
  await page.goto('/admin/webhooks');
  await expect(page.locator('.line-row').filter({ hasText: `https://hooks.example.com/${lang}` })).not.toContainText(w('hooks-every-event'));
  await page.getByRole('link', { name: `https://hooks.example.com/${lang}` }).click();
  await expect(page.locator('#new-secret')).toHaveCount(0);
  await page.getByRole('button', { name: w('hooks-test') }).click();
  await said(page, w('said-hook-tested'));
  await fine(page, 'a webhook');
  await page.locator('tbody a.row-link').first().click();
  await expect(async () => {
    await page.reload();
    expect(await page.locator('.hook-attempt').count()).toBeGreaterThan(0);
  }).toPass({ timeout: 20_000 });
  await fine(page, 'a delivery');
  await expect(page.locator('.hook-attempt').first()).toContainText('POST https://hooks.example.com/');
  await page.getByRole('button', { name: w('hooks-send-again') }).click();
  await said(page, w('said-hook-sent-again'));
  // Another secret, a rest, what was missed, and its end.
  await page.goto('/admin/webhooks');
  await page.getByRole('link', { name: `https://hooks.example.com/${lang}` }).click();
  const hook = new URL(page.url()).pathname;
  await send(page, '/rotate', 200);
  await expect(page.locator('#new-secret')).toHaveValue(/^whsec_/);
  await page.goto(hook);
  await send(page, '/pause');
  await said(page, w('said-hook-paused'));
  await send(page, '/on');
  await said(page, w('said-hook-on'));
  await page.locator('input[name="sinceDate"]').fill('2026-11-26');
  await page.locator('input[name="sinceTime"]').fill('10:00');
  await send(page, `${hook}/replay`);
  await said(page, w('said-hook-nothing'));
  await send(page, `${hook}/delete`);
  await said(page, w('said-hook-deleted'));
});

test('health and the day are whole', async ({ person, w }) => {
  const page = await person({ as: ADMIN });
  await page.goto('/admin/health');
  await fine(page, 'health');
  await page.goto('/admin/settings');
  await page.locator('select[name="completeAfter"]').selectOption('1440');
  await page.locator('form[action="/admin/settings/completion"] button').click();
  await said(page, w('said-completion-saved'));
  await expect(page.locator('select[name="completeAfter"]')).toHaveValue('1440');
  await page.goto('/today');
  await fine(page, 'the day');
});
