/** The pages that customers open by a link, in Chromium: every state of them, light and dark, wide and on a telephone, in both directions. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import axe from 'axe-core';
import express from 'express';
import type { Browser, Page } from 'playwright-core';
import { drawQr } from '../../src/adapters/chart-picture/draw-qr.js';
import { publicPages } from '../../src/adapters/public-pages/routes.js';
import type { NoticePages } from '../../src/chat/notice-pages.js';
import type { AnswerPage, PageOwner, Question, SurveyPages } from '../../src/chat/survey-pages.js';
import { systemClock } from '../../src/kernel/clock.js';
import { InvalidInput } from '../../src/kernel/errors.js';
import { createLogger } from '../../src/kernel/logger.js';
import { createSignedLinks } from '../../src/kernel/signed-links.js';
import { launchBrowser } from './visitor.js';

jest.setTimeout(240_000);

const english: PageOwner = { name: 'Harbour Lights', colour: '#1f5fbf', words: 'We read every word.' };
const urdu: PageOwner = {
  name: 'بندرگاہ کی روشنیاں',
  colour: '#ffcc00',
  words: 'ہم آپ کا ہر لفظ پڑھتے ہیں۔ شکریہ (2026)!',
};

const scale = (name: string): Question => ({
  kind: 'scale',
  legend: `How likely are you to recommend ${name} to a friend or colleague?`,
  ...{ lowest: 0, highest: 10, ends: ['not at all likely', 'extremely likely'] },
});
const choices = (labels: readonly string[], name: string): Question => ({
  kind: 'choices',
  legend: `If you could choose one thing for ${name} to improve, what would it be?`,
  choices: labels.map((label) => ({ value: label, label })),
});
const touchpoints = ['Buying', 'First day', 'Using', 'Billing', 'Rechnungsstellungsnachbearbeitungsabteil'];
const urduTouchpoints = ['خریداری', 'پہلا دن', 'استعمال', 'بل اور ادائیگی', 'مدد'];

const pageOf = (owner: PageOwner, question: Question): AnswerPage => ({
  ...{ owner, question, isOpen: true, formId: '01890000-0000-7000-8000-000000000000', isPersonal: true },
  ...{ about: null, commentLabel: 'What is the main reason?', thanks: `People at ${owner.name} read every answer.` },
  ...{ answer: null, wishesToken: 'wishes' },
});
const answered = (value: string) => ({ value, comment: 'Two invoices\nfor one stay', at: new Date() });

/** By token. */
const pages: Readonly<Record<string, AnswerPage>> = {
  scale: pageOf(english, scale(english.name)),
  'scale-again': { ...pageOf(english, scale(english.name)), answer: answered('9') },
  choices: { ...pageOf(english, choices(touchpoints, english.name)), about: 'It is about your stay in May.' },
  'choices-again': { ...pageOf(english, choices(touchpoints, english.name)), answer: answered('Billing') },
  everybody: { ...pageOf(english, scale(english.name)), isPersonal: false, wishesToken: null },
  ended: { ...pageOf(english, scale(english.name)), isOpen: false },
  'urdu-scale': pageOf(urdu, scale(urdu.name)),
  'urdu-choices': { ...pageOf(urdu, choices(urduTouchpoints, urdu.name)), answer: answered('استعمال') },
  'urdu-ended': { ...pageOf(urdu, scale(urdu.name)), isOpen: false },
};

const surveys: SurveyPages = {
  async page(token) {
    if (token === 'broken') throw new Error('The database is away.');
    return pages[token] ?? null;
  },
  isForEverybody: (token) => token === 'everybody',
  async answer(token, sent) {
    const found = pages[token];
    if (!found) return null;
    if (sent.score === undefined && sent.choice === undefined)
      throw InvalidInput.field(
        'surveys.answer',
        found.question.kind === 'scale' ? 'score' : 'choice',
        'Please choose one of the answers.',
      );
    return found;
  },
  wishes: async (token) => {
    const owner = { wishes: english, 'urdu-wishes': urdu }[token];
    return owner ? { owner, unwanted: ['surveys'] } : null;
  },
  setWishes: async (token, unwanted) => ({ owner: token === 'wishes' ? english : urdu, unwanted }),
  async *links() {
    yield '';
  },
};

/** Each state, as a customer comes to it, and words by which it is known. */
const states: Readonly<Record<string, readonly [path: string, words: string, go?: (page: Page) => Promise<void>]>> = {
  'asks on a scale': ['/s/scale', 'How likely are you to recommend Harbour Lights'],
  'asks with what was pressed in a mail': ['/s/scale?score=9', 'You chose 9.'],
  'asks again': ['/s/scale-again', 'You answered 9.'],
  'asks with choices': ['/s/choices', 'If you could choose one thing for Harbour Lights'],
  'asks again with choices': ['/s/choices-again', 'You answered Billing.'],
  'asks everybody': ['/s/everybody', 'How likely'],
  thanks: ['/s/scale-again?thanks', 'Thank you. Your answer is in: 9.'],
  'thanks for a choice': ['/s/choices-again?thanks', 'Your answer is in: Billing.'],
  'has ended': ['/s/ended', 'This survey has ended'],
  'knows no such token': ['/s/unknown', 'There is nothing at this address'],
  'is away': ['/s/broken', 'This could not be kept just now'],
  'asks for wishes': ['/u/wishes', 'What you hear from Harbour Lights'],
  'refuses an empty answer': ['/s/scale', 'Please choose one of the answers.', sendEmpty],
  'refuses an empty choice': ['/s/choices', 'Please choose one of the answers.', sendEmpty],
  'saves wishes': ['/u/wishes', 'Saved.', (page) => page.getByRole('button', { name: 'Save' }).click()],
  'asks in Urdu': ['/s/urdu-scale', urdu.words ?? ''],
  'asks with choices in Urdu': ['/s/urdu-choices', 'پہلا دن'],
  'thanks in Urdu': ['/s/urdu-choices?thanks', 'Your answer is in: استعمال.'],
  'has ended in Urdu': ['/s/urdu-ended', urdu.name],
  'refuses in Urdu': ['/s/urdu-scale', 'Please choose one of the answers.', sendEmpty],
  'asks for wishes in Urdu': ['/u/urdu-wishes', `What you hear from ${urdu.name}`],
};

/** As a browser does that knows no "required". */
async function sendEmpty(page: Page): Promise<void> {
  await page.evaluate('document.querySelector("form").noValidate = true');
  await page.evaluate('for (const radio of document.querySelectorAll("input[type=radio]")) radio.checked = false');
  await page.getByRole('button', { name: 'Send my answer' }).click();
}

/** Its page of none. */
const nothing = async () => null;
const notices: NoticePages = { page: nothing, subscribe: nothing, subscription: nothing, settle: nothing };

let server: Server;
let browser: Browser;
let base = '';
beforeAll(async () => {
  const web = express();
  const log = createLogger('silent');
  const baseUrl = () => base;
  const links = createSignedLinks('secret', baseUrl);
  web.use(publicPages({ clock: systemClock, log, links, surveys, notices, baseUrl, drawQr }));
  server = createServer(web).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
}, 30_000);

/** Rule, and the first element; by WCAG 2.2 AA with the size of targets, and by what is good practice. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const found = (await page.evaluate(
    `axe.run(document, { rules: { 'target-size': { enabled: true } } })`,
  )) as axe.AxeResults;
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)} ${nodes[0]?.any[0]?.message ?? ''}`,
  );
}

describe.each([
  ['light', 1280],
  ['dark', 1280],
  ['light', 360],
  ['dark', 360],
] as const)('A page of a customer, in the %s, %i pixels wide', (colorScheme, width) => {
  test.each(Object.entries(states))('%s', async (name, [path, words, go]) => {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width, height: 740 },
      reducedMotion: 'reduce',
    });
    try {
      const page = await context.newPage();
      const elsewhere: string[] = [];
      page.on('request', (request) => {
        if (new URL(request.url()).origin !== base) elsewhere.push(request.url());
      });
      const broken: string[] = [];
      page.on('console', (line) => {
        if (/Content Security Policy/.test(line.text())) broken.push(line.text());
      });
      const response = await page.goto(`${base}${path}`);
      expect((await response?.body())?.length).toBeLessThan(30_000);
      await go?.(page);
      await page.getByText(words).first().waitFor();
      if (process.env.LOOK)
        await page.screenshot({
          path: `${process.env.LOOK}/${name.replaceAll(' ', '-')}-${colorScheme}-${width}.png`,
          fullPage: true,
        });
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
      expect(await page.evaluate('document.scripts.length')).toBe(0);
      expect({ elsewhere, broken, cookies: await context.cookies() }).toEqual({
        elsewhere: [],
        broken: [],
        cookies: [],
      });
    } finally {
      await context.close();
    }
  });
});
