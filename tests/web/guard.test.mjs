// The guard that every test of the page stands on sees what it is there to see; axe too.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AxeBuilder } from '@axe-core/playwright';
import { onPage, open, wide } from './stage.mjs';

/** What the guard holds after a deed; then it is emptied, so that the test may end. */
async function seen(page, bad, deed) {
  await page.evaluate(deed).catch(() => {});
  await page.waitForTimeout(150);
  const held = structuredClone(bad);
  for (const list of Object.values(bad)) list.length = 0;
  return held;
}

const deeds = {
  'an image of another origin': [() => { new Image().src = 'https://elsewhere.example/x.png'; }, ['csp', /^img-src/]],
  'a question to another origin': [() => fetch('https://elsewhere.example/'), ['csp', /^connect-src/]],
  'a module of another origin': [() => import('https://elsewhere.example/x.js'), ['csp', /^script-src/]],
  'a socket': [() => { new WebSocket('wss://elsewhere.example/'); }, ['foreign', /elsewhere/]],
  'a script in the page': [() => { const script = document.createElement('script'); script.append('1'); document.body.append(script); }, ['csp', /^(script-src|require-trusted-types-for)/]],
  'a style attribute': [() => document.body.setAttribute('style', 'color: red'), ['csp', /^style-src/]],
  'markup as text': [() => { document.body.innerHTML = '<b>x</b>'; }, ['csp', /^require-trusted-types-for/]],
  'a failed reply': [() => fetch('/api/v1/articles/nosucharticle000'), ['failed', /^404 /]],
  'an error of the script': [() => { setTimeout(() => { throw new Error('on purpose'); }); }, ['errors', /on purpose/]],
};

test('the guard sees whatever the policy forbids, failed replies and errors', onPage(wide, async (page, bad) => {
  await open(page, '/');
  for (const [what, [deed, [kind, pattern]]] of Object.entries(deeds)) {
    const held = await seen(page, bad, deed);
    assert.ok(held[kind].some((line) => pattern.test(line)), `${what}: ${JSON.stringify(held)}`);
  }
}));

test('where no policy stands in the way, the guard itself stops and names other origins', onPage({ ...wide, bypassCSP: true }, async (page, bad) => {
  await open(page, '/');
  for (const what of ['an image of another origin', 'a question to another origin', 'a module of another origin', 'a socket']) {
    const { foreign } = await seen(page, bad, deeds[what][0]);
    assert.match(foreign.join(), /elsewhere\.example/, what);
  }
}));

test('axe sees a picture without words, a page without a language and text that is hard to read', onPage({ ...wide, bypassCSP: true }, async (page) => {
  await open(page, '/');
  await page.evaluate(() => {
    document.documentElement.removeAttribute('lang');
    const picture = document.createElement('img');
    picture.src = '/icon.svg';
    const pale = document.createElement('p');
    pale.append('pale');
    pale.style.color = '#ddd';
    document.querySelector('main').append(picture, pale);
  });
  const { violations } = await new AxeBuilder({ page }).analyze();
  for (const id of ['image-alt', 'html-has-lang', 'color-contrast']) assert.ok(violations.some((one) => one.id === id), id);
}));
