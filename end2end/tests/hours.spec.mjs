// A talent's hours and the ways things go wrong in forms: what was typed stays, errors stand at their fields.
import { test, expect, WHO, hydrated, said, unfold } from './support/test.mjs';

const WHOSE = { en: WHO.noura, ar: WHO.fahad };
const REFUSED = [/status of 4(01|22)/];
const at = (page, day, row, part) => page.locator(`input[name="weekly[${day}][${row}][${part}]"]`);

async function add(page, day) {
  const fieldset = page.locator('.hours-editor').first().locator('fieldset').nth(day);
  await fieldset.locator('.hours-tools > button').first().click();
}

test('weekly hours are saved and overlapping spans joined', async ({ person, lang, w }) => {
  const page = await person({ as: WHOSE[lang], allow: REFUSED });
  await page.goto('/availability');
  const editor = page.locator('.hours-editor').first();
  await expect(editor.locator('.hours-tools button').first()).toBeVisible();
  // Saturday, on which neither of them works, so far.
  await expect(at(page, 6, 0, 'start')).toHaveCount(0);
  await add(page, 6);
  await at(page, 6, 0, 'start').fill('9');
  await at(page, 6, 0, 'end').fill('17:00');
  await add(page, 6);
  await at(page, 6, 1, 'start').fill('16:00');
  await at(page, 6, 1, 'end').fill('20:00');
  await at(page, 6, 1, 'end').press('Tab');
  await expect(at(page, 6, 0, 'start')).toHaveValue('09:00');
  await page.getByRole('button', { name: w('availability-save') }).click();
  await said(page, w('said-hours-merged'));
  await expect(at(page, 6, 0, 'start')).toHaveValue('09:00');
  await expect(at(page, 6, 0, 'end')).toHaveValue('20:00');
  await expect(at(page, 6, 1, 'start')).toHaveCount(0);

  // A time that is none: the page comes back with it, and says so where it is.
  await add(page, 5);
  await at(page, 5, 0, 'start').fill('10:00');
  await at(page, 5, 0, 'end').fill('25:30');
  await page.getByRole('button', { name: w('availability-save') }).click();
  const summary = page.locator('.error-summary');
  await expect(summary).toBeVisible();
  await hydrated(page);
  await expect(at(page, 5, 0, 'start')).toHaveValue('10:00');
  await expect(at(page, 5, 0, 'end')).toHaveValue('25:30');
  await expect(at(page, 6, 0, 'end')).toHaveValue('20:00');
  const friday = editor.locator('fieldset').nth(5);
  await expect(friday.locator('.field-error')).toBeVisible();
  await expect(at(page, 5, 0, 'end')).toHaveAttribute('aria-invalid', 'true');
  const described = await at(page, 5, 0, 'end').getAttribute('aria-describedby');
  await expect(page.locator(`#${described}`), 'the field names what is wrong with it').toBeVisible();
  await expect(at(page, 5, 0, 'start')).not.toHaveAttribute('aria-invalid', 'true');
  const target = await summary.getByRole('link').first().getAttribute('href');
  await expect(page.locator(target), 'the summary leads to the field').toHaveCount(1);
});

test('time off is added, shown to bookers and removed', async ({ person, lang, w }) => {
  const page = await person({ as: WHOSE[lang] });
  await page.goto('/availability');
  await hydrated(page);
  const reason = lang === 'en' ? 'Exams' : 'اختبارات';
  await unfold(page.locator('#time-off'));
  await page.locator('input[name="from"]').fill('2026-12-08');
  await page.locator('form[action="/availability/time-off"] input[name="reason"]').fill(reason);
  await page.getByRole('button', { name: w('availability-add-off') }).click();
  await said(page, w('said-time-off-added'));
  const line = page.locator('li.line').filter({ hasText: reason });
  await expect(line).toHaveCount(1);
  await expect(page.locator('.preview-line.closed').filter({ hasText: w('availability-away') })).toHaveCount(1);
  await line.getByRole('button').click();
  await said(page, w('said-removed'));
  await expect(page.locator('li.line').filter({ hasText: reason })).toHaveCount(0);
});

test('time off that ends before it begins is refused at its field', async ({ person, lang }) => {
  const page = await person({ as: WHOSE[lang], allow: REFUSED });
  await page.goto('/availability');
  await hydrated(page);
  await unfold(page.locator('#time-off'));
  await page.locator('input[name="from"]').fill('2026-12-20');
  await page.locator('input[name="to"]').fill('2026-12-19');
  await page.locator('form[action="/availability/time-off"] button').click();
  await expect(page.locator('.error-summary')).toBeVisible();
  await expect(page.locator('input[name="from"]')).toHaveValue('2026-12-20');
  await expect(page.locator('input[name="to"]')).toHaveValue('2026-12-19');
  await expect(page.locator('form[action="/availability/time-off"] .field-error')).toHaveCount(1);
});

test('a wrong password keeps the address and tells nothing', async ({ person, lang, w }) => {
  const page = await person({ allow: REFUSED });
  const tries = [];
  for (const email of [WHO.sarah, 'nobody-at-all@example.com']) {
    await page.goto('/sign-in?next=%2Fbookings');
    await page.locator('input[name="email"]').fill(email);
    await page.locator('input[name="password"]').fill('not the password');
    await page.locator('form[action="/sign-in"] button').click();
    await expect(page.locator('.banner[role="alert"], .error-summary').first()).toContainText(w('refusal-wrong-credentials'));
    await expect(page.locator('input[name="email"]')).toHaveValue(email);
    await expect(page.locator('input[name="password"]')).toHaveValue('');
    await expect(page.locator('input[name="next"]')).toHaveValue('/bookings');
    tries.push((await page.locator('main').innerText()).replaceAll(email, ''));
  }
  expect(tries[0], 'a stranger cannot tell which address exists').toBe(tries[1]);
});

test('a date without hours is refused at a field that is there', async ({ person, lang, w }) => {
  const page = await person({ as: WHOSE[lang], allow: REFUSED });
  await page.goto('/availability');
  await hydrated(page);
  // The month leads to the date's form, with the hours of that day in it.
  await page.locator('.one-date-month').getByRole('link', { name: w('picker-next-month') }).click();
  const day = { en: '2026-12-23', ar: '2026-12-22' }[lang];
  await page.locator(`.one-date-month .month-day[href*="date=${day}"]`).click();
  await hydrated(page);
  const date = page.locator('form[action="/availability/override"]');
  await expect(date.locator('input[name="date"]')).toHaveValue(day);
  await expect(page.locator('.one-date-month .current')).toHaveCount(1);
  const typed = date.locator('input[name^="override["]');
  await expect(typed.first()).toHaveValue(/^\d\d:\d\d$/);
  for (const field of await typed.all()) await field.fill('');
  await page.getByRole('button', { name: w('availability-add-date') }).click();
  const summary = page.locator('.error-summary');
  await expect(summary).toBeVisible();
  await expect(page.locator('.hours-editor').nth(1).locator('.hours-tools button').first()).toBeVisible();
  const target = page.locator(await summary.getByRole('link').first().getAttribute('href'));
  await expect(target).toHaveCount(1);
  await expect(target).toHaveAttribute('aria-invalid', 'true');
});

for (const scripting of [true, false]) {
  test(`hours that repeat are previewed, added and removed${scripting ? '' : ' without scripting'}`, async ({ person, lang, w }) => {
    const quiet = scripting ? REFUSED : [...REFUSED, /was preloaded using link preload but not used/];
    const page = await person({ as: WHOSE[lang], allow: quiet, ...(scripting ? {} : { javaScriptEnabled: false, fresh: true }) });
    const form = page.locator('form[action="/availability/pattern"]');
    await page.goto('/availability');
    // The first Monday of every second month; no weekday box is ticked, nor needed.
    await unfold(form);
    await form.locator('input[name="repeat"][value="weekday"]').check();
    await form.locator('select[name="weekday"]').selectOption('1');
    await form.locator('input[name="every"]').fill('2');
    await form.locator('input[name="patternEnd"]').fill('26:00');
    await form.getByRole('button', { name: w('pattern-preview') }).click();
    await expect(form.locator('input[name="patternEnd"]')).toHaveAttribute('aria-invalid', 'true');
    await expect(form.locator('input[name="patternEnd"]')).toHaveValue('26:00');
    await expect(form.locator('input[name="repeat"][value="weekday"]')).toBeChecked();
    // Once loaded, the page takes the focus to what it says at its head.
    if (scripting) await expect(page.locator('.error-summary')).toBeFocused();
    await form.locator('input[name="patternEnd"]').fill('13:00');
    await form.getByRole('button', { name: w('pattern-preview') }).click();
    const dates = form.locator('.pattern-preview li');
    await expect(dates).toHaveCount(8);
    await expect(page.locator('form[action="/availability/pattern-remove"]'), 'a preview saves nothing').toHaveCount(0);
    await form.getByRole('button', { name: w('pattern-add') }).click();
    await said(page, w('said-pattern-added'));
    const removal = page.locator('form[action="/availability/pattern-remove"]');
    await expect(removal).toHaveCount(1);
    await removal.getByRole('button').click();
    await said(page, w('said-removed'));
    await expect(removal).toHaveCount(0);
  });
}

test('dragging over a day of the week adds hours to its fields', async ({ person, lang, isMobile }) => {
  test.skip(isMobile, 'a pointer that is fine');
  const page = await person({ as: WHOSE[lang] });
  await page.goto('/availability');
  const track = page.locator('.week-track').nth(5);
  await expect(track).toBeVisible();
  const rows = page.locator('.hours-editor').first().locator('fieldset').nth(5).locator('.hours-span');
  const before = await rows.count();
  await track.scrollIntoViewIfNeeded();
  const box = await track.boundingBox();
  const y = (hour) => box.y + (box.height * hour) / 24 + 1;
  await page.mouse.move(box.x + box.width / 2, y(1));
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, y(2.2), { steps: 4 });
  await page.mouse.up();
  await expect(rows).toHaveCount(before + 1);
  await expect(at(page, 5, before, 'start')).toHaveValue('01:00');
  await expect(at(page, 5, before, 'end')).toHaveValue('02:30');
  // Typing changes the picture: both are the same hours.
  await at(page, 5, before, 'end').fill('03:00');
  await expect(track.locator('.week-block').last()).toContainText('03:00');
});
