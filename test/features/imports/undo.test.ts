/** A file goes in and is taken back: the database is what it was before, and those who were told wrong numbers hear it. */
import { beforeEach, expect, test } from '@jest/globals';
import type { Host } from '../../../src/adapters/web-api/host/host.js';
import { createLocalHost } from '../../../src/adapters/web-api/host/local-host.js';
import { feedbackFile, scoreFile } from '../../../src/adapters/web-api/import/kinds.js';
import type { Card } from '../../../src/chat/card.js';
import type { Reply } from '../../../src/chat/reply.js';
import { feedbackColumns } from '../../../src/features/feedback/index.js';
import { bringFile } from '../../adapters/web-api/import/import-support.js';
import { describeOnDatabase } from '../../support/database.js';
import { dumpTables } from '../../support/dump-tables.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { buttonLabels, createStage, type Stage, text, titles } from '../../support/stage.js';

const cardOf = (reply: Reply): Card => (reply as Extract<Reply, { kind: 'card' }>).card;

describeOnDatabase('Taking an import back', (database) => {
  let stage: Stage;
  let host: Host;
  let organisationId: string;

  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights });
    const { clock, intakes, imports } = stage.house;
    host = createLocalHost({ database: database(), clock, intakes, imports });
    organisationId = (await database().models.organisation.findFirstOrThrow()).id;
  });

  const snapshot = () => dumpTables(database());
  const bring = (file: string, wish: Parameters<typeof bringFile>[2] = {}) =>
    bringFile({ host, organisationId }, file, { file: scoreFile(), ...wish });
  const undo = (number: number) => host.undoImport({ organisationId, number });

  test('leaves the database as it was: answers, changes, months, customers, feedback, reminders', async () => {
    await stage.say('grace', 'settings scores:none');
    await bring('ID,Date,Company,Score,Comment\na,2026-11-18,Acme,3,Never again with you\nb,2026-11-19,Bluefin,9,\n', {
      source: 'crm',
    });
    await stage.clock.advance({ minutes: 3 });
    const before = await snapshot();
    // One is changed, one is new with words that become feedback, one of a customer that nobody knows, one is old.
    const { number, counts } = await bring(
      'ID,Date,Company,Score,Comment\na,2026-11-18,Acme,10,All is well again\nc,2026-11-20,Cedar,2,You lost my order twice\nd,2026-01-05,Dune,1,Long ago it was bad\n',
      { source: 'crm' },
    );
    expect(counts).toMatchObject({ addedCount: 2, updatedCount: 1 });
    await stage.clock.advance({ minutes: 3 });
    const during = await snapshot();
    expect(during).not.toEqual(before);
    expect(JSON.stringify(during.feedback)).toContain('You lost my order twice');
    expect(await host.undoPreview({ organisationId, number })).toMatchObject({
      answers: [{ name: 'NPS', addedCount: 2, changedCount: 1 }],
      feedback: { addedCount: 2, staying: [] },
    });
    await undo(number);
    await stage.clock.advance({ minutes: 3 });
    expect(await snapshot()).toEqual(before);
    await expect(undo(number)).rejects.toThrow(`Import ${number} was taken back already.`);
  });

  test('with a mistake in its columns makes room for the right one', async () => {
    const before = await snapshot();
    const survey = 'Response ID,Date,CSAT,NPS\n1,2026-11-01,9,4\n2,2026-11-02,10,5\n';
    const wrong = await bring(survey, { maps: ['score=CSAT'], isFullScale: true });
    await undo(wrong.number);
    expect(await snapshot()).toEqual(before);
    expect((await bring(survey, { maps: ['score=NPS'] })).counts).toMatchObject({ addedCount: 2, knownCount: 0 });
  });

  test('names and keeps the feedback that somebody has acted on, and edits the cards of the rest', async () => {
    const file = feedbackFile(feedbackColumns);
    const { number } = await bring('ID,Date,Comment\n1,2026-11-19,It broke\n2,2026-11-19,It is slow\n', { file });
    await stage.clock.advance({ seconds: 5 });
    const [first] = stage.inbox('grace').filter(({ title }) => title.includes('F-1'));
    await stage.press('grace', 'I’m on it', first as Card);
    expect(await host.undoPreview({ organisationId, number })).toMatchObject({
      feedback: { addedCount: 1, staying: ['F-1'] },
    });
    await undo(number);
    await stage.clock.advance({ seconds: 5 });
    const left = await database().models.feedback.findMany();
    expect(left.map((each) => each.number)).toEqual([1]);
    expect(titles(stage.inbox('grace'))).toContain('F-2 was taken back');
  });

  test('tells the places that were told the wrong number', async () => {
    await stage.say('grace', 'settings scores:#news posts:off');
    await bring('ID,Date,Score\n1,2026-11-10,9\n2,2026-11-11,9\n', { source: 'a' });
    await stage.clock.advance({ seconds: 5 });
    const { number } = await bring('ID,Date,Score\n3,2026-11-10,0\n4,2026-11-11,1\nx,2026-11-11,77\n', { source: 'b' });
    await stage.clock.advance({ seconds: 5 });
    const posted = stage.place('#news').at(-1);
    expect(text(posted)).toContain(`Posted because import ${number} has ended: imported 2 of 3 rows.`);
    await undo(number);
    await stage.clock.advance({ seconds: 5 });
    const corrected = stage.place('#news').at(-1);
    expect(corrected?.title).toMatch(/^Correction: NPS: only 2 answers, \+100/);
    expect(text(corrected)).toContain(`Import ${number} was taken back.`);
  });

  test('is found among many imports, by pages and by words', async () => {
    for (let file = 1; file <= 11; file += 1) await bring(`ID,Date,Score\n${file},2026-11-10,9\n`);
    const first = cardOf(await stage.say('grace', 'imports'));
    expect(first.title).toBe('11 imports');
    expect(buttonLabels(first)).toEqual([...Array.from({ length: 10 }, (_, index) => `Undo ${11 - index}`), 'Next']);
    expect(buttonLabels(cardOf(await stage.press('grace', 'Next', first)))).toEqual(['Undo 1', 'Previous']);
    expect(JSON.stringify(await stage.press('ben', 'Next', first))).toContain('for the champion');
    expect(cardOf(await stage.say('grace', 'imports FILE')).title).toBe('11 imports');
    expect(text(cardOf(await stage.say('grace', 'imports boats')))).toContain('Nothing matches “boats”.');
  });

  test('is for champions in chat, who see what it takes before it does', async () => {
    await bring('ID,Date,Score\n1,2026-11-10,9\n');
    const listed = cardOf(await stage.say('grace', 'imports'));
    expect(text(listed)).toContain('1. file.csv');
    const asked = cardOf(await stage.press('grace', 'Undo 1', listed));
    expect(text(asked)).toContain('It takes back 1 answer of NPS.');
    expect(JSON.stringify(await stage.press('ben', 'Undo 1', asked))).toContain('for the champion');
    expect(await database().models.score.count()).toBe(1);
    expect(cardOf(await stage.press('grace', 'Undo 1', asked)).title).toBe('Import 1 was taken back');
    expect(await database().models.score.count()).toBe(0);
  });
});
