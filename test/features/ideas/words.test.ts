import { afterEach, expect, test } from '@jest/globals';
import { renderCard as renderForSlack } from '../../../src/adapters/slack/render/render-card.js';
import { renderCard as renderForTeams } from '../../../src/adapters/teams/render/render-card.js';
import { formToText } from '../../../src/chat/plain-text/form-text.js';
import type { Reply } from '../../../src/chat/reply.js';
import { limits } from '../../../src/features/ideas/rules/idea.js';
import { describeOnDatabase } from '../../support/database.js';
import { slackLookup, teamsLookup } from '../../support/gallery.js';
import { cardOf, text } from '../../support/stage.js';
import { type IdeaStage, startIdeas, trial } from './start-ideas.js';

/** What no sentence of ours holds. */
const slips: readonly (readonly [string, RegExp])[] = [
  ['an internal id', /[0-9a-f]{8}-[0-9a-f]{4}-/],
  ['a value that is none', /\b(?:undefined|null|NaN|\[object|Invalid Date)/],
  ['doubled or lost punctuation', /\.\.|,,|::|\?\.|!\.|\.:|,\.|\s[.,:;?!](?:\s|$)|“”|\(\)/],
  ['a gap', /\S {2,}\S/],
  ['a wrong number', /\b1 (?:ideas|people|comments)\b|\b[2-9] (?:idea|person|comment)\b/],
  ['blame', /\b(?:you failed|you forgot|your fault|you did not|you didn’t|you should have|must)\b/i],
];

describeOnDatabase('Read aloud', (database) => {
  let stage: IdeaStage;
  afterEach(() => stage.stop());

  test('every card and form of ideas is a clean, kind sentence', async () => {
    stage = await startIdeas(database());
    const replies: Reply[] = [];
    const say = async (who: string, line: string) => replies.push(await stage.say(who, line, '#support'));
    const act = async (who: string, verb: string, values?: Record<string, string>, value = 'I-1') => {
      replies.push(await stage.interact(who, { kind: 'action', action: `ideas.${verb}`, value }));
      if (values) replies.push(await stage.act(who, verb, values, value));
    };
    for (let count = 1; count <= 7; count += 1)
      await stage.say('dana', `feedback "It came late (${count})" owner:@maya`);
    const answers = {
      title: 'Say when the parcel comes',
      touches: 'Whoever waits at home for us',
      delights: 'They plan their day',
      problem: 'They wait all day',
      evidence: 'F-1, F-2, F-3, F-4, F-5, F-6, F-7',
      experience: 'A message an hour before',
    };
    replies.push(await stage.post('ani', answers));
    const similar = await stage.post('ben', { ...answers, evidence: '' });
    replies.push(similar, await stage.press('ben', 'Change mine', cardOf(similar)));
    replies.push(await stage.press('ben', 'Post mine anyway', cardOf(similar)));
    replies.push(await stage.post('maya', { title: 'Quiet one' }, null));
    for (const line of [
      'idea',
      'idea Say when the parcel comes',
      'idea I-1',
      'idea I-77',
      'ideas',
      'ideas parked',
      'ideas adopted',
      'feedback F-1',
      'who parcel',
    ]) {
      await say('dana', line);
    }
    for (const who of ['maya', 'ani', 'ben']) await act(who, 'support');
    await act('maya', 'support');
    await act('maya', 'unsupport');
    await act('dana', 'cited');
    await act('dana', 'result');
    await act('ben', 'try', { ...trial, runner: stage.id('maya') });
    await act('ani', 'result');
    await act('ben', 'try', trial, 'I-2');
    await act('maya', 'moveEnd', { endsOn: '2026-11-26', why: 'Thursday is enough' });
    await stage.answer('dana', 'By mail too?', stage.place('#support')[0] ?? cardOf({ kind: 'done' }), '#support');
    await stage.clock.advanceTo('2026-12-04T16:00:00Z');
    await say('maya', 'owe');
    await act('maya', 'result', { valueAfter: '52 %', learned: 'An hour is enough' });
    await act('ben', 'result', { valueAfter: '800 a day' }, 'I-2');
    await act('maya', 'result');
    await act('maya', 'move', { to: 'adopted', why: 'x' });
    await act('dana', 'move', { to: 'adopted', why: 'It works' });
    await act('maya', 'move', { to: 'parked', why: 'One is enough' }, 'I-2');
    await act('dana', 'history');
    await say('dana', 'idea I-1');
    const cards = [
      ...stage.messenger.sent.map(({ card }) => card),
      ...replies.flatMap((reply) => ('card' in reply ? reply.card : [])),
    ];
    const said = [
      ...cards.flatMap((card) => [text(card), card.summary]),
      ...replies.flatMap((reply) =>
        'form' in reply
          ? formToText(reply.form)
          : 'errors' in reply
            ? [reply.message, ...Object.values(reply.errors)]
            : [],
      ),
    ];
    if (process.env.READ_ALOUD) console.log([...new Set(said)].join('\n\n'));
    expect(cards.length).toBeGreaterThan(50);
    for (const words of said) {
      for (const [slip, pattern] of slips)
        expect([slip, pattern.exec(words)?.[0], words]).toEqual([slip, undefined, words]);
    }
  });

  test('the longest idea there can be is shown whole on every platform', async () => {
    stage = await startIdeas(database());
    const fill = (letter: string, max: number) =>
      `${`${letter}ab `.repeat(max)}`.slice(0, max - 3).trim() + letter.repeat(3);
    const { title, touches, delights, problem, benefit, experience, access } = limits;
    const answers = {
      title: fill('Q', title),
      touches: fill('W', touches),
      delights: fill('X', delights),
      problem: fill('Y', problem),
      benefit: fill('Z', benefit),
      experience: fill('V', experience),
      access: fill('T', access),
      evidence: fill('U', limits.evidence),
    };
    await stage.post('ani', answers);
    const card = cardOf(await stage.say('ani', 'idea I-1'));
    for (const rendered of [renderForSlack(card, slackLookup), renderForTeams(card, teamsLookup)]) {
      const json = JSON.stringify(rendered);
      for (const words of Object.values(answers)) expect(json).toContain(words.slice(-40));
    }
    const living = stage.place('#support')[0];
    expect(text(living).length).toBeLessThan(1_600);
  });
});
