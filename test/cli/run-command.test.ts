import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { runCommand } from '../../src/adapters/web-api/command-line/run-command.js';
import { terminalOn } from '../../src/adapters/web-api/command-line/terminal.js';
import type { Host } from '../../src/adapters/web-api/host/host.js';
import { createLocalHost } from '../../src/adapters/web-api/host/local-host.js';
import { feedbackColumns } from '../../src/features/feedback/index.js';
import { stoppedClock } from '../../src/kernel/clock.js';
import type { Database } from '../../src/storage/database.js';
import { createFakeIntake, type FakeIntake } from '../adapters/web-api/fake-intake.js';
import {
  createFakeBook,
  createFakeScores,
  type FakeBook,
  type FakeScores,
  fakeIntakes,
} from '../adapters/web-api/fake-scores.js';
import { removeTemporaryFolders, temporaryFolder } from '../support/temporary-folder.js';

describe('The command line', () => {
  let intake: FakeIntake;
  let scores: FakeScores;
  let book: FakeBook;
  let organisations: { id: string; name: string }[];
  let said: string;
  let errors: string;
  let openCount: number;
  let closeCount: number;
  let isTTY: boolean;
  let folder: string;

  beforeEach(async () => {
    intake = createFakeIntake();
    scores = createFakeScores();
    book = createFakeBook('2026-11-20T09:00:00Z');
    organisations = [{ id: 'o-1', name: 'Lantern' }];
    [answer, questions, deleted] = [null, '', []];
    [said, errors, openCount, closeCount, isTTY] = ['', '', 0, 0, false];
    folder = await temporaryFolder();
  });
  afterEach(removeTemporaryFolders);

  const sink = (take: (text: string) => void) => {
    const stream = new Writable({
      write(chunk, _encoding, done) {
        take(String(chunk));
        done();
      },
    });
    return Object.assign(stream, { isTTY, columns: 120 });
  };

  const keys: Partial<Host> = {
    createKey: async ({ signed }) => ({ key: 'ec_secret', signingSecret: signed ? 'whsec_secret' : null }),
    keys: async () => [{ name: 'survey', signs: true, createdAt: '2026-11-20T09:00:00.000Z', revokedAt: null }],
    revokeKey: async () => {},
  };

  /** What is typed when the terminal asks; null: there is none. */
  let answer: string | string[] | null = null;
  let questions = '';
  let deleted: string[] = [];
  const whole: Partial<Host> = {
    holdings: async () => [
      { kind: 'feedback', count: 30 },
      { kind: 'members', count: 12 },
    ],
    deleteOrganisation: async ({ organisationId }) => {
      deleted.push(organisationId);
      return [{ kind: 'feedback', count: 30 }];
    },
  };

  const run = (...words: string[]) => {
    const local = createLocalHost({
      database: {} as Database,
      clock: stoppedClock('2026-11-20T09:00:00Z'),
      intakes: fakeIntakes(intake, scores),
      imports: book,
    });
    const close = async () => {
      closeCount += 1;
    };
    const host = { ...local, ...keys, ...whole, organisations: async () => organisations };
    const typed = answer;
    const ask = async (question: string) => {
      questions += question;
      // One line for each question; a single one answers all.
      return (Array.isArray(typed) ? typed.shift() : typed) ?? '';
    };
    return runCommand(words, {
      feedbackColumns,
      terminal: Object.assign(
        typed === null ? {} : { ask },
        terminalOn({
          stdout: sink((text) => {
            said += text;
          }),
          stderr: sink((text) => {
            errors += text;
          }),
        }),
      ),
      openHost: async () => {
        openCount += 1;
        return { host, close };
      },
    });
  };
  const file = async (content: string, name = 'reviews.csv') => {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  };

  describe('organisation', () => {
    test('list says what each holds', async () => {
      expect(await run('organisation', 'list')).toBe(0);
      expect(said).toBe('Lantern\to-1\t30 feedback, 12 members\n');
    });

    test('delete asks for the name, and says what it deleted', async () => {
      organisations.push({ id: 'o-2', name: 'Rival' });
      answer = 'Lantern';
      expect(await run('organisation', 'delete', 'lantern')).toBe(0);
      expect(errors).toContain('Lantern holds 30 feedback, 12 members. All of it is deleted for good.');
      expect([questions, deleted, said]).toEqual([
        'Type the name to delete it: ',
        ['o-1'],
        'Deleted Lantern:\n30\tfeedback\n',
      ]);
    });

    test('delete deletes nothing when another name is typed, or nobody can be asked', async () => {
      answer = 'Lantrn';
      expect(await run('organisation', 'delete', 'Lantern')).toBe(1);
      expect(errors).toContain('Nothing was deleted');
      answer = null;
      expect(await run('organisation', 'delete', 'Lantern')).toBe(2);
      expect(errors).toContain('Add --yes');
      expect(deleted).toEqual([]);
    });

    test('delete asks nobody with --yes', async () => {
      expect(await run('organisation', 'delete', 'Lantern', '--yes')).toBe(0);
      expect(deleted).toEqual(['o-1']);
    });

    test('delete deletes nothing when what it holds can’t be read', async () => {
      const { holdings } = whole;
      Object.assign(whole, { holdings: () => Promise.reject(new Error('permission denied')) });
      expect(await run('organisation', 'delete', 'Lantern', '--yes')).toBe(1);
      Object.assign(whole, { holdings });
      expect([errors, deleted]).toEqual(['Something went wrong: permission denied\n', []]);
    });
  });

  describe('looks after messages that did not arrive:', () => {
    const asked: unknown[] = [];
    const letter = {
      ...({ id: '17', state: 'given-up', kind: 'feedback.placeCard', where: '#support', reason: 'archived' } as const),
      ...{ attemptCount: 3, orderedAt: '2026-11-20T09:00:00.000Z' },
    };
    const note = async (which: unknown) => asked.push(which) * 0 + 2;
    beforeEach(() => {
      asked.length = 0;
      const letters: Host['letters'] = async (which) => {
        asked.push(which);
        return { letters: [letter], totalCount: 1 };
      };
      Object.assign(whole, { letters, retryLetters: note, dropLetters: note });
    });

    test('lists them, one a line or as JSON', async () => {
      expect(await run('outbox', 'list', '--state', 'given-up', '--kind', 'feedback.placeCard')).toBe(0);
      expect(said).toBe(
        '17\tgiven-up\tfeedback.placeCard\tto #support\tarchived\ttried 3 times\tordered 2026-11-20T09:00:00.000Z\n',
      );
      expect(asked).toMatchObject([{ organisationId: 'o-1', state: 'given-up', kind: 'feedback.placeCard' }]);
      said = '';
      await run('outbox', 'list', '--json');
      expect(JSON.parse(said)).toEqual({ letters: [letter], totalCount: 1 });
    });

    test('has those sent again or dropped that are named', async () => {
      expect(await run('outbox', 'retry', '17', '18')).toBe(0);
      expect(said).toContain('2 sent again');
      expect(await run('outbox', 'drop', '--all', '--json')).toBe(0);
      expect(said).toContain('{"count":2}');
      expect(asked).toEqual([{ organisationId: 'o-1', ids: ['17', '18'] }, { organisationId: 'o-1' }]);
    });
  });

  describe('shows the usage and ends with 2, opening nothing, on', () => {
    afterEach(() => expect(openCount).toBe(0));

    test.each([
      [[], 'Say what to do: key, import, export, organisation, outbox or bi.'],
      [['exprot'], 'There is no command exprot. There are key, import, export, organisation, outbox and bi.'],
      [['key'], 'Say what to do: npm run key -- create, list or revoke.'],
      [['organisation'], 'Say what to do: npm run organisation -- list or delete.'],
      [['organisation', 'delete'], 'Say which organisation'],
      [['organisation', 'list', '--yes'], '--yes belongs to npm run organisation -- delete NAME.'],
      [['key', 'delete', 'x'], 'There is no key delete.'],
      [['key', 'create'], 'Say which key: npm run key -- create NAME.'],
      [['key', 'create', 'survey', 'tool'], 'That is a word too many: tool.'],
      [['key', 'list', 'x'], 'That is a word too many: x.'],
      [['key', 'list', '--sign'], '--sign, --admin and --scope belong to npm run key -- create NAME.'],
      [['key', 'create', 'x', '--scope', 'write'], 'There is no scope write. There are read, capture, act, admin'],
      [['key', 'create', 'x', '--scope', 'read', '--admin'], 'Give --admin or --scope, not both'],
      [
        ['key', 'list', '--kind', 'feedback'],
        'key takes no --kind. It takes --sign, --admin, --scope, --organisation.',
      ],
      [['key', 'list', '--all'], 'key takes no --all.'],
      [['key', 'list', '--everything'], "Unknown option '--everything'"],
      [['bi'], 'Say what to do: npm run bi -- role NAME, or npm run bi -- roles.'],
      [['bi', 'rights'], 'There is no bi rights. There are role and roles.'],
      [['bi', 'role'], 'Say which user: npm run bi -- role NAME.'],
      [['bi', 'roles', '--drop'], '--drop belongs to npm run bi -- role NAME.'],
      [['outbox'], 'Say what to do: npm run outbox -- list, retry or drop.'],
      [['outbox', 'purge'], 'There is no outbox purge.'],
      [['outbox', 'retry'], 'Say which: npm run outbox -- retry NUMBER'],
      [['outbox', 'drop', '--json'], 'Say which: npm run outbox -- drop NUMBER'],
      [['outbox', 'retry', 'F-1'], 'F-1 is no number of a message.'],
      [['outbox', 'list', '--state', 'sent'], 'There is no state sent. There are given-up and waiting.'],
      [['import', '--kind', 'feedback'], 'Say which file'],
      [['import', 'a.csv', '--kind', 'reviews'], '--kind scores'],
      [['import', 'a.csv', '--kind', 'metric'], 'Say which number: --kind metric --metric CSAT.'],
      [['import', 'a.csv', '--kind', 'scores', '--metric', 'CSAT'], '--metric belongs to --kind metric.'],
      [['import', 'a.csv', '--given-at', 'monday'], '--given-at is a date such as 2026-10-01.'],
      [['import', 'a.csv', '--undated', 'monday'], '--undated is today.'],
      [['import', 'a.csv', '--undated', 'today', '--given-at', '2026-10-01'], 'two different days'],
      [['import', 'a.csv', '--zone', 'Mars/Base'], '--zone is a time zone'],
      [['import', 'a.csv', '--scale', '1-5'], '--scale is 0-10.'],
      [['import', 'a.csv', '--older-as', 'new'], '--older-as is history or open.'],
      [['import', 'a.csv', '--kind', 'scores', '--date-format', 'monday'], 'is day-first or month-first'],
      [['import', 'a.csv', 'b.csv', '--kind', 'feedback'], 'b.csv is one too many'],
      [['import', 'a.csv', '--kind', 'feedback', '--delimiter', ';;'], '--delimiter is one character'],
      [['import', 'a.csv', '--kind', 'feedback', '--delimiter', 'x'], '--delimiter is one character'],
      [
        ['import', 'a.csv', '--kind', 'feedback', '--encoding', 'ebcdic'],
        '--encoding is a name such as utf-8, windows-1252 or utf-16le.',
      ],
      [['import', 'a.csv', '--kind', 'feedback', '--source', ' '], '--source has 1 to 60 characters.'],
      [['import', 'a.csv', '--kind', 'feedback', '--sign'], 'import takes no --sign.'],
    ])('%j', async (words, message) => {
      expect(await run(...words)).toBe(2);
      expect(errors).toContain(message);
      expect(errors).toContain('Usage:');
      expect(said).toBe('');
    });
  });

  test('shows the lines of the command that was typed alone, where there is one', async () => {
    await run('outbox', 'retry');
    expect(errors).toContain('npm run outbox -- drop NUMBER');
    expect(errors).toContain('several organisations: --organisation NAME');
    expect(errors).not.toMatch(/npm run (key|import|bi)/);
    await run('organisation');
    expect(errors).toMatch(/npm run organisation -- delete[^\n]*\n$/);
    await run('outbux');
    expect(errors).toContain('npm run import -- FILE.csv');
  });

  test('shows the usage and ends with 0 when asked for help', async () => {
    expect([await run('--help'), await run('help'), openCount]).toEqual([0, 0, 0]);
    expect(said).toContain('npm run import -- FILE.csv');
  });

  describe('key', () => {
    test('create shows the key alone on standard output', async () => {
      expect(await run('key', 'create', 'survey')).toBe(0);
      expect(said).toBe('Key: ec_secret\n');
      expect(errors).toContain('It is shown only now');
      expect(closeCount).toBe(1);
    });

    test('create --sign shows the signing secret too, and how to sign', async () => {
      expect(await run('key', 'create', 'survey', '--sign')).toBe(0);
      expect(said).toBe('Key: ec_secret\nSigning secret: whsec_secret\n');
      expect(errors).toContain('docs/api.md');
    });

    test('list and revoke say what is', async () => {
      expect([await run('key', 'list'), await run('key', 'revoke', 'survey')]).toEqual([0, 0]);
      expect(said).toBe(
        'survey\tmade 2026-11-20T09:00:00.000Z\tsigned\tin use\nKey survey is revoked: requests with it are refused from now on.\n',
      );
    });
  });

  describe('finds the organisation', () => {
    test('when there is one', async () => {
      expect(await run('key', 'list')).toBe(0);
    });

    test('or says that there is none yet', async () => {
      organisations = [];
      expect(await run('key', 'list')).toBe(1);
      expect(errors).toBe('There is no organisation yet. Start the bot once (npm start) and connect it.\n');
    });

    test('by name or id, or asks which', async () => {
      organisations.push({ id: 'o-2', name: 'Acme' });
      expect(await run('key', 'list')).toBe(2);
      expect(errors).toContain('There are several organisations: Lantern, Acme. Say which: --organisation NAME');
      expect(await run('key', 'list', '--organisation', 'aCme')).toBe(0);
      expect(await run('key', 'list', '--organisation', 'o-2')).toBe(0);
      expect(await run('key', 'list', '--organisation', 'Akme')).toBe(2);
      expect(errors).toContain('There is no organisation Akme. There are: Lantern, Acme.');
    });
  });

  describe('import', () => {
    const bring = (path: string, ...words: string[]) => run('import', path, '--yes', '--undated', 'today', ...words);

    test('shows which column is what and why, and says what became of the rows', async () => {
      const path = await file('Review ID,Comment,Label\n1,So slow,a\n2,,b\n3,@all,b\n4,x\n');
      intake.check = (item) => ((item as { text: string }).text === 'x' ? { text: 'Too short.' } : null);
      expect(await bring(path, '--kind', 'feedback')).toBe(0);
      expect(said).toContain('reviews.csv: feedback, into Lantern\nColumns:\n  text        Comment: words\n');
      expect(said).toContain(
        '  id          Review ID: every value is another one\nKept out: Label. --map FIELD="COLUMN" takes one',
      );
      expect(said).toContain('Rows: 4. Stay out: 1 (no words).\n3 rows without a date: 2026-11-20.\n');
      expect(said).toContain('  line 2: text So slow · id 1 · date 2026-11-20T12:00:00Z\n');
      expect(said).toContain(
        'Import 1, reviews.csv into Lantern: 4 rows read, 2 added, 0 updated, 0 already known, 1 refused, 1 left out.\n' +
          `Refused rows, with line and reason: ${join(folder, 'reviews.errors.csv')}.`,
      );
      expect(said).toContain('To take it back: npm run import -- --undo 1\n');
      expect(intake.taken).toMatchObject([{ text: 'So slow', organisationId: 'o-1', source: 'import' }, {}]);
      expect(book.begun).toMatchObject([{ fileName: 'reviews.csv', kind: 'feedback', rows: null }]);
      expect(book.ended).toMatchObject([{ number: 1, refusedLines: [5], counts: { rowCount: 4 } }]);
      expect(closeCount).toBe(1);
    });

    test('names customers whom nobody named before, the first five and how many there are', async () => {
      const line = (name: string, index: number) => `${index},So slow here,${name}\n`;
      const names = ['Acme', 'Bmce', 'Acme', 'Cmce', 'Dmce', 'Emce', 'Fmce', 'Gmce'];
      expect(await bring(await file(`ID,Comment,Customer\n${names.map(line).join('')}`))).toBe(0);
      expect(said).toContain('\n7 new customers: Acme, Bmce, Cmce, Dmce, Emce and 2 more.\n');
      said = '';
      expect(await bring(await file('ID,Comment,Customer\n20,So slow here,Hmce\n21,So fast here,Acme\n'))).toBe(0);
      expect(said).toContain('\n1 new customer: Hmce.\n');
      said = '';
      expect(await bring(await file('ID,Comment,Customer\n22,So slow here,Hmce\n'))).toBe(0);
      expect(said).not.toContain('new customer');
    });

    test('takes scores in, and notes when the file is through', async () => {
      const path = await file('NPS,Date,Source\n9,03/04/2026,web\n3,04/04/2026,shop\n12,05/04/2026,shop\n');
      expect(await bring(path, '--kind', 'scores', '--date-format', 'DD/MM/YYYY')).toBe(0);
      expect(said).toContain('That is 1 promoter, 0 passives, 1 detractor: NPS 0.0 if each answer counts.');
      expect(said).toContain('3 rows read, 2 added, 0 updated, 0 already known, 1 refused, 0 left out.');
      expect(scores.taken).toMatchObject([{ score: 9, givenAt: '2026-04-03', source: 'web' }, { score: 3 }]);
      expect([book.ended.length, intake.taken]).toEqual([1, []]);
    });

    test('finds out by itself what a file holds', async () => {
      expect(await bring(await file('NPS,Why\n9,Nice people\n'))).toBe(0);
      expect(await bring(await file('Comment,Product\nSo slow today,X\n'))).toBe(0);
      expect([scores.taken, intake.taken]).toMatchObject([[{ score: 9 }], [{ text: 'So slow today' }]]);
    });

    test('takes another number in by its name, and a good or bad one as its ends', async () => {
      const path = await file('Satisfaction,Who\nGood,Acme\nbad,Bmce\nOffered,Cmce\n');
      expect(await bring(path, '--kind', 'metric', '--metric', 'CSAT', '--map', 'score=Satisfaction')).toBe(0);
      expect(scores.taken).toMatchObject([
        { metric: 'CSAT', score: 5 },
        { metric: 'CSAT', score: 1 },
      ]);
      expect(said).toContain('Stay out: 1 (no answer).');
    });

    test('asks before anything counts, and takes nothing in without a yes', async () => {
      const path = await file('NPS,Date\n9,2026-11-01\n');
      answer = 'n';
      expect(await run('import', path)).toBe(1);
      expect([questions, errors]).toEqual(['Import these? [y/N] ', 'Nothing was imported.\n']);
      answer = 'y';
      expect(await run('import', path)).toBe(0);
      expect([scores.taken.length, book.begun.length]).toEqual([1, 1]);
    });

    test('without a terminal shows the plan and says what to type', async () => {
      const path = await file('NPS,Date\n9,2026-11-01\n');
      expect(await run('import', path, '--map', 'score=NPS')).toBe(1);
      expect(said).toContain('Answers: 9: 1.');
      expect(errors).toContain(`type: npm run import -- ${path} --map score=NPS --yes`);
      expect(await run('import', path, '--dry-run')).toBe(0);
      expect([scores.taken, book.begun]).toEqual([[], []]);
    });

    test('never takes a missing date for now in silence', async () => {
      const path = await file('NPS,Date\n9,2026-11-01\n8,\n');
      expect(await run('import', path, '--yes')).toBe(1);
      expect(errors).toMatch(/^1 row has no date in "Date"\. .*--map date=.*--given-at 2026-10-01.*--undated today/);
      answer = ['2026-10-07', 'y'];
      expect(await run('import', path)).toBe(0);
      expect(scores.taken).toMatchObject([{ givenAt: '2026-11-01' }, { givenAt: '2026-10-07' }]);
    });

    test('says which date stands for a missing one, and shows no row as refused before anybody was asked', async () => {
      const path = await file('NPS,Date\n9,2026-11-01\n8,\n');
      expect(await run('import', path, '--dry-run')).toBe(0);
      expect(said).toContain('  line 3: waits for your answer. The row has no date.\n');
      expect(said).not.toContain('refused');
      const given: unknown[] = [];
      whole.take = async ({ items, undated }) => {
        given.push(undated);
        return items.map(() => ({ isNew: true }));
      };
      try {
        expect(await run('import', path, '--yes', '--undated', 'today')).toBe(0);
        expect(await run('import', path, '--yes', '--given-at', '2026-11-20')).toBe(0);
        answer = ['today', 'y'];
        expect(await run('import', path)).toBe(0);
      } finally {
        delete whole.take;
      }
      expect(given).toEqual(['2026-11-20', undefined, '2026-11-20']);
    });

    test('asks at a terminal whatever the file leaves open', async () => {
      const path = await file(
        'Score,Date,Survey Type\n1,03/04/2026,NPS\n4,04/04/2026,CES\n5,05/04/2026,NPS\n3,05/04/2026,NPS\n',
      );
      answer = ['', 'day', 'y', 'y'];
      expect(await run('import', path)).toBe(0);
      expect(questions).toContain('"Survey Type" says that the file holds NPS, CES.');
      expect(questions).toContain('Is 03/04/2026 3 April 2026, or 4 March 2026? [day/month] ');
      expect(questions).toContain('The answers in "Score" are from 1 to 5: that looks like a scale of 1 to 5');
      expect(scores.taken).toMatchObject([{ score: 1, givenAt: '2026-04-03' }, { score: 5 }, { score: 3 }]);
    });

    test('reads the next file of a source as the last one', async () => {
      const words = ['--source', 'delighted', '--map', 'score=Points', '--date-format', 'day-first'];
      expect(
        await run('import', await file('Points,Date\n9,03/04/2026\n'), '--kind', 'scores', '--yes', ...words),
      ).toBe(0);
      const next = await file('Points,Date\n7,04/04/2026\n');
      expect(await run('import', next, '--kind', 'scores', '--source', 'delighted', '--yes')).toBe(0);
      expect(said).toContain(
        'Read as import 1, the last of delighted with these columns: --map "score=Points" --date-format day-first.',
      );
      expect(scores.taken).toMatchObject([{ score: 9 }, { score: 7, givenAt: '2026-04-04' }]);
    });

    test('lists imports, and takes one back when told yes', async () => {
      expect(await run('import', '--list')).toBe(0);
      expect(said).toBe('Nothing was imported into Lantern yet.\n');
      expect(await run('import', '--undo', '7')).toBe(2);
      expect(errors).toContain('Add --yes to take it back without asking.');
      answer = '';
      expect(await run('import', '--undo', '7')).toBe(1);
      expect(said).toContain('It takes back 4 answers of NPS, 2 pieces of feedback that nobody has acted on.\n');
      expect(said).toContain('Somebody has acted on F-3: that stays.\n');
      answer = 'y';
      expect(await run('import', '--undo', '7')).toBe(0);
      expect(said).toContain('Import 7 was taken back.');
      expect(await run('import', '--undo', 'x')).toBe(2);
      expect(await run('import', 'a.csv', '--list')).toBe(2);
    });

    test('takes nothing in when dates can be read in two ways, and says once how to go on', async () => {
      expect(await run('import', await file('NPS,Date\n9,03/04/2026\n'), '--kind', 'scores', '--yes')).toBe(1);
      expect(errors).toMatch(
        /^03\/04\/2026 on line 2 is 3 April 2026 or 4 March 2026.* --date-format month-first\.\n$/,
      );
      expect([scores.taken, book.begun]).toEqual([[], []]);
    });

    test('asks whether words beside what looks like answers are the only thing that counts', async () => {
      const path = await file('Date,Happiness level,Comment\n2026-10-05,9,Quick and kind\n2026-10-06,3,Slow as ever\n');
      expect(await run('import', path, '--yes')).toBe(1);
      expect(errors).toContain(
        'say --kind scores --map score="Happiness level". If only the words count, say --kind feedback.',
      );
      expect([scores.taken, intake.taken]).toEqual([[], []]);
      expect(await run('import', path, '--kind', 'feedback', '--yes')).toBe(0);
      expect(intake.taken).toHaveLength(2);
    });

    test('takes mappings, a separator, an encoding and a source', async () => {
      const path = join(folder, 'umlaut.csv');
      await writeFile(path, Buffer.from('A^B\nSchön^Acme\n', 'latin1'));
      const words = [
        '--map',
        'comment=A',
        '--map',
        'customer=B',
        '--delimiter',
        '^',
        '--encoding',
        'ISO-8859-1',
        '--source',
        'survey',
      ];
      expect(await bring(path, '--kind', 'feedback', ...words)).toBe(0);
      expect(intake.taken).toMatchObject([{ text: 'Schön', customer: 'Acme', source: 'survey' }]);
    });

    test('ends with 1 when no row could be taken', async () => {
      expect(await bring(await file('Comment,X\n"x"y,1\n'), '--kind', 'feedback')).toBe(1);
    });

    test.each([
      ['a file that is not there', async () => join(folder, 'none.csv'), 'There is no file'],
      ['a folder', async () => folder, 'is not a file'],
      ['a file without a text column', () => file('A,B\n1,2\n'), 'Found: "A", "B".'],
      ['an empty file', () => file(''), 'The file is empty.'],
    ])('ends with 1 on %s, and says why', async (_name, path, message) => {
      expect(await bring(await path(), '--kind', 'feedback')).toBe(1);
      expect([errors, said, intake.taken]).toEqual([expect.stringContaining(message), '', []]);
      expect(closeCount).toBe(openCount);
    });

    test('names the kind of a file that may hold customers', async () => {
      expect(await bring(await file('Company,Size\nAcme,2\n'))).toBe(1);
      expect(errors).toContain('If it holds customers: --kind customers');
    });

    test('says how far it came when it is broken off, and shows no stack', async () => {
      const path = await file(`Comment\n${Array.from({ length: 2100 }, (_, index) => `Number ${index}\n`).join('')}`);
      let callCount = 0;
      intake.check = () => {
        callCount += 1;
        if (callCount > 2000) throw new Error('Connection terminated\n    at somewhere.ts:1');
        return null;
      };
      expect(await bring(path, '--kind', 'feedback')).toBe(1);
      expect(errors).toBe(
        'The import stopped after 2,000 rows. What went in stays in; run it again to go on.\nSomething went wrong: Connection terminated\n',
      );
    });

    test('shows a bar on a terminal and none elsewhere', async () => {
      const path = await file('Comment\nSo slow\n');
      await bring(path, '--kind', 'feedback');
      expect(errors).toBe('');
      isTTY = true;
      await bring(path, '--kind', 'feedback');
      expect(errors).toContain('rows, ');
    });

    test('says now and then how far it is where there is no terminal', async () => {
      const path = await file(`Comment\n${'Fine\n'.repeat(21_000)}`);
      expect(await bring(path, '--kind', 'feedback')).toBe(0);
      expect(errors).toMatch(/^20,000 rows read \(\d+ %\), 20,000 added\n$/);
    });
  });
});
