/** However much there is to say, an agenda fits every platform, and nothing of it is cut unseen. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { renderCard as renderSlack } from '../../../../src/adapters/slack/render/render-card.js';
import { renderCard as renderTeams } from '../../../../src/adapters/teams/render/render-card.js';
import type { Block, Card } from '../../../../src/chat/card.js';
import { newId } from '../../../../src/kernel/id.js';
import { describeOnDatabase } from '../../../support/database.js';
import { harbourLights } from '../../../support/harbour-lights.js';
import { planMeeting } from '../../../support/plan-meeting.js';
import { buttonLabels, cardOf, createStage, formOf, only, type Stage, text } from '../../../support/stage.js';
import { standInRooms } from '../../../support/stand-in-rooms.js';

const lookup = { externalId: () => 'U0123456789' };
/** What fitCard says when it had to leave something out, or to cut what a card gave it. */
const leftOut = /… and [\d,]+ more\./;

/** Both platforms show every word of the card: a platform that had to shorten would have lost its last words. */
function expectWhole(card: Card) {
  for (const shown of [JSON.stringify(renderSlack(card, lookup).blocks), JSON.stringify(renderTeams(card, lookup))]) {
    expect(shown).not.toMatch(leftOut);
    for (const words of card.blocks.flatMap(lastWords)) expect(shown).toContain(words);
  }
}

function lastWords(block: Block): string[] {
  const lines = block.kind === 'row' ? [block.line, block.detail ?? ''] : block.kind === 'text' ? [block.line] : [];
  const texts = lines.flatMap((line) => [line].flat().at(-1) ?? []).filter((inline) => typeof inline === 'string');
  return texts.filter((each) => each.length > 30).map((each) => each.slice(-25));
}

describeOnDatabase('A long agenda', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T09:30:00Z' });
  });
  afterEach(() => stage.stop());
  const press = (value: string) => stage.interact('maya', { kind: 'action', action: 'meetings.section', value });

  test('of 60 learnings, 40 ideas and 30 resolved items is one short card, with pages behind it', async () => {
    const { house, say, fill, interact, clock, place, id } = stage;
    const { organisationId } = (await house.people.actorOf(id('maya'))) ?? { organisationId: '' };
    const given = standInRooms(house);
    const long = (words: string, index: number) =>
      `${words} ${index}. ${'and so on '.repeat(30)}to the very end ${index}`;
    given.ideas = Array.from({ length: 40 }, (_, index) => ({
      id: `idea-${index}`,
      number: index,
      title: long('Idea', index),
      author: { id: id('maya'), name: 'Maya' },
      touches: long('Everybody', index),
      delights: long('Because', index),
      supportCount: index,
    }));
    await database().models.learning.createMany({
      data: Array.from({ length: 60 }, (_, index) => ({
        id: newId(clock.now()),
        organisationId,
        text: long('Learned', index),
        memberId: id('dana'),
        placeId: id('#support'),
        at: clock.now(),
        surface: 'playground',
      })),
    });
    await house.feedback.intake(
      Array.from({ length: 30 }, (_, index) => ({
        text: long('Said', index),
        customer: `Customer ${index}`,
        owner: '@maya',
      })),
      { organisationId, source: 'survey', surface: 'api', actorId: null },
    );
    for (let index = 1; index <= 30; index += 1) {
      const form = formOf(await interact('maya', { kind: 'action', action: 'feedback.resolve', value: `F-${index}` }));
      const prevention = long('Prevented', index);
      await fill('maya', form, {
        outcome: 'fixed',
        customerTold: 'x',
        rootCauseCategory: 'other',
        rootCause: 'x',
        prevention,
      });
    }
    for (const name of ['one', 'two'])
      await say('dana', `feedback "late ${name}" owner:@ben severity:high`, '#support');
    const meetingId = await planMeeting(stage, { startsAt: '2026-11-18T10:00:00Z' });
    await clock.advanceTo('2026-11-18T10:00:00Z');

    const agenda = place('#support').at(-1) ?? only([]);
    expectWhole(agenda);
    for (const label of ['Show all 60', 'Show all 40', 'Show all 30']) expect(buttonLabels(agenda)).toContain(label);
    expect(text(agenda)).toContain('6 · What we promised');

    for (const [section, count] of [
      ['learning', 60],
      ['idea', 40],
      ['feedback', 30],
    ] as const) {
      const seen = new Set<string>();
      for (let page = 1, pageCount = 1; page <= pageCount; page += 1) {
        const card = cardOf(await press(`${meetingId} ${section} ${page}`));
        expectWhole(card);
        pageCount = Number(/Page \d+ of (\d+)/.exec(text(card))?.[1]);
        for (const [, index] of text(card).matchAll(/(?:Learned|Because|Said) (\d+)\./g)) seen.add(index ?? '');
      }
      expect(seen.size).toBe(count);
    }
    // A page that is not there is the nearest one that is.
    expect(text(cardOf(await press(`${meetingId} learning 999`)))).toMatch(/Page (\d+) of \1/);

    await stage.press('maya', 'Close the meeting', agenda);
    const minutes = stage.threads('#support').filter(({ title }) => title.startsWith('Minutes'));
    expect(minutes.length).toBeGreaterThan(1);
    for (const part of minutes) {
      for (const shown of [renderSlack(part, lookup).blocks, renderTeams(part, lookup)]) {
        expect(JSON.stringify(shown)).not.toMatch(leftOut);
      }
    }
    const all = minutes.map(text).join('\n');
    for (let index = 0; index < 60; index += 1) expect(all).toContain(`to the very end ${index}” (Dana)`);
  });

  test('with nothing at all says so honestly, section by section', async () => {
    const { place, say } = stage;
    await say('maya', 'meeting now', '#support');
    expect(text(only(place('#support')))).toBe(`Meeting of #support
(Mon 16 Nov 2026, 09:30 GMT · the customer first)

1 · In the empty chair today
Nobody has said anything new. Whom have we not heard from for long?
———

2 · What we learned
@Ani, would you start?
No new learnings: that is a finding too.
———

3 · New ideas
No new ideas. What would delight a customer this week?
———

4 · The number
Nothing new to count since last time.
———

5 · Answered and overdue
Nothing was resolved since last time, and nothing is overdue.
———

6 · What we promised
No open promises: everything we said is done.
(Grace, the champion, can seat another customer.)
[Add a learning] [Add a follow-up] [Seat another customer] [Close the meeting]`);
  });
});
