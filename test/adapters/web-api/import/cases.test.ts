/** Files that were once read wrongly, with the right answer, and the way of refused rows out and back in. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { feedbackFile } from '../../../../src/adapters/web-api/import/kinds.js';
import { planLines } from '../../../../src/adapters/web-api/import/plan-words.js';
import { openRefusedFile, refusedHeadOf } from '../../../../src/adapters/web-api/import/refused-file.js';
import { feedbackColumns } from '../../../../src/features/feedback/index.js';
import { removeTemporaryFolders, temporaryFolder } from '../../../support/temporary-folder.js';
import { ground, type Imported, importScores, importText, planScores, planText } from './import-support.js';

afterEach(removeTemporaryFolders);

const npsOf = (taken: readonly Readonly<Record<string, unknown>>[]) => {
  const scores = taken.map(({ score }) => Number(score));
  const share = (fits: (score: number) => boolean) => scores.filter(fits).length / scores.length;
  return Math.round((share((score) => score >= 9) - share((score) => score <= 6)) * 1000) / 10;
};

/** The errors file of an import, as text. */
async function errorsOf({ plan, refused }: Pick<Imported, 'plan' | 'refused'>): Promise<string> {
  const path = join(await temporaryFolder(), 'file.csv');
  await writeFile(path, '');
  const file = await openRefusedFile(path, refusedHeadOf(plan));
  for (const row of refused) await file.add(row);
  await file.close();
  return readFile(file.path ?? '', 'utf8');
}

describe('SurveyMonkey', () => {
  const survey = `\ufeffRespondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,How likely is it that you would recommend Brightsail to a friend or colleague?,What is the main reason for your score?
,,,,,,Response,Open-Ended Response
118412345601,441102,10/05/2026 02:15:33 AM,10/05/2026 02:19:02 AM,203.0.113.1,,Extremely likely - 10,Simple
118412345602,441102,10/06/2026 03:15:33 AM,10/06/2026 03:19:02 AM,203.0.113.2,,9,
118412345604,441102,10/08/2026 05:15:33 AM,10/08/2026 05:19:02 AM,203.0.113.4,,Not at all likely - 0,Charged twice
118412345605,441102,10/16/2026 06:15:33 AM,10/16/2026 06:19:02 PM,203.0.113.5,,8,
`;

  test('has two rows of names, labelled ends, and the time of the answer in End Date', async () => {
    const { scores, counts } = await importScores(survey, { undated: undefined });
    expect([counts.addedCount, counts.refusedCount, npsOf(scores.taken)]).toEqual([4, 0, 25]);
    expect(scores.taken.map(({ givenAt }) => givenAt)).toEqual([
      '2026-10-05T02:19:02Z',
      '2026-10-06T03:19:02Z',
      '2026-10-08T05:19:02Z',
      '2026-10-16T18:19:02Z',
    ]);
    expect(scores.taken[2]).toMatchObject({ score: 0, comment: 'Charged twice', sourceId: '118412345604' });
  });

  test('that went through Excel has lost its ids: refused as a whole, with the cause and the way round', async () => {
    const rounded = survey.replace(/1184123456\d\d/g, '1.18412E+11');
    await expect(planScores(rounded)).rejects.toThrow(
      'Excel rounded the ids in the column "Respondent ID", such as 1.18412E+11 on line 3',
    );
    expect((await planScores(rounded, { maps: ['id='] })).columns.indexes.has('sourceId')).toBe(false);
  });
});

test('Google Forms writes its zone behind the time', async () => {
  const { scores } = await importScores(
    '"Timestamp","How likely are you to recommend us to a friend or colleague?"\n"2026/10/14 12:00:01 AM GMT+1","8"\n"2026/11/02 9:00:00 AM GMT","6"\n',
    { undated: undefined },
  );
  expect(scores.taken).toMatchObject([{ givenAt: '2026-10-13T23:00:01Z' }, { givenAt: '2026-11-02T09:00:00Z' }]);
});

test('Excel leaves out the separators behind the last cell that is filled', async () => {
  const { counts, refused } = await importScores(
    'Response ID,Date,Company,Score,Comment,Segment,Tags\nr-1,2026-10-01,One,10,,,\nr-2,2026-10-02,Two,8\nr-3,2026-10-03,Three,2,Slow reply\n',
  );
  expect([counts.addedCount, refused]).toEqual([3, []]);
});

test.each([
  ['1 to 5', 'Score,Date\n5,2026-10-01\n4,2026-10-02\n1,2026-10-03\n', 'that looks like a scale of 1 to 5'],
  ['−100, 0 and 100', 'NPS,Date\n-100,2026-10-01\n0,2026-10-02\n100,2026-10-03\n', 'what each answer adds to the NPS'],
])('A column of %s is never counted as 0 to 10', async (_name, file, why) => {
  const message = await planScores(file).then(
    ({ questions }) => questions.map((each) => each.message).join(' '),
    (error: Error) => error.message,
  );
  expect(message).toContain(why);
});

test('One answer below 0 is refused alone: the column still holds answers', async () => {
  const { counts, refused } = await importScores('Date,Score\n2026-11-10,9\n2026-11-11,-1\n2026-11-12,8\n');
  expect([counts.addedCount, refused.map(({ line }) => line)]).toEqual([2, [3]]);
});

test('A column of good and bad is offered as CSAT, and an id is never proposed as a score', async () => {
  const votes = 'Ticket ID,Satisfaction Score,Created at\n1,Good,2026-10-01\n2,Bad,2026-10-02\n3,Offered,2026-10-03\n';
  await expect(planScores(votes)).rejects.toThrow('--kind metric --metric CSAT --map score="Satisfaction Score"');
  await expect(planScores('id,rating,body\n1,5,Great\n2,1,Bad luck\n')).rejects.toThrow('--map score="rating"');
});

test('Of Zendesk’s tickets with words the plan says that good and bad are not counted, and how they would be', async () => {
  const tickets =
    'Ticket ID,Organization,Satisfaction Score,Satisfaction Comment,Created at\n1,Bakery,Good,Thanks a lot for it,2026-11-20\n2,Clinic,Bad,It took four days,2026-11-21\n3,Garage,Offered,,2026-11-22\n';
  const lines = await planText(tickets).then((plan) =>
    planLines(
      plan,
      { file: feedbackFile(feedbackColumns), path: '', ground, maps: [], source: 'import' },
      { file: 't.csv', organisation: 'Northlight' },
    ),
  );
  expect(lines).toContain(
    '"Satisfaction Score" holds good and bad, and is not counted. As CSAT: --kind metric --metric CSAT --map score="Satisfaction Score"',
  );
});

test.each([
  ['Company', ['Müller und Söhne GmbH', 'Bank of Made Up', 'Royal Inn Group Ltd', 'Us A Inc.', 'Us B Inc.']],
  ['Your company', ['Bakery', 'Clinic', 'Garage', 'Hotel', 'Inn']],
  ['What company do you work for?', ['Bakery', 'Clinic', 'Garage', 'Hotel', 'Inn']],
])('A column %s names the customer, also in three words and more', async (column, names) => {
  const rows = names.map((name, index) => `2026-11-1${index},${name},${index + 5}`).join('\n');
  const { columns } = await planScores(`Timestamp,${column},Score\n${rows}\n`);
  expect(columns.header[columns.indexes.get('customer') ?? -1]).toBe(column);
});

test('A column Company that holds sentences names nobody', async () => {
  const rows = [0, 1, 2, 3, 4].map((index) => `2026-11-1${index},They help us with all that we ask ${index},9`);
  const { columns } = await planScores(`Timestamp,Company,Score\n${rows.join('\n')}\n`);
  expect(columns.indexes.has('customer')).toBe(false);
});

describe('An errors file', () => {
  const file =
    'Response ID,Date,Customer,Score\ns-1,2026-11-02,Bakery,9\ns-2,2026-11-02,Clinic,11\ns-3,2026-11-03,Garage,four\n';

  test('comes back mended: its own columns are no data, and each row counts once', async () => {
    const first = await importScores(file);
    const errors = await errorsOf(first);
    expect(errors.split('\r\n')[0]).toBe('\ufeffLine,Reason,Response ID,Date,Customer,Score');
    const mended = errors.replace(',11', ',1').replace(',four', ',4');
    const second = await importScores(mended, { undated: undefined }, first.scores);
    expect(second.counts).toMatchObject({ addedCount: 2, refusedCount: 0 });
    expect(first.scores.taken.map(({ comment }) => comment)).toEqual([undefined, undefined, undefined]);
    const whole = await importScores(file.replace(',11\n', ',1\n').replace('four', '4'), {}, first.scores);
    expect(whole.counts).toMatchObject({ addedCount: 0, knownCount: 3 });
  });

  test('of rows without ids counts them once too, also when the original is mended and imported', async () => {
    const bare = 'Date,Score\n2026-11-02,9\n2026-11-02,11\n2026-11-03,9\n2026-11-03,9\n';
    const first = await importScores(bare);
    expect(first.counts).toMatchObject({ addedCount: 3, refusedCount: 1 });
    const mended = (await errorsOf(first)).replace(/,11\r/, ',1\r');
    expect((await importScores(mended, {}, first.scores)).counts).toMatchObject({ addedCount: 1 });
    const again = { ground: { ...ground, earlier: [first.earlier] } };
    const whole = await importScores(bare.replace(',11\n', ',1\n'), again, first.scores);
    expect(whole.counts).toMatchObject({ addedCount: 0, knownCount: 4 });
  });

  test('keeps words that begin with signs exactly as they were said, in the order of the lines', async () => {
    const words = [
      '-1 for the new checkout',
      '+49 30 5550 is dead',
      '@support told me to wait',
      "'Fine' is not enough",
      '=cmd',
    ];
    const rows = words.map((text, index) => `f-${index},"${text}",${index === 3 ? '2026-11-02T10:00:00Z' : 'soon'}\n`);
    const first = await importText(`id,comment,date\nf-9,x"y,z\n${rows.join('')}`);
    expect(first.refused.map(({ line }) => line)).toEqual([2, 3, 4, 5, 7]);
    const errors = await errorsOf(first);
    expect(errors).toContain("'-1 for the new checkout");
    const mended = errors.replaceAll(',soon', ',2026-11-01T10:00:00Z');
    const { intake } = await importText(mended, {}, first.intake);
    expect(intake.taken.map(({ text }) => text).toSorted()).toEqual([...words].toSorted());
  });
});
