/**
 * A quarter in which customers answer back: asked, told, invited and compared. Every figure is worked out by hand in the
 * comments beside it.
 */
import { afterEach, expect, test } from '@jest/globals';
import { playOnEachStage } from '../support/each-stage.js';
import { harbourLights } from '../support/harbour-lights.js';
import { formIn, openPublicFace, type PublicFace } from '../support/public-face.js';
import { cardOf, formOf, linkOn, only, type SharedStage, text, titles } from '../support/stage.js';

/** Four customers of each segment, with one person each: what they answer to "would you recommend us?". */
const answers: Readonly<Record<string, readonly (readonly [score: string, words: string] | null)[]>> = {
  Key: [
    ['10', ''],
    ['9', 'Your people know us'],
    ['3', 'The night train never came'],
    ['8', ''],
  ],
  Small: [['9', ''], ['9', ''], ['7', ''], null],
  Free: [['6', ''], ['10', ''], null, null],
};

const resolution = {
  outcome: 'fixed',
  customerTold: 'The train runs again.',
  rootCauseCategory: 'process',
  rootCause: 'Nobody was told of the works.',
  prevention: 'The plan of works is read on Mondays.',
};

let face: PublicFace | undefined;
afterEach(() => face?.close());

playOnEachStage('A quarter in which customers answer', (begin) => {
  async function play() {
    const stage = await begin(harbourLights, '2026-10-01T09:00:00Z', { baseUrl: () => 'https://chair.example' });
    const open = await openPublicFace(stage);
    face = open;
    const card = async (line: string, who = 'grace', where: string | null = null) =>
      cardOf(await stage.say(who, line, where));
    const said = async (line: string, who = 'grace', where: string | null = null) => text(await card(line, who, where));
    for (const [segment, all] of Object.entries(answers))
      for (const at of all.keys())
        await said(
          `customer "${segment} ${at}" segment:${segment} owner:@ben contact:"Pat ${segment} ${at}, buyer, pat${at}@${segment.toLowerCase()}.example"`,
          'dana',
        );
    return { stage, open, card, said };
  }

  /** Links by address, as the file of a survey has them. */
  async function linksOf(open: PublicFace, card: Awaited<ReturnType<Awaited<ReturnType<typeof play>>['card']>>) {
    const file = await open.get(linkOn(card, 'Download the links'));
    const rows = file.html.trim().split('\r\n').slice(1);
    return new Map(rows.map((row) => [row.split(',')[0] ?? '', row.split(',').at(-1) ?? '']));
  }

  /** As many people as `counts` says choose each thing on the page of everybody's link. */
  async function choose(open: PublicFace, link: string, counts: Readonly<Record<string, number>>) {
    for (const [choice, count] of Object.entries(counts))
      for (let at = 0; at < count; at += 1)
        await open.post(link, { form: formIn(await open.get(link)), choice, comment: '' });
  }

  const allText = (cards: ReturnType<SharedStage['place']>) => cards.map((each) => text(each)).join('\n');

  test('is asked, mended, told, tried and compared', async () => {
    const { stage, open, card, said } = await play();
    const { clock, press, fill, inbox, place } = stage;

    // October: three segments are asked whether they would recommend us.
    for (const [index, [segment, all]] of Object.entries(answers).entries()) {
      await said(`survey start segment:${segment}`);
      const links = await linksOf(open, await card(`survey links S-${index + 1}`));
      expect(links.size).toBe(4);
      for (const [at, answer] of all.entries()) {
        if (answer === null) continue;
        const [score, comment] = answer;
        const link = links.get(`pat${at}@${segment.toLowerCase()}.example`) ?? '';
        expect((await open.post(link, { score, comment })).status).toBe(303);
      }
    }
    await clock.advance({ minutes: 2 });
    // 9 answers: 10, 9, 9, 9, 10 are promoters, 3 and 6 detractors: (5 − 2) / 9 = 0.333.
    const number = await said('nps');
    expect(number).toContain('Score: only 9 answers: +33');
    expect(number).toContain('9: 5 promoters, 2 passives, 2 detractors');
    expect(number).toContain('Survey S-1, customers in segment Key: 4 of 4 (100 %).');
    expect(number).toContain('Survey S-2, customers in segment Small: 3 of 4 (75 %).');
    expect(number).toContain('Survey S-3, customers in segment Free: 2 of 4 (50 %).');
    // 10, 9, 3, 8: (2 − 1) / 4.
    expect(await said('nps segment:Key')).toContain('only 4 answers: +25');

    // The detractor's words have an owner at once; what was done is not yet good enough, and then it is.
    expect(await said('feedback F-1', 'ben')).toContain('The night train never came');
    const resolve = async (who: string, name: string, more: Readonly<Record<string, string>> = {}) =>
      fill(who, formOf(await press(who, 'Resolve', await card(`feedback ${name}`, who))), { ...resolution, ...more });
    await resolve('grace', 'F-1');
    const asked = /https:\/\/chair\.example\/s\/[\w-]{60}/.exec(allText(inbox('grace')))?.[0] ?? '';
    expect((await open.get(asked)).text).toContain('Is it solved for you?');
    await clock.advance({ hours: 5 });
    await open.post(asked, { choice: 'no', comment: 'It came an hour late' });
    await clock.advance({ seconds: 5 });
    expect(allText(inbox('grace'))).toContain('says that it is not solved');
    await resolve('grace', 'F-1');
    await open.post(asked, { choice: 'yes', comment: '' });
    await clock.advance({ seconds: 5 });
    // Asked after each of two resolutions: no, then yes.
    expect(await said('report 90d')).toContain('Solved: 1 of 2, 50 %');
    expect(await said('who "Key 2"')).toContain('Solved, as they say: 1 of 2 answered');

    // November: they hear of works on the line before they notice.
    await clock.advanceTo('2026-11-02T10:00:00Z');
    const notice = await fill('grace', formOf(await stage.say('grace', 'notice The night train may be late')), {
      touches: 'The night train may be late',
      ends: '4h',
      why: 'The line is mended',
      to: 'segment:Key',
      where: ['page', 'text'],
    });
    expect(text(cardOf(notice))).toContain('Told. N-1: The night train may be late');
    await said('notice update N-1 The first track is free');
    await stage.say('dana', 'feedback "Is my train late?" customer:"Key 0" owner:@ben', '#support');
    expect(await said('feedback F-2', 'ben')).toContain('Part of N-1');
    await said('notice update N-1 Trains run again');
    await said('notice end N-1 Both tracks are free');
    const told = await open.get(linkOn(await card('notice N-1'), 'Page'));
    for (const words of ['The line is mended', 'The first track is free', 'Trains run again', 'Both tracks are free'])
      expect(told.text).toContain(words);
    await stage.say('dana', 'feedback "And my bill?" customer:"Key 0" owner:@ben', '#support');
    expect(await said('feedback F-3', 'ben')).not.toContain('Part of N-1');

    // An idea is tried with those who asked for it, and they hear what became of their words.
    await fill('ani', formOf(await stage.say('ani', 'idea', '#support')), {
      title: 'Tickets that wait',
      touches: 'Key customers',
      delights: 'Nobody runs for a late train.',
      evidence: 'F-1',
    });
    await said('trial "Waiting tickets" until:2026-11-20 for:I-1 owner:@maya');
    await said('trial invite T-1 all');
    const invitations = inbox('ben').filter(({ title }) => title.startsWith('Please invite'));
    const invited = /https:\/\/chair\.example\/t\/[\w-]{60}/.exec(
      allText(invitations.filter(({ title }) => title.includes('Key 2'))),
    )?.[0];
    expect((await open.post(invited ?? '', { answer: 'yes' })).status).toBe(303);
    await clock.advance({ minutes: 1 });
    await stage.say('dana', 'feedback "My ticket waited for me" customer:"Key 2" owner:@ben', '#support');
    expect(await said('feedback F-4', 'ben')).toContain('T-1');
    await said('trial summary T-1 said:"It waits" changed:"It waits for two days now"', 'maya');
    await clock.advanceTo('2026-11-23T15:00:00Z');
    const last = only(inbox('ben').filter(({ title }) => title.startsWith('Please tell Key 2')));
    expect(text(last)).toContain('It waits for two days now');
    expect(await said('who "Key 2"')).toContain('T-1');

    // December: what to improve first, against what we believed.
    const first = await card('survey start onething link touchpoints:"Buying; Riding; Billing"');
    for (const who of ['grace', 'maya', 'ben']) await said('survey guess S-4 Buying', who);
    await choose(open, linkOn(first, 'Link for everybody'), { Riding: 16, Billing: 1 });
    await said('survey stop S-4');
    const priorities = await said('survey S-4');
    // 16 of 17: Wilson at 95 % is 73 to 99 %; Buying: 0 of 17 is 0 to 18 %, and we guessed 3 of 3.
    expect(priorities).toContain('Riding comes first: 94 % of 17 answers (95 % interval 73 to 99 %).');
    expect(priorities).toContain('Buying: we guessed 100 %, customers say 0 % (0 to 18 %): 100 points less');

    // And the four boxes: what owners say of the design, and customers of what they expected.
    const expected = await card('survey start expected link touchpoint:Riding');
    await choose(open, linkOn(expected, 'Link for everybody'), { worse: 3, as: 5, better: 2 });
    for (let at = 5; at < 15; at += 1) {
      await stage.say('dana', `feedback "Words ${at}" customer:"Key 1" owner:@ben topic:Riding`, '#support');
      const ticks = { designedRight: at < 7 ? 'no' : 'yes', doneAsDesigned: at < 11 ? 'no' : 'yes' };
      await resolve('ben', `F-${at}`, ticks);
    }
    const gap = await said('survey gap touchpoint:Riding');
    for (const line of [
      'Designed: right: 8 of 10, 80 %; not right: 2 of 10, 20 %',
      'Expected: as they expected: 5 of 10, 50 %',
      'Got: worse: 3 of 10, 30 %; better: 2 of 10, 20 %',
    ])
      expect(gap).toContain(line);
    expect(gap).toMatch(/Done: as designed: 4 of 10, 40 %; .*6 of 10, 60 %/);

    // The next meeting opens with what they chose.
    await stage.say('dana', 'meeting now', '#news');
    expect(text(place('#news').at(-1))).toContain('What to improve first: Riding');
    expect(titles(inbox('grace')).join()).not.toContain('went wrong');
  });
});
