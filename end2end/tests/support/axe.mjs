// What axe finds on a page, and that it is no wider than the screen.
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { test, expect } from './test.mjs';
import { keep } from './visits.mjs';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What is wrong with the page now shown, as axe sees it. */
export async function findings(page) {
  keep(test.info(), [{ looked: true, path: new URL(page.url()).pathname }]);
  // Without frames of others axe needs no page of its own to put together what it found: half as long. Without scripting it finds nothing and waits.
  const alone = page.frames().length === 1;
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(TAGS).setLegacyMode(alone).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.target} (${node.any[0]?.message ?? ''})`).join(' | ')}`);
}

/** The page is no wider than the screen. */
export async function fits(page, name) {
  const [inner, wide] = await page.evaluate(() => [document.documentElement.clientWidth, document.documentElement.scrollWidth]);
  expect.soft(wide, `${name} is no wider than the screen`).toBeLessThanOrEqual(inner);
}

/** With CALLBOARD_SHOTS=folder each page that is looked at is kept there as a picture, for eyes. */
async function keepPicture(page, name) {
  const folder = process.env.CALLBOARD_SHOTS;
  if (!folder) return;
  const { project, title } = test.info();
  const file = `${project.name} ${title} ${name}`.replace(/https?:\/\/[^/]+/, '').replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 150);
  await page.screenshot({ path: path.join(folder, `${file}.png`), fullPage: true });
}

/** The page is no wider than the screen, and axe finds nothing. */
export async function fine(page, name = page.url()) {
  await keepPicture(page, name);
  await fits(page, name);
  expect.soft(await findings(page), `axe on ${name}`).toEqual([]);
}
