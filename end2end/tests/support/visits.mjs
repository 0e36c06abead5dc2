// What the browsers of a run asked the server for, kept for the last test (complete.spec.mjs). It must not know what has to be there.
import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Below Playwright's output, which is emptied when a run begins. */
const folder = (info) => join(info.project.outputDir, 'visits');

/** Follows a browser context: `visits` grows by one line per page and per post: how, what, what came of it, and from which page. */
export function follow(context, scripting, visits) {
  context.on('response', (answer) => {
    const request = answer.request();
    const { pathname, search } = new URL(answer.url());
    if (!request.isNavigationRequest() && request.method() === 'GET') return;
    visits.push({ scripting, method: request.method(), path: pathname, query: search, status: answer.status(), from: request.headers().referer });
  });
}

/** Writes down what a test's browsers did. */
export function keep(info, visits) {
  mkdirSync(folder(info), { recursive: true });
  const lines = visits.map((visit) => `${JSON.stringify({ project: info.project.name, spec: info.titlePath[0], ...visit })}\n`);
  appendFileSync(join(folder(info), `${info.workerIndex}.jsonl`), lines.join(''));
}

/** Everything that was written down in this run. */
export const kept = (info) => readdirSync(folder(info)).flatMap((file) =>
  readFileSync(join(folder(info), file), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line)));
