/** In which language customers read pages and mails: that which their browser asks for, else that of the organisation. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { renderMail } from '../../../src/adapters/mail/render-mail.js';
import { note, quote, titledCard } from '../../../src/chat/blocks.js';
import { oneThingRefusals } from '../../../src/features/surveys/cards/one-thing-words.js';
import { inLanguage } from '../../../src/kernel/language/reader.js';
import { say } from '../../../src/kernel/language/say.js';
import { describeOnEmbedded } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { openPublicFace, type PublicFace } from '../../support/public-face.js';
import { cardOf, createStage, linkOn, type Stage } from '../../support/stage.js';

/** What the bot says in a language, as its file has it now. */
const inWords = (language: string, message: string) => inLanguage(language, () => say(message));
const asked = (language: string) => inWords(language, 'What is the main reason?');

describeOnEmbedded('A page for customers', (database) => {
  let stage: Stage;
  let face: PublicFace;
  let survey: string;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    face = await openPublicFace(stage);
    survey = linkOn(cardOf(await stage.say('grace', 'survey start link')), 'Link for everybody');
  });
  afterEach(async () => {
    face.close();
    await stage.stop();
  });

  /** @param wanted `Accept-Language`; fetch itself says `*`, which is none */
  const open = async (path: string, wanted?: string, body?: URLSearchParams) => {
    const headers = new Headers(wanted === undefined ? [] : [['accept-language', wanted]]);
    const response = await face.raw(path, body ? { method: 'POST', headers, body } : { headers });
    return { response, html: await response.text() };
  };
  const opening = (language: string) => `<html lang="${language}" dir="${language === 'ur' ? 'rtl' : 'ltr'}">`;

  test.each([
    [undefined, 'en'],
    ['ur', 'ur'],
    ['ur-PK,ur;q=0.9,en;q=0.8', 'ur'],
    ['hy;q=0.5,ur;q=0.1', 'hy'],
    ['de,en-US;q=0.7,ur;q=0.3', 'en'],
    ['de-AT,fr', 'en'],
    ['*', 'en'],
    ['nonsense;;q=x', 'en'],
  ] as const)('asked with Accept-Language %p speaks %s', async (wanted, language) => {
    const { response, html } = await open(survey, wanted);
    expect(html).toContain(opening(language));
    expect(html).toContain(asked(language));
    expect(response.headers.get('content-language')).toBe(language);
  });

  test.each([
    [undefined, 'ur'],
    ['de', 'ur'],
    ['en', 'en'],
    ['hy', 'hy'],
  ] as const)(
    'of an organisation that speaks Urdu, asked with Accept-Language %p, speaks %s',
    async (wanted, language) => {
      await stage.say('grace', 'settings language:urdu');
      const { html } = await open(survey, wanted);
      expect(html).toContain(opening(language));
      expect(html).toContain(asked(language));
    },
  );

  test('refuses, ends and finds nothing in its reader’s language', async () => {
    const refused = await open(survey, 'ur', new URLSearchParams({ form: '', score: '' }));
    expect([refused.response.status, refused.html.includes('براہ کرم')]).toEqual([422, true]);
    expect(refused.html).toContain(opening('ur'));
    const large = await open(survey, 'ur', new URLSearchParams({ comment: 'x'.repeat(200_000) }));
    expect([large.response.status, large.html.includes(opening('ur'))]).toEqual([413, true]);
    const unknown = await open('/s/nothing', 'hy');
    expect([unknown.response.status, unknown.html.includes(inWords('hy', 'There is nothing at this address'))]).toEqual(
      [404, true],
    );
    await stage.say('grace', 'settings language:urdu');
    await stage.say('grace', 'survey stop S-1');
    const ended = await open(survey);
    expect([ended.response.status, ended.html.includes(inWords('ur', 'This survey has ended'))]).toEqual([410, true]);
  });

  test('of what touches them names times and states in that language, on the page and in the feed', async () => {
    const lists = cardOf(await stage.say('grace', 'notices'));
    const page = /"url":"([^"]+)"/u.exec(JSON.stringify(lists))?.[1] ?? '';
    const armenian = await open(page, 'hy');
    expect(armenian.html).toContain(opening('hy'));
    expect(armenian.html).toContain(inWords('hy', 'Nothing touches you just now'));
    expect((await open(`${page}.atom`, 'ur')).html).toContain('xml:lang="ur"');
  });
});

test('A mail has the language and the direction of its words, also where a mail program drops its frame', () => {
  const card = titledCard('Harbour Lights', [quote('Two invoices'), note('F-12')]);
  const face = { from: { name: 'Harbour Lights', colour: '#1f5fbf' }, wishesUrl: 'https://chair.example/u/a' };
  const drawn = (language: string) =>
    inLanguage(language, () => renderMail(card, { ...face, ending: { why: 'Why', out: 'Out' } }).html);
  expect(drawn('ur')).toContain('<html lang="ur" dir="rtl">');
  expect(drawn('ur')).toContain('<div lang="ur" dir="rtl" ');
  expect(drawn('ur')).toContain('border-right:4px');
  expect(drawn('hy')).toContain('<div lang="hy" dir="ltr" ');
  expect(drawn('en')).toContain('padding:0 0 0 12px;border-left:4px');
});

test('A command in a sentence from right to left has no sign in it that nobody sees', () => {
  const refusal = inLanguage('ur', () => oneThingRefusals.tooLate('S-3'));
  expect(refusal).toContain('`survey S-3`');
  expect(refusal).toContain('\u2068S-3\u2069 ');
});
