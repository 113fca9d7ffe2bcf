// What the page's tests stand on: a daemon, a browser, and a page that records whatever must not happen.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

/**
 * The daemon under test: DISPATCHES_URL if one is running, else DISPATCHES_SEARCHD (its path) started over
 * DISPATCHES_DB (an index folder). `stop` ends what was started here.
 */
export async function daemon() {
  const { DISPATCHES_URL: url, DISPATCHES_SEARCHD: program, DISPATCHES_DB: db } = process.env;
  if (url) return { url: url.replace(/\/$/, ''), stop: () => {} };
  if (!program || !db) throw new Error('set DISPATCHES_SEARCHD and DISPATCHES_DB, or DISPATCHES_URL of a running daemon');
  const web = new URL('../../web', import.meta.url).pathname;
  const child = spawn(program, ['--db', db, '--port', '0', '--web', web], { stdio: ['ignore', 'pipe', 'inherit'] });
  return { url: await listening(child, program), stop: () => child.kill('SIGTERM') };
}

function listening(child, program) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => fail('said nothing for 30 seconds'), 30000);
    const fail = (why) => { clearTimeout(late); child.kill(); reject(new Error(`${program} ${why}`)); };
    child.once('error', (error) => fail(`did not start: ${error.message}`));
    child.once('exit', (code) => fail(`ended with ${code} before it listened`));
    createInterface(child.stdout).on('line', (line) => {
      const url = line.match(/^listening on (http:\S+)/)?.[1];
      if (!url) return;
      clearTimeout(late);
      child.removeAllListeners('exit');
      resolve(url);
    });
  });
}

export function launch() {
  const program = [process.env.CHROMIUM, '/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => path && existsSync(path));
  if (!program) throw new Error('no browser: apt-get install -y --no-install-recommends chromium-headless-shell');
  return chromium.launch({
    executablePath: program,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-background-networking', '--lang=en-GB', '--force-color-profile=srgb', '--font-render-hinting=none'],
  });
}

/** A page in its own context; `bad` collects foreign requests, CSP reports, errors and failed replies. */
export async function guardedPage(browser, origin, options = {}) {
  const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'UTC', reducedMotion: 'reduce', serviceWorkers: 'block', ...options });
  const bad = { foreign: [], csp: [], errors: [], failed: [] };
  await context.route('**/*', (route) => {
    const address = route.request().url();
    if (new URL(address).origin === origin) return route.continue();
    bad.foreign.push(address);
    return route.abort('blockedbyclient');
  });
  await context.routeWebSocket(/.*/, (socket) => { bad.foreign.push(socket.url()); socket.close(); });
  await context.exposeBinding('reportViolation', (_, text) => bad.csp.push(text));
  await context.addInitScript(() => document.addEventListener('securitypolicyviolation', (event) =>
    window.reportViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber} ${event.sample}`)));
  const page = await context.newPage();
  page.on('pageerror', (error) => bad.errors.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') bad.errors.push(message.text()); });
  page.on('response', (response) => { if (response.status() >= 400) bad.failed.push(`${response.status()} ${response.url()}`); });
  return { context, page, bad };
}
