/** A file that comes again changes what it says otherwise now, names it, and leaves alone what people have edited. */
import { beforeEach, expect, test } from '@jest/globals';
import { createLocalHost } from '../../../src/adapters/web-api/host/local-host.js';
import { feedbackFile, scoreFile } from '../../../src/adapters/web-api/import/kinds.js';
import { feedbackColumns } from '../../../src/features/feedback/index.js';
import { bringFile } from '../../adapters/web-api/import/import-support.js';
import { describeOnDatabase } from '../../support/database.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, formOf, type Stage, text } from '../../support/stage.js';

const file = feedbackFile(feedbackColumns);

describeOnDatabase('A file that comes again', (database) => {
  let stage: Stage;
  let bring: (content: string, wish?: Parameters<typeof bringFile>[2]) => ReturnType<typeof bringFile>;

  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights });
    const { clock, intakes, imports } = stage.house;
    const host = createLocalHost({ database: database(), clock, intakes, imports });
    const { organisationId = '' } = (await stage.house.people.actorOf(stage.id('grace'))) ?? {};
    bring = (content, wish = {}) => bringFile({ host, organisationId }, content, { file, source: 'crm', ...wish });
  });

  const pieces = () => database().models.feedback.findMany({ orderBy: { number: 'asc' } });
  const correct = async (name: string, label: string) => {
    const card = cardOf(await stage.say('grace', `feedback ${name}`));
    return stage.press('grace', label, cardOf(await stage.press('grace', 'Correct', card)));
  };
  const shown = async (line: string) => text(cardOf(await stage.say('grace', line)));

  test('updates feedback of the same id, names it, and says so in its history and on its card', async () => {
    const first = await bring(
      'ID,Date,Comment,Customer,Topic\n1,2026-11-19,It broke,Acme,print\n2,2026-11-19,Slow,Bolt,\n',
    );
    await stage.clock.advance({ seconds: 5 });
    const again = await bring(
      'ID,Date,Comment,Customer,Topic\n1,2026-11-19,It broke twice,Acme,\n2,2026-11-19,Slow,Bolt,\n3,2026-11-19,New,,\n',
    );
    expect(first.counts).toMatchObject({ addedCount: 2, updatedCount: 0 });
    expect(again.counts).toMatchObject({ addedCount: 1, updatedCount: 1, knownCount: 1, refusedCount: 0 });
    expect(again.updated).toEqual(['1']);
    const [one, two] = await pieces();
    // What the row leaves empty stays.
    expect([one?.text, one?.topic, two?.text]).toEqual(['It broke twice', 'print', 'Slow']);
    await stage.clock.advance({ seconds: 5 });
    expect(stage.inbox('grace').map(text).join('\n')).toContain('It broke twice');
    expect(
      text(cardOf(await stage.press('grace', 'History', cardOf(await stage.say('grace', 'feedback F-1'))))),
    ).toContain(`Import ${again.number} changed it: the words.`);
  });

  test('leaves what people have edited, and what was withdrawn', async () => {
    await bring('ID,Date,Comment,Customer,Topic\n1,2026-11-19,It broke,Acme,print\n2,2026-11-19,Slow,Bolt,print\n');
    const edit = formOf(await correct('F-1', 'Edit'));
    await stage.fill('grace', edit, { customer: 'Acme', topic: 'refunds' });
    const withdraw = formOf(await correct('F-2', 'Withdraw'));
    await stage.fill('grace', withdraw, { because: 'test' });
    const same = await bring(
      'ID,Date,Comment,Customer,Topic\n1,2026-11-19,It broke,Acme,print\n2,2026-11-19,Slow indeed,Bolt,print\n',
    );
    expect(same.counts).toMatchObject({ updatedCount: 0, knownCount: 2 });
    const changed = await bring('ID,Date,Comment,Customer,Topic\n1,2026-11-19,It broke again,Acme,print\n');
    expect(changed.counts).toMatchObject({ updatedCount: 1 });
    const [one, two] = await pieces();
    expect([one?.text, one?.topic, two?.text]).toEqual(['It broke again', 'refunds', 'Slow']);
  });

  test('brings former words back when it is taken back, and keeps those that somebody has acted on since', async () => {
    await bring('ID,Date,Comment\n1,2026-11-19,It broke\n2,2026-11-19,Slow\n');
    const { number } = await bring('ID,Date,Comment\n1,2026-11-19,It broke twice\n2,2026-11-19,Very slow\n');
    await stage.clock.advance({ seconds: 5 });
    await stage.press('grace', 'I’m on it', cardOf(await stage.say('grace', 'feedback F-2')));
    const asked = cardOf(await stage.press('grace', `Undo ${number}`, cardOf(await stage.say('grace', 'imports'))));
    expect(text(asked)).toContain('It takes back what it changed in 1 piece of feedback.');
    expect(text(asked)).toContain('Somebody has acted on F-2: that stays.');
    await stage.press('grace', `Undo ${number}`, asked);
    expect((await pieces()).map((each) => each.text)).toEqual(['It broke', 'Very slow']);
    expect(await shown('feedback F-1')).toContain('It broke');
  });

  test('of answers changes the words that have become feedback', async () => {
    const scores = { file: scoreFile() };
    await bring('ID,Date,Score,Comment\n1,2026-11-19,2,Nobody called\n', scores);
    await stage.clock.advance({ minutes: 1 });
    await bring('ID,Date,Score,Comment\n1,2026-11-19,1,Nobody has called to this day\n', scores);
    await stage.clock.advance({ minutes: 1 });
    expect((await pieces()).map((each) => [each.number, each.text, each.score])).toEqual([
      [1, 'Nobody has called to this day', 1],
    ]);
  });

  test('of values by date counts as updated what replaces one', async () => {
    await bring('Date,CSAT\n2026-09-01,81.5\n2026-10-01,83\n', { file: scoreFile('CSAT') });
    const { counts, updated } = await bring('Date,CSAT\n2026-09-01,81.5\n2026-10-01,84\n2026-11-01,85\n', {
      file: scoreFile('CSAT'),
    });
    expect(counts).toMatchObject({ addedCount: 1, updatedCount: 1, knownCount: 1 });
    // Its rows have no ids: only the line names it.
    expect(updated).toEqual([null]);
  });

  test.each([
    ['history', 'resolved', null],
    ['open', 'open', 'somebody'],
  ] as const)('with --older-as %s makes old words of answers %s', async (olderAs, state, owner) => {
    await bring('ID,Date,Score,Comment\n1,2026-06-01,2,Nobody called\n', { file: scoreFile(), olderAs });
    await stage.clock.advance({ minutes: 1 });
    const [piece] = await pieces();
    expect([piece?.state, piece?.ownerId && 'somebody']).toEqual([state, owner]);
  });
});
