// The last test: the journeys of all others together leave no screen out. What there is to be visited is read from the table of authorisation
// (which fails when a door is missing in it) and from the pages' sources, so that a new screen, tab, dialog or form without a journey fails
// here. What was visited is what the browsers of the run noted (support/visits.mjs).
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test, expect } from '@playwright/test';
import { kept } from './support/visits.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PROJECTS = ['desktop-en', 'phone-ar'];
/** Read at an address, but no screen: ways on, files, streams, machines' and developers' addresses; and frames, whose page is the same without one. */
const NO_SCREENS = [/^\/$/, /^\/(healthz|readyz|metrics|live)$/, /^\/(api|dev|photos|logos|feeds|embed)\//, /\.(csv|ics)$/, /\/(hold|release|dates)$/];
/** What no browser here can come to, and who tries it instead. */
const ELSEWHERE = {
  '/unsubscribe/*': 'its link comes with a reminder, hours before an audition: services notification_rules, tests/it/edge',
  '/calendars/connect/*/back': 'whoever comes back from Google or Microsoft: tests/it/consent',
  '/calendars/connect/*/finish': 'the same',
  '/calendars/*/write': 'an account at a CalDAV server: services caldav',
  '/calendars/*/no-write': 'the same',
  '/calendars/*/tentative-busy': 'the same',
  '/calendars/*/tentative-free': 'the same',
  '/calendars/connections/*/disconnect': 'the same',
  '/admin/health/jobs/*/retry': 'a job that failed for good: services needs',
};
const here = (one) => !(one in ELSEWHERE);
const shape = (path) => path.replaceAll(/<[^>]+>/g, '*');

/** The addresses of a table of doors that answer somebody with one of these statuses; any, without. */
function doors(file, statuses) {
  const text = readFileSync(join(ROOT, 'tests/authorisation/table', file), 'utf8');
  const lines = [...text.matchAll(/\bline\(\s*"(?:GET|POST) ([^"?]+)[\s\S]*?\[((?:\d{3}, ?)+\d{3})\]/g)];
  expect(lines.length, `${file} can be read`).toBeGreaterThan(50);
  return [...new Set(lines.filter(([, , is]) => !statuses || statuses.some((status) => is.includes(status))).map(([, path]) => shape(path)))];
}

/** Every dialog and tab that the pages name in their addresses. */
function parts() {
  const folder = join(ROOT, 'app/src/pages');
  const found = new Set();
  for (const file of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.rs'))) {
    if (file.startsWith('dev_')) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, dialog] of text.matchAll(/(?:"dialog", Some\(|[?&]dialog=|link\(|with_dialog\()"?([a-z][a-z-]+)"/g)) found.add(`dialog=${dialog}`);
    for (const [, tab] of text.matchAll(/[?&]tab=([a-z]+)/g)) found.add(`tab=${tab}`);
    for (const [, list] of text.matchAll(/const TABS: [^=]+= \[([^\]]+)\]/g)) for (const tab of list.match(/[a-z]+/g)) found.add(`tab=${tab}`);
  }
  expect([...found], 'dialogs and tabs can be read').toEqual(expect.arrayContaining(['dialog=invite', 'dialog=another-time', 'tab=share']));
  return [...found];
}

test('every screen is opened, used and looked at by axe, also opened without scripting, every form is sent, every dialog and tab is seen', ({}, info) => {
  const known = [...new Set([...doors('pages.rs'), ...doors('forms.rs')])]
    .map((one) => ({ one, pattern: new RegExp(`^${one.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}$`), own: one.split('/').filter((part) => !part.includes('*')).length }))
    .sort((a, b) => b.own - a.own);
  const shapeOf = (path) => known.find(({ pattern }) => pattern.test(path))?.one;
  const visits = kept(info).map((visit) => ({ ...visit, at: shapeOf(visit.path), left: visit.from && shapeOf(new URL(visit.from).pathname) }));
  const screens = doors('pages.rs', ['200']).filter((path) => here(path) && !NO_SCREENS.some((none) => none.test(path)));
  const forms = doors('forms.rs', ['200', '303']).filter((path) => here(path) && !NO_SCREENS.some((none) => none.test(path) && path.startsWith('/embed')));
  const shown = ({ method, status }) => method === 'GET' && status === 200;

  const missing = [];
  for (const project of PROJECTS) {
    const own = visits.filter((visit) => visit.project.endsWith(project));
    const unless = (some, what) => { if (!own.some(some)) missing.push(`${project} never ${what}`); };
    for (const screen of screens) {
      unless((visit) => visit.at === screen && shown(visit), `opens ${screen}`);
      unless((visit) => visit.left === screen, `goes on from ${screen}`);
      unless((visit) => visit.at === screen && visit.looked, `has axe look at ${screen}`);
    }
    for (const form of forms) unless((visit) => visit.at === form && visit.method === 'POST' && visit.status < 400, `sends ${form}`);
    for (const part of parts()) unless((visit) => shown(visit) && new RegExp(`[?&]${part}(&|$)`).test(visit.query), `sees ${part}`);
  }
  for (const screen of screens) {
    if (!visits.some((visit) => visit.at === screen && shown(visit) && !visit.scripting)) missing.push(`nobody opens ${screen} without scripting`);
  }
  expect(missing, 'journeys to be written').toEqual([]);
});
