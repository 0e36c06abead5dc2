// Event types: hours of their own, questions arranged by hand, what is archived, and who may book a new one.
import { test, expect, WHO, hydrated, said, unfold } from './support/test.mjs';
import { fine } from './support/axe.mjs';

const ADMIN = 'ad@example.com';
const PLAIN = { javaScriptEnabled: false, allow: [/was preloaded using link preload but not used/] };

/** A copy of the first event type, for this test alone. */
async function copy(page, w) {
  await page.goto('/admin/event-types');
  await page.locator('form[action$="/duplicate"] button').first().click();
  await said(page, w('said-event-type-duplicated'));
  return new URL(page.url()).pathname;
}

test('own hours are counted while they are typed, and said by a pattern without scripting', async ({ person, w }) => {
  // What cannot be saved is refused to the preview too.
  const page = await person({ as: ADMIN, allow: [/422/] });
  const type = await copy(page, w);
  await page.goto(`${type}?tab=times`);
  await hydrated(page);
  const sum = page.locator('.preview-sum');
  const before = await sum.textContent();
  await page.locator('input[name="hours"][value="own"]').check();
  // A row that comes by its button is counted like one that is typed.
  const day = page.locator('.hours-day').nth(2);
  await day.locator('.hours-tools button').first().click();
  await expect(sum).not.toHaveText(before);
  const whole = await sum.textContent();
  await day.locator('input[name$="[start]"]').fill('10:00');
  await day.locator('input[name$="[end]"]').fill('12:00');
  await day.locator('input[name$="[end]"]').press('Tab');
  await expect(sum).not.toHaveText(whole);
  await fine(page);
  // What cannot be saved has no figures.
  await day.locator('input[name$="[end]"]').fill('10:00');
  await expect(page.locator('[data-preview-wrong]')).toBeVisible();
  // The tab is in sight, however narrow the screen.
  const tab = page.locator('.tabs a[aria-current]').last();
  const [box, width] = [await tab.boundingBox(), page.viewportSize().width];
  expect(box.x >= 0 && box.x + box.width <= width).toBe(true);

  const plain = await person({ as: ADMIN, ...PLAIN });
  await plain.goto(`${type}?tab=times`);
  const pattern = plain.locator(`form[action="${type}/pattern"]`);
  await unfold(pattern);
  await pattern.locator('input[name="days"]').first().check();
  await pattern.getByRole('button', { name: w('pattern-add'), exact: true }).click();
  await said(plain, w('said-pattern-added'));
  await expect(plain.locator('input[name="hours"][value="own"]')).toBeChecked();
  const date = plain.locator(`form[action="${type}/override"]`);
  await unfold(date);
  await date.locator('input[name="date"]').fill('2027-03-09');
  await date.locator('input[name="closed"]').check();
  await date.getByRole('button', { name: w('availability-add-date'), exact: true }).click();
  await said(plain, w('said-saved'));
  await plain.locator(`form[action="${type}/override-remove"] button`).click();
  await said(plain, w('said-removed'));
  await plain.locator(`form[action="${type}/pattern-remove"] button`).click();
  await said(plain, w('said-event-hours-ended'));
  await expect(plain.locator('input[name="hours"][value="team"]')).toBeChecked();
});

test('questions change places by their buttons, and Enter in a field saves', async ({ person, w }) => {
  const page = await person({ as: ADMIN, ...PLAIN });
  const type = await copy(page, w);
  await page.goto(`${type}?tab=questions`);
  const cards = page.locator('.question-card');
  const count = await cards.count();
  const label = (place) => page.locator(`input[name="questions[${place}][labelEn]"]`);
  await cards.nth(count - 1).locator('summary').click();
  await label(count - 1).fill('Which days suit you?');
  await cards.nth(count - 1).locator(`button[value="up:${count - 1}"]`).click();
  await expect(page.getByText(w('event-type-questions-unsaved'))).toBeVisible();
  await expect(label(count - 2)).toHaveValue('Which days suit you?');
  await expect(page.locator(`button[value="up:${count - 2}"]`)).toBeInViewport();
  await label(count - 2).press('Enter');
  await said(page, w('said-saved'));
  await expect(page.locator('.question-card summary').filter({ hasText: 'Which days suit you?' })).toHaveCount(1);
});

test('an archived event type is found under its pill and taken back', async ({ person, w }) => {
  const page = await person({ as: ADMIN });
  const type = await copy(page, w);
  await page.locator(`form[action="${type}/archive"] button`).click();
  await said(page, w('said-event-type-archived'));
  await page.goto('/admin/event-types');
  await expect(page.locator(`a[href="${type}"]`)).toHaveCount(0);
  await page.getByRole('link', { name: new RegExp(w('rooms-archived')) }).click();
  await expect(page.locator(`a[href="${type}"]`)).toBeVisible();
  await fine(page);
  await page.locator(`form[action="${type}/restore"] button`).click();
  await said(page, w('said-event-type-restored'));
});

test('a caster adds an event type for a call of their own', async ({ person, lang, w }) => {
  const page = await person({ as: WHO.sarah });
  await page.goto('/admin/event-types');
  await page.getByRole('link', { name: w('event-types-new') }).first().click();
  await fine(page);
  await expect(page.locator('input[name="access"][value="unlisted"]')).toBeChecked();
  await page.locator('#f-nameEn').fill('Chemistry read');
  await page.locator('#f-nameAr').fill('قراءة ثنائية');
  // A call that has several: another test needs one with a single event type.
  await page.locator('select[name="call"]').selectOption({ label: { en: 'Sidra Lane', ar: 'حارة السدرة' }[lang] });
  await page.locator('input[name="place"][value="phone"]').check();
  await page.locator('input[name="access"][value="links"]').check();
  await page.getByRole('button', { name: w('event-types-add'), exact: true }).click();
  await said(page, w('said-event-type-created'));
  await expect(page.getByText(w('event-type-by-link'), { exact: true })).toBeVisible();
});
