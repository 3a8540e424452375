/** A backup is restored while messages were out: what was sent after it is not sent again, and what is missing is told. */
import { PGlite } from '@electric-sql/pglite';
import { expect, test } from '@jest/globals';
import { settleRestored } from '../../src/backup/settle.js';
import { laneOf } from '../../src/delivery/lane.js';
import { createLogger } from '../../src/kernel/logger.js';
import type { Database } from '../../src/storage/database.js';
import { embeddedDatabase } from '../../src/storage/embedded.js';
import { harbourLights } from '../support/harbour-lights.js';
import { loadMigrated } from '../support/migrated-databases.js';
import type { RecordedSend } from '../support/recording-messenger.js';
import { cardOf, createStage, formOf, only, type Stage, text } from '../support/stage.js';

const started = '2026-11-16T09:00:00Z';
const backedUp = '2026-11-18T12:00:00Z';
const crashed = '2026-11-20T11:00:00Z';
const restored = '2026-11-20T15:30:00Z';
const later = '2026-11-27T12:00:00Z';
const log = createLogger('silent');
/** A busy machine lives through a week slowly. */
const longMs = 180_000;

/** A week of a company: feedback that nobody answers, a weekly meeting, a follow-up, an experiment, numbers that are posted. */
async function begin(database: Database): Promise<Stage> {
  const stage = await createStage({ database, workspace: harbourLights, start: started });
  await stage.say('grace', 'settings scores:#support posts:"thu 11:00"', '#support');
  await stage.say('grace', 'meeting every thursday 10:00 zone:Europe/London name:"Weekly"', '#support');
  await stage.say('dana', 'feedback "The refund never came" customer:Acme owner:@maya severity:high', '#support');
  await stage.say('dana', 'feedback "Nobody called back" customer:Bolt owner:@ani', '#support');
  await stage.say('dana', 'score 9 "Quiet" customer:Acme', '#support');
  await stage.say('maya', 'meeting now', '#news');
  const form = formOf(await stage.press('maya', 'Add a follow-up', only(stage.place('#news'))));
  await stage.fill('maya', form, { text: 'Call Bolt', owner: stage.id('grace'), due: '2026-11-19' });
  await stage.clock.advanceTo(backedUp);
  return stage;
}

interface Crash {
  readonly before: Stage;
  readonly after: Stage;
  /** What the same company would have been sent without a crash. */
  readonly control: readonly RecordedSend[];
}

async function crash(settle: (database: Database) => Promise<unknown>): Promise<Crash> {
  const lite = await loadMigrated();
  const before = await begin(embeddedDatabase(lite));
  const copy = await lite.dumpDataDir('none');
  await before.clock.advanceTo('2026-11-19T16:00:00Z');
  const reply = cardOf(await before.say('dana', 'feedback "The lamp broke" customer:Cask owner:@ben', '#support'));
  expect(reply.title).toContain('F-3');
  await before.clock.advanceTo(crashed);
  const sent = [...before.messenger.sent];
  // The control lives on as if nothing had happened.
  await before.clock.advanceTo(later);
  const control = [...before.messenger.sent];
  await before.stop();
  const second = embeddedDatabase(await PGlite.create({ loadDataDir: copy }));
  await settle(second);
  const after = await createStage({ database: second, workspace: harbourLights, start: restored });
  await after.house.delivery.drain();
  await after.clock.advanceTo(later);
  return { before: { ...before, messenger: { ...before.messenger, sent } }, after, control };
}

/** How often each person and place was written to about each thing and each meeting: posts, not edits. */
function counts(sends: readonly RecordedSend[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { how, to, card } of sends) {
    if (how === 'update' || to === null || card.title.includes('restored')) continue;
    const whole = text(card);
    const names = new Set(whole.match(/\b[FA]-\d+\b|\bWeekly\b|\bNPS\b/g));
    for (const name of names) {
      const key = `${laneOf(to)} ${name}`;
      found.set(key, (found.get(key) ?? 0) + 1);
    }
  }
  return found;
}

/** Of whom the platform heard more often than without a crash. */
function doubled({ before, after, control }: Crash): string[] {
  const usual = counts(control);
  const all = counts([...before.messenger.sent, ...after.messenger.sent]);
  return [...all]
    .filter(([key, count]) => count > (usual.get(key) ?? 0))
    .map(([key, count]) => `${key}: ${count}, usually ${usual.get(key) ?? 0}`);
}

const span = { madeAt: new Date(backedUp), until: new Date(restored) };

test(
  'No message comes twice after a restore, reminders go on, and what is missing is told',
  async () => {
    const story = await crash((database) => settleRestored(database, span, log));
    const { before, after } = story;
    expect(doubled(story)).toEqual([]);
    // The week had what could be doubled: reminders of each kind, a meeting, numbers.
    const usual = [...counts(story.control)].filter(([, count]) => count > 1).map(([key]) => key.split(' ')[1]);
    expect(new Set(usual)).toEqual(new Set(['F-1', 'F-2', 'F-3', 'A-1', 'Weekly', 'NPS']));
    // Reminders resume: whoever still owes an answer hears of it after the restore.
    const sentAfter = after.messenger.sent.filter(({ how }) => how === 'post');
    expect(sentAfter.some(({ card }) => text(card).includes('F-1'))).toBe(true);

    const told = after.inbox('grace').find(({ title }) => title === 'I was restored from a backup');
    expect(text(told)).toContain('Wed 18 Nov 2026, 12:00 GMT');
    expect(text(told)).toContain('The last numbers that I know are F-2, A-1');
    expect(text(told)).toMatch(/New numbers go on at F-1003, I-1001, A-1002, S-1001/);
    expect(after.inbox('grace').filter(({ title }) => title.includes('restored'))).toHaveLength(1);
    // Acknowledged after the backup, and honestly gone; its number is not given to something else.
    expect(before.place('#support').some((card) => text(card).includes('F-3'))).toBe(true);
    expect(text(cardOf(await after.say('dana', 'feedback F-3')))).toContain('There is no F-3 here');
    expect(cardOf(await after.say('dana', 'feedback "The lamp broke" owner:@ben', '#support')).title).toContain(
      'F-1003',
    );
    // Cards that stand are shown as they are now, in place.
    expect(after.messenger.sent.filter(({ how }) => how === 'update').length).toBeGreaterThan(2);
    await after.stop();
  },
  longMs,
);

test(
  'Nothing that was due is left to be sent',
  async () => {
    const lite = await loadMigrated();
    const stage = await begin(embeddedDatabase(lite));
    await stage.stop();
    const database = stage.house.database;
    // A reminder was being sent, and a card waited, when the backup was made.
    await database.executeSql(
      `UPDATE deliveries SET state = 'sending', claimed_at = now() WHERE id = (SELECT max(id) FROM deliveries)`,
    );
    await settleRestored(database, span, log);
    const { house } = stage;
    const due = await house.askDue(house.sweeps);
    const early = [...due].filter(([, at]) => at !== null && at <= span.until).map(([name]) => name);
    expect(early.filter((name) => name !== 'delivery.forgetSettled')).toEqual([]);
    const { rows } = await database.executeSql(
      `SELECT DISTINCT kind FROM deliveries d WHERE state IN ('queued', 'sending') AND NOT EXISTS
       (SELECT FROM living_messages l WHERE l.key = d.living_key AND l.destination = d.destination)`,
    );
    expect(rows).toEqual([{ kind: 'delivery.restored' }]);
    const { rows: reminders } = await database.executeSql(
      `SELECT count(*)::int AS count FROM reminders WHERE state = 'queued' OR state = 'planned' AND due_at <= $1::timestamptz`,
      [restored],
    );
    expect(reminders).toEqual([{ count: 0 }]);
    await database.close();
  },
  longMs,
);

test(
  'A bot that had stopped before the backup goes on where it stood',
  async () => {
    const story = await crash((database) =>
      settleRestored(database, { madeAt: new Date(backedUp), until: new Date(backedUp) }, log),
    );
    expect(text(story.after.inbox('grace').find(({ title }) => title.includes('restored')))).toContain(
      'nothing is missing',
    );
    // Its reminders of the time between are sent, late: here they had been sent, which nobody told it.
    expect(doubled(story).length).toBeGreaterThan(0);
    await story.after.stop();
  },
  longMs,
);
