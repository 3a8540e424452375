/** Who leaves Delighted brings three files, and goes on asking where it stopped: nobody too soon, nobody against their wish. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Host } from '../../../src/adapters/web-api/host/host.js';
import { createLocalHost } from '../../../src/adapters/web-api/host/local-host.js';
import { type FileKind, peopleFile, scoreFile } from '../../../src/adapters/web-api/import/kinds.js';
import { bringFile, planScores } from '../../adapters/web-api/import/import-support.js';
import { describeOnDatabase } from '../../support/database.js';
import { dumpTables } from '../../support/dump-tables.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, type Stage, text } from '../../support/stage.js';

const lines = (...all: string[]) => all.map((line) => `${line}\n`).join('');

const answers = lines(
  'Response ID,Score,Comment,Permalink,Survey Type,Created At,Person ID,Person Name,Person Email,Company',
  '301,10,So easy to set up,https://delighted.example/301,NPS,2026-11-05 14:01:09 UTC,9001,Ann Archer,ann@acme.example,Acme',
  '302,6,,https://delighted.example/302,NPS,2026-06-06 14:01:09 UTC,9002,Bob Bell,bob@acme.example,Acme',
  '303,9,Good value,https://delighted.example/303,NPS,2026-05-07 14:01:09 UTC,9003,Cy Cole,cy@gmail.com,',
  '304,8,,https://delighted.example/304,NPS,2026-05-08 14:01:09 UTC,9004,Di Dunn,,',
);

const people = lines(
  'Name,Email,Phone Number,Created At,Last Sent At,Next Survey Scheduled At',
  'Ed Eve,ed@gmail.com,,2025-01-01 08:00:00 UTC,2026-11-10 08:00:00 UTC,2027-02-10 08:00:00 UTC',
  'Flo Fox,flo@gmail.com,,2025-01-01 08:00:00 UTC,2026-03-10 08:00:00 UTC,2026-12-10 08:00:00 UTC',
  'No Mail,,+44 20 7946 0000,2025-01-01 08:00:00 UTC,,',
);

const unsubscribes = lines(
  'Person ID,Name,Email,Unsubscribed At',
  '9002,Bob Bell,Bob@Acme.example,2026-10-01 08:00:00 UTC',
);

const bounces = lines('Person ID,Name,Email,Bounced At', '9007,Gil Gray,gil@gone.example,2026-09-01 08:00:00 UTC');

describe('Who answered is found in the columns of', () => {
  const columnsOf = async (file: string) => {
    const { columns } = await planScores(file);
    return Object.fromEntries([...columns.indexes].map(([field, index]) => [field, columns.header[index]]));
  };

  test('SurveyMonkey', async () => {
    const found = await columnsOf(
      lines(
        'Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,How likely is it that you would recommend us?,Why?',
        ',,,,,,,,,Brightsail,Open-Ended Response',
        '118700000101,440,10/05/2026 02:15:33 PM,10/05/2026 02:19:02 PM,203.0.113.1,a@x.example,Ann,Archer,,10,It is quick',
        '118700000102,440,10/14/2026 03:15:33 AM,10/14/2026 03:19:02 AM,203.0.113.2,b@x.example,Bob,Bell,,7,It is slow',
      ),
    );
    expect(found).toMatchObject({ email: 'Email Address', firstName: 'First Name', lastName: 'Last Name' });
  });

  test('Typeform', async () => {
    const found = await columnsOf(
      lines(
        '#,How likely are you to recommend us?,What is the main reason?,What’s your email address?,What’s your name?,Start Date (UTC),Submit Date (UTC),Network ID',
        'k1,9,It is quick,a@x.example,Ann Archer,2026-11-01 08:00:00,2026-11-01 08:01:00,n1',
        'k2,3,It is slow,b@x.example,Bob Bell,2026-11-02 08:00:00,2026-11-02 08:01:00,n2',
      ),
    );
    expect(found).toMatchObject({
      email: 'What’s your email address?',
      person: 'What’s your name?',
      givenAt: 'Submit Date (UTC)',
      sourceId: '#',
    });
  });

  test('Google Forms, and not in addresses of those who asked', async () => {
    const found = await columnsOf(
      lines(
        'Timestamp,Email Address,How likely are you to recommend us?,Why?,Agent Email',
        '11/1/2026 8:00:00,a@x.example,9,It is quick,agent@us.example',
        '11/20/2026 8:00:00,b@x.example,3,It is slow,agent@us.example',
      ),
    );
    expect(found).toMatchObject({ givenAt: 'Timestamp', email: 'Email Address' });
    const none = await columnsOf(
      lines('Date,Score,Agent Email,Agent Name', '2026-11-01,9,agent@us.example,Al', '2026-11-02,3,b@us.example,Bo'),
    );
    expect(Object.keys(none)).toEqual(['score', 'givenAt']);
  });
});

describeOnDatabase('Leaving Delighted', (database) => {
  let stage: Stage;
  let host: Host;
  let organisationId: string;

  beforeEach(async () => {
    stage = await createStage({ database: database(), workspace: harbourLights, start: '2026-11-16T10:00:00Z' });
    const { clock, intakes, imports } = stage.house;
    host = createLocalHost({ database: database(), clock, intakes, imports });
    organisationId = (await database().models.organisation.findFirstOrThrow()).id;
  });

  const bring = (file: string, kind: FileKind) =>
    bringFile({ host, organisationId }, file, { file: kind, source: 'delighted' });
  const said = async (line: string) => text(cardOf(await stage.say('grace', line)));

  test('brings answers and who gave them, so that a survey asks each of them when they have rested', async () => {
    const { counts } = await bring(answers, scoreFile());
    expect(counts).toMatchObject({ addedCount: 4, refusedCount: 0 });
    expect(await said('who Acme')).toContain('Ann Archer');
    expect(await said('who Cy Cole')).toContain('9');
    // Ann answered eleven days ago; Bob and Cy have rested; Di has no address.
    const started = await said('survey start everyone');
    expect(started).toContain('of 2 people with a link');
    expect(started).toContain('1 person asked in the last 90 days');
    // Ninety days after her answer, and a new customer the day after they came.
    await stage.say('dana', 'customer Globex contact:"Gus Gray, cook, gus@globex.example"');
    await stage.clock.advanceTo('2026-11-17T10:01:00Z');
    expect(await said('survey S-1')).toContain('of 3 people with a link');
    await stage.clock.advanceTo('2027-02-03T10:01:00Z');
    expect(await said('survey S-1')).toContain('of 3 people with a link');
    await stage.clock.advanceTo('2027-02-05T10:01:00Z');
    expect(await said('survey S-1')).toContain('of 4 people with a link');
    expect(await said('survey S-1')).not.toContain('Not asked');
  });

  test('brings people, who wants no more surveys and whose mail comes back', async () => {
    await bring(answers, scoreFile());
    expect((await bring(people, peopleFile)).counts).toMatchObject({ addedCount: 2, leftOutCount: 1 });
    await bring(unsubscribes, peopleFile);
    await bring(bounces, peopleFile);
    const started = await said('survey start everyone');
    // Cy and Flo.
    expect(started).toContain('of 2 people with a link');
    expect(started).toContain('2 people asked in the last 90 days');
    expect(started).toContain('1 person who wants no surveys');
    expect(started).toContain('1 person whose mail comes back');
  });

  test('a second run of a file changes nothing', async () => {
    await bring(people, peopleFile);
    const before = await dumpTables(database());
    expect((await bring(people, peopleFile)).counts).toMatchObject({ addedCount: 0, updatedCount: 0, knownCount: 2 });
    expect((await dumpTables(database())).customer_people).toEqual(before.customer_people);
  });

  test('taking the files back leaves everything as it was', async () => {
    await said('customer Acme contact:"Bob Bell, boss, bob@acme.example"');
    const before = await dumpTables(database());
    const first = await bring(answers, scoreFile());
    const second = await bring(unsubscribes, peopleFile);
    await host.undoImport({ organisationId, number: second.number });
    await host.undoImport({ organisationId, number: first.number });
    await stage.clock.advance({ minutes: 3 });
    expect(await dumpTables(database())).toEqual(before);
  });

  test('an address that no mail could reach is nobody’s, and the answer counts', async () => {
    const file = lines('ID,Date,Score,Email,Name', 'a,2026-11-01,9,not an address,Ann', 'b,2026-11-02,8,,Bob');
    expect((await bring(file, scoreFile())).counts).toMatchObject({ addedCount: 2, refusedCount: 0 });
    expect(await database().models.customerPerson.count()).toBe(0);
    const refused = await bring(lines('Email', 'a@b', 'ann@acme.example'), peopleFile);
    expect(refused.counts).toMatchObject({ addedCount: 1, refusedCount: 1 });
  });
});
