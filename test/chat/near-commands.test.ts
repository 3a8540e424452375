/** Words that look like a command, in every room: none is kept before a person says so. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from '../../src/storage/database.js';
import { describeOnDatabase } from '../support/database.js';
import { harbourLights } from '../support/harbour-lights.js';
import { buttonLabels, cardOf, createStage, type Stage } from '../support/stage.js';

describeOnDatabase('Words that look like a command', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    await stage.say('grace', 'customer "Globex"');
    await stage.say('grace', 'feedback "The refund never came" customer:Globex', '#support');
  });
  afterEach(() => stage.stop());

  const tables = ['feedback', 'learnings', 'scores', 'customers', 'metric_values', 'ideas'];
  const kept = async () =>
    Promise.all(tables.map((table) => database().query`SELECT count(*)::int AS count FROM ${sql.raw(table)}`));

  const lines = `
    feedback delete F-1|feedback rm F-1|feedback withdraw it|feedback undo|feedback lst|feedback opne|feedback list opne
    feedback 1|feedback delete it|feedback remove my last one|feedback edit 3|feedback list delete F-1|feedback delet I-1
    learn delete F-1|learn delete L-3|learn undo|learn list|learn lst|learn edit 3|learn delete it|learn F-1|learn A-2
    learn help|learn remove last|learn withdraw|learn show I-4|learn undo that please
    idea delete I-1|idea delete 1|idea remove I-1|idea list opne|idea lst|idea edit I-1|idea close I-1|idea undo|idea 3
    idea F-1|idea parked|idea help|idea merge I-1 and I-2|ideas delete I-1|ideas lst
    score delete|score undo|score 9 delete|score 9 undo|score 9 F-1|score list|score 9 withdraw it
    nps delete|nps undo|nps delete 9|nps lst|nps withdraw F-1
    metric delete|metric undo|metric delete 81.5|metric delete CSAT 81.5|metric undo 5|metric list|metric list 12
    meeting delete|meeting cancel|meeting lst|meeting delete Standup|meeting undo
    follow delete|follow delete A-1|follow undo|follow lst|follow opne|follow edit A-1
    customer delete Globex|customer remove Globex|customer list|customer lst|customer undo|customer delete|customer edit Globex
    route delete 1|route lst|imports undo|away delete|settings delete|champion delete|owe delete|report delete|who delete
    list opne|list|delete F-1|delete I-1|undo|undo score|withdraw F-1|remove A-1|delet F-1|F-1|f 1|support delete I-1`
    .split(/[|\n]/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');

  test(`are never kept without a question: ${lines.length} lines, in a place and privately`, async () => {
    const before = await kept();
    const wrong: string[] = [];
    for (const line of lines) {
      for (const place of ['#support', null]) {
        const reply = await stage.say('grace', line, place);
        const isAnswered = reply.kind === 'card' && !/^(?:Thank you|Recorded|Kept|Sorry)/u.test(reply.card.title);
        if (!isAnswered) wrong.push(`${line} → ${reply.kind === 'card' ? reply.card.title : reply.kind}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await kept()).toEqual(before);
  });

  test.each([
    ['learn delete F-1', 'Is this what you learned?', ['Withdraw F-1', 'Yes, a learning']],
    ['learn undo', 'Is this what you learned?', ['Help with learn', 'Yes, a learning']],
    ['idea list opne', 'Is this the title of a new idea?', ['Show what is open', 'Yes, a new idea']],
    ['idea delete 1', 'Is this the title of a new idea?', ['Show I-1', 'Yes, a new idea']],
    ['score 9 delete', 'Is this what the customer said?', ['Help with score', 'Yes, their words']],
    ['metric delete CSAT 81.5', 'Is “delete CSAT” the name of a number?', ['Help with metric', 'Yes, keep it']],
    ['follow delete A-1', 'Are these words to look for?', ['Show A-1', 'Look for them']],
    ['customer delete Globex', 'Is “delete Globex” the name of a customer?', ['Show Globex', 'Yes, add it']],
    ['list opne', 'Did you mean “Show what is open”?', ['Show what is open', 'Capture it as feedback', 'Help']],
    ['delete F-1', 'Did you mean “Withdraw F-1”?', ['Withdraw F-1', 'Capture it as feedback', 'Help']],
    ['undo', 'I don’t know “undo”', ['Help']],
  ])('“%s” is asked about, with what it may mean', async (line, title, buttons) => {
    const asked = cardOf(await stage.say('grace', line, '#support'));
    expect(asked.title).toBe(title);
    expect(buttonLabels(asked)).toEqual(buttons);
  });

  test.each([
    ['learn undo', 'Yes, a learning', 'Thank you for sharing it.'],
    ['score 9 delete', 'Yes, their words', 'Recorded: 9, a promoter'],
    ['metric delete CSAT 81.5', 'Yes, keep it', 'Kept: delete CSAT 81.5 on Mon 16 Nov 2026'],
    ['customer delete Globex', 'Yes, add it', 'delete Globex'],
    ['feedback undo', 'Capture it as words', 'Thank you. This is F-2.'],
  ])('“%s” is kept when somebody says so', async (line, button, title) => {
    const asked = cardOf(await stage.say('grace', line));
    expect(cardOf(await stage.press('grace', button, asked)).title).toBe(title);
  });

  test.each([
    ['feedback "The lift is slow" owner:@grce', 'Yes, @grace', 'Thank you. This is F-2.'],
    ['away until friday delegate:@bne', 'Yes, @ben', 'You are away until Fri 20 Nov'],
    ['settings news:#nws', 'Yes, #news', 'Changed: place for news'],
  ])('“%s” names nobody, and the nearest name is one press away', async (line, button, title) => {
    const refused = cardOf(await stage.say('grace', line));
    expect(refused.tone).toBe('warning');
    expect(cardOf(await stage.press('grace', button, refused)).title).toBe(title);
  });

  test.each([
    ['learn They moved to Leeds and like it', 'Thank you for sharing it.'],
    ['learn Change is hard for them', 'Thank you for sharing it.'],
    ['score 9 See you again next year', 'Recorded: 9, a promoter'],
    ['feedback Open late on Sundays would be great', 'Thank you. This is F-2.'],
    ['metric On time 81.5', 'Kept: On time 81.5 on Mon 16 Nov 2026'],
    ['customer "Open Table"', 'Open Table'],
  ])('“%s” is no command', async (line, title) => {
    expect(cardOf(await stage.say('grace', line)).title).toBe(title);
  });
});
