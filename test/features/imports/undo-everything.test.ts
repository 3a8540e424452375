/** Files of every kind go in and are taken back: the whole database, the cards and the agenda are what they were. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Host } from '../../../src/adapters/web-api/host/host.js';
import { createLocalHost } from '../../../src/adapters/web-api/host/local-host.js';
import { customerFile, type FileKind, feedbackFile, scoreFile } from '../../../src/adapters/web-api/import/kinds.js';
import { feedbackColumns } from '../../../src/features/feedback/index.js';
import type { Database } from '../../../src/storage/database.js';
import { bringFile } from '../../adapters/web-api/import/import-support.js';
import { describeOnDatabase } from '../../support/database.js';
import { dumpTables } from '../../support/dump-tables.js';
import { harbourLights } from '../../support/harbour-lights.js';
import { cardOf, createStage, type Stage, text } from '../../support/stage.js';

const feedback = feedbackFile(feedbackColumns);

/** By name, a first file that stays, and a second one that changes it and brings more. */
const files: Readonly<Record<string, { readonly file: FileKind; readonly texts: [string, string] }>> = {
  scores: {
    file: scoreFile(),
    texts: [
      'ID,Date,Company,Score,Comment,Segment\na,2026-11-18,Acme,9,Fine so far,big\nb,2026-10-02,Bolt,2,Nobody called me back,\n',
      'ID,Date,Company,Score,Comment,Segment\na,2026-11-19,Arrow,3,You lost my order,small\nb,2026-10-02,Bolt,1,Nobody has called me back to this day,\nc,2026-11-20,Cedar,0,Never again with you,\nd,2025-01-05,Dune,10,,\n',
    ],
  },
  'a metric on a scale': {
    file: scoreFile('CES'),
    texts: ['ID,Date,CES\n1,2026-11-01,4\n', 'ID,Date,CES\n1,2026-11-02,6\n2,2026-11-02,2\n'],
  },
  'percentages by date': {
    file: scoreFile('CSAT'),
    texts: ['Date,CSAT\n2026-09-01,81.5\n2026-10-01,83\n', 'Date,CSAT\n2026-10-01,79\n2026-11-01,88\n'],
  },
  feedback: {
    file: feedback,
    texts: [
      'ID,Date,Comment,Customer,Topic\n1,2026-11-19,It broke,Acme,print\n2,2026-03-01,It was slow in March,Bolt,\n',
      'ID,Date,Comment,Customer,Topic\n1,2026-11-20,It broke twice,Arrow,billing\n2,2026-03-01,It was very slow in March,Bolt,\n3,2026-11-20,It is late,Cedar,\n',
    ],
  },
  'a file with refused and doubled rows and rows without words': {
    file: feedback,
    texts: [
      'ID,Date,Comment\n1,2026-11-19,It broke\n',
      'ID,Date,Comment\n1,2026-11-19,It broke for good\n1,2026-11-19,Something else\n2,soon,No date\n3,2026-11-19,-\n4,2026-11-19,"x"y\n5,2026-11-19,New words\n',
    ],
  },
  customers: {
    file: customerFile,
    texts: [
      'Company ID,Company name,Website,Alias,Company owner,Segment,Contact,Email,Job title,Plan,Seats,Preferences\n1,Acme,acme.com,,Grace,big,Ada Byron,ada@acme.com,CFO,Gold,12,phone\n2,Bolt,,,,,,,,,3,\n',
      'Company ID,Company name,Website,Alias,Company owner,Segment,Contact,Email,Job title,Plan,Seats,Preferences,Since\n1,Acme,acme.com,Acme Foods; Arrow,Heidi,small,Ada Byron,ada@acme.com,CEO,Silver,12,no surveys,2026-11-20\n1,Acme,,,,,Bob Boyle,bob@acme.com,,,,,\n3,Cedar,cedar.example,Cedars,Grace,big,Carl,carl@cedar.example,,Gold,7,phone,2026-11-20\n4,Bolt GmbH,,Bolt,,,,ada@acme.com,,Gold,7,,\n,Dune,,,,,,,,,,,2026-11-20\n',
    ],
  },
};

describeOnDatabase('Taking an import back brings everything back', (database) => {
  let here: Awaited<ReturnType<typeof begin>>;

  beforeEach(async () => {
    here = await begin(database(), 'T1');
  });

  describe.each(Object.entries(files))('of %s', (_name, { file, texts: [first, second] }) => {
    test('with new rows', async () => {
      await here.settle();
      const before = await dumpTables(database());
      const { number } = await here.bring(second, file);
      await here.settle();
      await here.undo(number);
      await here.settle();
      expect(await dumpTables(database())).toEqual(before);
    });

    test('with rows that say something else of what is here', async () => {
      await here.bring(first, file);
      await here.settle();
      const before = await dumpTables(database());
      const { number, counts } = await here.bring(second, file);
      expect(counts.updatedCount).toBeGreaterThan(0);
      await here.settle();
      const during = await dumpTables(database());
      expect(during).not.toEqual(before);
      await here.undo(number);
      await here.settle();
      expect(await dumpTables(database())).toEqual(before);
    });

    test('with two imports, whichever is taken back first', async () => {
      await here.bring(first, file);
      await here.settle();
      const before = await dumpTables(database());
      const other = second.replaceAll('2026-11-20', '2026-11-21').replace('79', '70').replace(',6\n', ',5\n');
      const one = await here.bring(second, file);
      await here.settle();
      const two = await here.bring(other, file);
      await here.settle();
      await here.undo(one.number);
      await here.undo(two.number);
      await here.settle();
      expect(await dumpTables(database())).toEqual(before);
    });
  });

  test('also the agenda, the number and the lists that people read', async () => {
    const there = await begin(database(), 'T2');
    const read = async ({ stage, bring, undo, settle }: typeof here, isTried: boolean) => {
      for (const { file, texts } of Object.values(files).slice(0, 4)) await bring(texts[0], file);
      await settle();
      const numbers: number[] = [];
      if (isTried)
        for (const { file, texts } of Object.values(files).slice(0, 4))
          numbers.push((await bring(texts[1], file)).number);
      await settle();
      const during = text(cardOf(await stage.say('grace', 'nps')));
      for (const number of numbers) await undo(number);
      await settle();
      const said: string[] = [];
      for (const line of ['nps', 'nps trend', 'metric CSAT', 'metric CES', 'feedback list', 'feedback list state:all'])
        said.push(text(cardOf(await stage.say('grace', line))));
      await stage.say('grace', 'meeting now', '#support');
      await settle();
      said.push(...stage.place('#support').map(text));
      return { during, said };
    };
    const [tried, untouched] = [await read(here, true), await read(there, false)];
    expect(tried.during).not.toEqual(untouched.during);
    expect(tried.said).toEqual(untouched.said);
  });
});

async function begin(database: Database, externalId: string) {
  const stage: Stage = await createStage({ database, workspace: { ...harbourLights, externalId } });
  const { clock, imports, intakes } = stage.house;
  const host: Host = createLocalHost({ database, clock, intakes, imports });
  const { organisationId = '' } = (await stage.house.people.actorOf(stage.id('grace'))) ?? {};
  await stage.say('grace', 'settings scores:none');
  return {
    stage,
    bring: (content: string, file: FileKind) => bringFile({ host, organisationId }, content, { file, source: 'crm' }),
    undo: (number: number) => host.undoImport({ organisationId, number }),
    /** What follows by itself has happened: words are feedback, posts are sent. */
    settle: () => stage.clock.advance({ minutes: 3 }),
  };
}
