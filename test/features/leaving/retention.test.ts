/** Words older than so many months become counts: shown before it is switched on, and only what nobody waits for. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { monthsBefore } from '../../../src/features/leaving/rules/months-before.js';
import { eraseOldPapers } from '../../../src/features/leaving/store/erase-words.js';
import { searchedTables } from '../../../src/features/leaving/store/scrub-tables.js';
import { describeOnEachDatabase } from '../../support/database.js';
import { fillEmptyTables } from '../../support/fill-empty-tables.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { buttonLabels, cardOf, createStage, type Stage, text } from '../../support/stage.js';

describeOnEachDatabase('Keeping words for some months', (database) => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights });
    await stage.say('grace', 'feedback "The gazebo collapsed" customer:Acme owner:@ben', '#support');
    await stage.say('grace', 'feedback "The yurt is leaking" customer:Acme owner:@ben', '#support');
    await stage.say('grace', 'feedback "The llama is new" customer:Acme owner:@ben', '#support');
    await stage.say('grace', 'learn "They travel by hovercraft" customer:Acme', '#support');
    await stage.say('grace', 'score 3 "The narwhal never came" customer:Acme', '#support');
    await stage.say('grace', 'score 9 "Marzipan for all" customer:Acme', '#support');
    await stage.clock.advance({ minutes: 5 });
    // All but F-3 and the last score happened 14 months ago; F-2 is still open.
    const ago = "interval '14 months'";
    await database().executeSql(`UPDATE feedback SET captured_at = captured_at - ${ago}, resolved_at = captured_at - ${ago},
      state = 'resolved', due_at = NULL, repeat_due_at = NULL, outcome = 'fixed', customer_told = 'We sent a tarpaulin',
      root_cause_category = 'process', root_cause = 'Rust', prevention = 'Paint' WHERE number = 1`);
    await database().executeSql(`UPDATE feedback SET captured_at = captured_at - ${ago} WHERE number = 2`);
    await database().executeSql(`UPDATE learnings SET at = at - ${ago}`);
    await database().executeSql(`UPDATE scores SET given_at = given_at - ${ago} WHERE value = 3`);
  });
  afterEach(() => stage.stop());

  const say = async (line: string) => text(cardOf(await stage.say('grace', line, '#support')));
  const kept = async () => {
    const rows = await database().queryText<{ words: string }[]>(
      `SELECT text AS words FROM feedback UNION ALL SELECT customer_told FROM feedback WHERE number = 1
       UNION ALL SELECT text FROM learnings UNION ALL SELECT comment FROM scores WHERE comment IS NOT NULL ORDER BY 1`,
    );
    return rows.map(({ words }) => words);
  };

  test('shows first what goes, then does it within a day and once a day', async () => {
    const before = await kept();
    const preview = cardOf(await stage.say('grace', 'retention 12 months'));
    expect(text(preview)).toMatch(
      /Keep words for 12 months\?[\s\S]*words of 3 items[\s\S]*2025-09: 1 piece of feedback, 1 learning, 1 comment/u,
    );
    expect(await kept()).toEqual(before);
    await stage.press('grace', 'Keep words for 12 months', preview);
    await stage.clock.advance({ minutes: 1 });
    expect(await kept()).toEqual([
      ...['(forgotten)', '(forgotten)', '(forgotten)', 'Marzipan for all', 'The llama is new'],
      ...['The narwhal never came', 'The yurt is leaking'],
    ]);
    const { feedback, score } = {
      feedback: await database().models.feedback.findFirstOrThrow({ where: { number: 1 } }),
      score: await database().models.score.findFirstOrThrow({ where: { value: 3 } }),
    };
    expect([feedback.outcome, feedback.resolvedAt === null, score.comment]).toEqual(['fixed', false, null]);
    expect(await say('feedback F-1')).toContain('(forgotten)');
    const log = await say('audit what:forgetting');
    expect(log).toContain('Empty Chair turned old words into counts');
    expect(await say('audit what:settings')).toContain('months: 12');
    // Nothing more tomorrow, and what gets old later goes then.
    await stage.clock.advance({ days: 2 });
    expect(await say('audit what:forgetting')).toContain('Audit log: 1 change');
    await database().executeSql(`UPDATE scores SET given_at = given_at - interval '2 years'`);
    await stage.clock.advance({ days: 1 });
    expect(await kept()).not.toContain('Marzipan for all');
    expect(await say('retention off')).toContain('kept for good');
    expect(await say('retention')).toContain('kept for good');
  }, 60_000);

  test('takes them from each kind of paper when it is older, once', async () => {
    await fillEmptyTables((sql) => database().executeSql(sql));
    const old = "'2025-01-15T10:00:00Z'";
    const papers = {
      meetings: `minutes = '{"said": "the gazebo"}', closed_at = ${old}`,
      follow_ups: `text = 'the gazebo', state = 'done', settled_at = ${old}`,
      survey_answers: `comment = 'the gazebo', at = ${old}`,
      notices: `touches = 'the gazebo', why = 'the gazebo', state = 'ended', ended_at = ${old}`,
      notice_updates: `text = 'the gazebo'`,
      newsletters: `content = '{"learned": "the gazebo", "well": "", "customerId": null, "wellId": "f-1"}', state = 'sent', ended_at = ${old}`,
      import_changes: `before = '"the gazebo"', at = ${old}`,
    };
    expect(Object.keys(papers).filter((table) => whatBecomes[table] !== 'counts')).toEqual([]);
    const withWords = async () => {
      const found: string[] = [];
      for (const table of Object.keys(papers)) {
        const rows = await database().queryText<unknown[]>(`SELECT 1 FROM ${table} t WHERE t::text LIKE '%gazebo%'`);
        if (rows.length > 0) found.push(table);
      }
      return found;
    };
    for (const [table, set] of Object.entries(papers)) await database().executeSql(`UPDATE ${table} SET ${set}`);
    const [organisation] = await database().queryText<{ id: string }[]>('SELECT id FROM organisations');
    const before = (moment: string) =>
      database().transaction((tx) => eraseOldPapers(tx, organisation?.id ?? '', new Date(moment)));
    expect((await before('2025-01-15T10:00:00Z')).ids).toEqual([]);
    expect(await withWords()).toEqual(Object.keys(papers));
    expect((await before('2025-01-15T10:00:01Z')).ids).toHaveLength(6);
    expect(await withWords()).toEqual([]);
    expect((await before('2025-01-15T10:00:01Z')).ids).toEqual([]);
    const [letter] = await database().queryText<{ content: object }[]>('SELECT content FROM newsletters');
    expect(letter?.content).toEqual({ learned: '(forgotten)', well: '', customerId: null, wellId: 'f-1' });
  }, 60_000);

  test('is for the champion and admins, and for months that there are', async () => {
    const preview = cardOf(await stage.say('grace', 'retention 2 years'));
    expect(buttonLabels(preview)).toEqual(['Keep words for 24 months']);
    expect(text(preview)).toContain('Nothing is older yet');
    const before = await kept();
    expect(text(cardOf(await stage.press('maya', 'Keep words for 24 months', preview)))).toContain(
      'champion and admins',
    );
    expect(await say('retention soon')).toContain('`retention 24 months`'.replaceAll('`', ''));
    await stage.clock.advance({ days: 1 });
    expect(await kept()).toEqual(before);
  });
});

/**
 * What becomes of old words in each table. `counts`: they go, and what can be counted stays. `passing`: the row goes, or is
 * written anew, by itself. `ours`: how the organisation works and what it plans, which is in use until somebody changes it.
 */
const whatBecomes: Readonly<Record<string, 'counts' | 'passing' | 'ours'>> = Object.fromEntries([
  ...[
    ...['agenda_ticks', 'feedback', 'follow_ups', 'history', 'import_changes', 'learnings', 'meetings', 'newsletters'],
    ...['notice_updates', 'notices', 'preventions', 'scores', 'survey_answers'],
  ].map((table) => [table, 'counts']),
  ...['deliveries', 'idempotent_answers', 'living_messages', 'playground_messages', 'themes'].map((table) => [
    table,
    'passing',
  ]),
  ...[
    ...['alerts', 'audit', 'customer_lives', 'customers', 'experiments', 'idea_drafts', 'ideas', 'imports'],
    ...['meeting_series', 'metrics', 'organisations', 'routing_rules', 'segment_rules', 'tips', 'trials', 'walls'],
  ].map((table) => [table, 'ours']),
]);

test('it is said of every table that holds words what becomes of old ones', () => {
  expect(searchedTables.toSorted()).toEqual(Object.keys(whatBecomes).toSorted());
});

test.each([
  ['2026-11-28', 12, '2025-11-01'],
  ['2026-01-31', 1, '2025-12-01'],
  ['2026-12-31', 12, '2025-12-01'],
  ['2026-03-01', 14, '2025-01-01'],
])('%s less %i months is %s', (date, months, first) => {
  expect(monthsBefore(date, months)).toBe(first);
});
