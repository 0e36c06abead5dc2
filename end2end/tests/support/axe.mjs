// What axe finds on a page, and that it is no wider than the screen. axe puts its script into the page: the content policy has to be set aside.
import AxeBuilder from '@axe-core/playwright';
import { expect } from './test.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What is wrong with the page now shown, as axe sees it. */
export async function findings(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.target} (${node.any[0]?.message ?? ''})`).join(' | ')}`);
}

/** The page is no wider than the screen. */
export async function fits(page, name) {
  const [inner, wide] = await page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
  expect.soft(wide, `${name} is no wider than the screen`).toBeLessThanOrEqual(inner);
}

/** The page is no wider than the screen, and axe finds nothing. */
export async function fine(page, name = page.url()) {
  await fits(page, name);
  expect.soft(await findings(page), `axe on ${name}`).toEqual([]);
}
