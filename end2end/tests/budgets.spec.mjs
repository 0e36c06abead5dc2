// The budgets of the Book audition page (interface.md), measured as bytes on the wire in a browser with an empty cache.
import { test, expect, WHO, awake, bookingAddress, hydrated } from './support/test.mjs';

const EMAIL = { en: 'g103@example.com', ar: 'g104@example.com' };
const KB = 1000;

/** Opens the page with an empty cache and counts its bytes on the wire. */
async function measure(page, lang, info) {
  const address = await bookingAddress(page, EMAIL[lang], lang);
  await page.goto('about:blank');
  const wire = await page.context().newCDPSession(page);
  await wire.send('Network.enable');
  await wire.send('Network.setCacheDisabled', { cacheDisabled: true });
  const seen = new Map();
  wire.on('Network.responseReceived', ({ requestId, response, type }) => seen.set(requestId, { type, mime: response.mimeType, url: response.url, bytes: 0 }));
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (seen.has(requestId)) seen.get(requestId).bytes = encodedDataLength;
  });
  await page.addInitScript(() => {
    window.shifted = 0;
    window.movers = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        window.shifted += entry.value;
        window.movers.push(...entry.sources.map(({ node }) => node?.className || node?.nodeName));
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await page.goto(address, { waitUntil: 'networkidle' });
  await hydrated(page);
  await awake(page);
  await page.waitForLoadState('networkidle');

  const sum = (test) => [...seen.values()].filter(test).reduce((total, one) => total + one.bytes, 0);
  const code = sum((one) => /javascript|wasm/.test(one.mime));
  const style = sum((one) => /css/.test(one.mime));
  const html = sum((one) => one.type === 'Document');
  const { shifted, movers } = await page.evaluate(() => ({ shifted: window.shifted, movers: window.movers.join(', ') }));
  const measured = `WASM+JS ${code}, CSS ${style}, HTML ${html} bytes, shift ${shifted} of ${movers || 'nothing'}`;
  info.annotations.push({ type: 'measured', description: measured });
  console.log(`booking page (${lang}): ${measured}`);
  return { code, style, html, shifted, measured };
}

test('the booking page has a light style sheet and document and does not shift', async ({ person, lang }, info) => {
  const { code, style, html, shifted, measured } = await measure(await person({ as: WHO.sarah }), lang, info);
  expect.soft(code, measured).toBeGreaterThan(0);
  expect.soft(style, measured).toBeLessThanOrEqual(20 * KB);
  expect.soft(html, measured).toBeLessThanOrEqual(30 * KB);
  expect.soft(shifted, measured).toBe(0);
});

test('the booking page fetches at most 150 KB of code', async ({ person, lang }, info) => {
  const { code, measured } = await measure(await person({ as: WHO.sarah }), lang, info);
  expect(code, measured).toBeLessThanOrEqual(150 * KB);
});
