/** Files in the shape that survey tools export, made up here: which column is what, and the answer worked out by hand. */
import { describe, expect, test } from '@jest/globals';
import { planScores, planText } from './import-support.js';

interface Export {
  readonly text: string | Uint8Array;
  /** By field, the column. */
  readonly columns: Readonly<Record<string, string>>;
  readonly rows: number;
  /** How often each score was given. */
  readonly scores?: Readonly<Record<number, number>>;
  readonly dates: readonly [first: string, last: string];
  readonly leftOut?: Readonly<Record<string, number>>;
  readonly wheres?: readonly string[];
}

const rows = (count: number, row: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => row(index)).join('\n');
const two = (value: number) => String(value).padStart(2, '0');
const given = [10, 9, 9, 8, 7, 6, 0, 10];
const score = (index: number) => given[index % given.length] ?? 0;
const each = { 0: 1, 6: 1, 7: 1, 8: 1, 9: 2, 10: 2 };

const scoreExports: Readonly<Record<string, Export>> = {
  Delighted: {
    text: `Person Name,Person Email,Score,Comment,Permalink,Survey Type,Sent At,Responded At,Updated At,Response ID\n${rows(
      8,
      (i) =>
        `P ${i},p${i}@made-up.example,${score(i)},${i % 2 ? 'It does just what I need' : ''},https://delighted.example/r/${i},NPS,2026-10-01 08:00:00 UTC,2026-10-${two(i + 5)} 09:30:00 UTC,2026-11-02 10:00:00 UTC,78${i}`,
    )}`,
    columns: { score: 'Score', comment: 'Comment', givenAt: 'Responded At', sourceId: 'Response ID' },
    rows: 8,
    scores: each,
    dates: ['2026-10-05T09:30:00Z', '2026-10-12T09:30:00Z'],
  },
  Typeform: {
    text: `#,"How likely are you to recommend us to a friend, family or colleague?",What could we do better?,Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags,Ending\n${rows(
      8,
      (i) =>
        `tok${i}abc,${score(i)},"More colours, please",completed,2026-10-${two(i + 1)} 10:00:01,,2026-10-${two(i + 1)} 10:02:03,net${i},,`,
    )}`,
    columns: {
      score: 'How likely are you to recommend us to a friend, family or colleague?',
      givenAt: 'Submit Date (UTC)',
      sourceId: '#',
    },
    rows: 8,
    scores: each,
    dates: ['2026-10-01T10:02:03Z', '2026-10-08T10:02:03Z'],
  },
  Qualtrics: {
    text: `StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,ResponseId,DistributionChannel,UserLanguage,Q1_NPS_GROUP,Q1,Q2\nStart Date,End Date,Response Type,IP Address,Progress,Duration (in seconds),Finished,Recorded Date,Response ID,Distribution Channel,User Language,How likely are you to recommend us? - Group,How likely are you to recommend us?,Please tell us why\n"{""ImportId"":""startDate"",""timeZone"":""America/Denver""}","{""ImportId"":""endDate"",""timeZone"":""America/Denver""}","{""ImportId"":""status""}","{""ImportId"":""ipAddress""}","{""ImportId"":""progress""}","{""ImportId"":""duration""}","{""ImportId"":""finished""}","{""ImportId"":""recordedDate"",""timeZone"":""America/Denver""}","{""ImportId"":""_recordId""}","{""ImportId"":""distributionChannel""}","{""ImportId"":""userLanguage""}","{""ImportId"":""QID1_NPS_GROUP""}","{""ImportId"":""QID1""}","{""ImportId"":""QID2_TEXT""}"\n2026-10-01 09:00:00,2026-10-01 09:05:00,Survey Preview,,100,300,True,2026-10-01 09:05:01,R_pre,preview,EN,Promoter,10,Trying it\n${rows(
      8,
      (i) =>
        `2026-10-${two(i + 5)} 09:00:00,2026-10-${two(i + 5)} 09:05:00,IP Address,203.0.113.${i},100,300,True,2026-10-${two(i + 5)} 09:05:01,R_${i}x,anonymous,EN,Detractor,${score(i)},It was fine for us`,
    )}`,
    columns: { score: 'Q1', comment: 'Q2', givenAt: 'EndDate', sourceId: 'ResponseId' },
    rows: 9,
    scores: each,
    // Denver is six hours behind in October.
    dates: ['2026-10-05T15:05:00Z', '2026-10-12T15:05:00Z'],
    leftOut: { 'marked as a preview or a test in Status': 1 },
  },
  AskNicely: {
    text: `response_id,person_id,contact_id,name,email,answer,answer_label,data,comment,note,status,sent,opened,responded,lastemailed,created,segment,question_type\n${rows(
      8,
      (i) =>
        `${9001 + i},${i},77,N ${i},n${i}@made-up.example,${score(i)},${score(i) > 8 ? 'promoter' : 'detractor'},,Good people work there,,open,1759300000,1759300100,${1759400000 + i * 86_400},1759300000,1759000000,retail,nps`,
    )}`,
    columns: { score: 'answer', comment: 'comment', givenAt: 'responded', sourceId: 'response_id', segment: 'segment' },
    rows: 8,
    scores: each,
    dates: ['2025-10-02T10:13:20.000Z', '2025-10-09T10:13:20.000Z'],
  },
  HubSpot: {
    text: `Record ID,Survey Name,Survey Type,Survey Channel,Rating,Response Group,Feedback,Contact Name,Company,Submission Timestamp,Create Date\n${rows(
      8,
      (i) =>
        `${5550000 + i},NPS 2026,${i === 3 ? 'CES' : 'NPS'},Email,${score(i)},Promoter,Your team answers fast,C ${i},Company ${i},2026-10-${two(i + 5)} 14:30,2026-09-01 08:00`,
    )}`,
    columns: {
      score: 'Rating',
      comment: 'Feedback',
      customer: 'Company',
      givenAt: 'Submission Timestamp',
      sourceId: 'Record ID',
    },
    rows: 8,
    scores: { 0: 1, 6: 1, 7: 1, 9: 2, 10: 2 },
    dates: ['2026-10-05T14:30:00Z', '2026-10-12T14:30:00Z'],
    leftOut: { 'not Survey Type=NPS': 1 },
    wheres: ['Survey Type=NPS'],
  },
  'Excel in German': {
    text: `sep=;\nDatum;Kunde;Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?;Kommentar\n${rows(
      8,
      (i) => `${two(i + 1)}.10.2026 09:14;Firma ${i};${score(i)},0;Alles gut und schnell`,
    )}`,
    columns: {
      score: 'Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?',
      comment: 'Kommentar',
      customer: 'Kunde',
      givenAt: 'Datum',
    },
    rows: 8,
    scores: each,
    dates: ['2026-10-01T09:14:00Z', '2026-10-08T09:14:00Z'],
  },
  'Excel in US English, with a title above': {
    text: `NPS survey October,,,\n,,,\nDate,Company,Score,Comments\n${rows(8, (i) => `10/${i + 6}/2026 2:05 PM,Firm ${i},${score(i)},${i < 4 ? 'N/A' : 'Support was quick to help'}`)}`,
    columns: { score: 'Score', comment: 'Comments', customer: 'Company', givenAt: 'Date' },
    rows: 8,
    scores: each,
    dates: ['2026-10-06T14:05:00Z', '2026-10-13T14:05:00Z'],
  },
};

const feedbackExports: Readonly<Record<string, Export>> = {
  'Google Play': {
    text: Buffer.from(
      `\ufeffPackage Name,App Version Code,App Version Name,Reviewer Language,Device,Review Submit Date and Time,Review Submit Millis Since Epoch,Review Last Update Date and Time,Review Last Update Millis Since Epoch,Star Rating,Review Title,Review Text,Developer Reply Date and Time,Developer Reply Millis Since Epoch,Developer Reply Text,Review Link\n${rows(
        6,
        (i) =>
          `com.madeup.app,101,1.0.1,en,pixel,2026-10-${two(i + 5)}T08:15:00Z,${1791188100000 + i * 86_400_000},2026-11-01T08:15:00Z,1793520900000,${(i % 5) + 1},,${i === 2 ? '' : 'The app crashes when I pay'},2026-11-03T08:15:00Z,1793693700000,Thank you for telling us,https://play.made-up.example/r?id=${i}`,
      )}`,
      'utf16le',
    ),
    columns: { text: 'Review Text', capturedAt: 'Review Submit Date and Time', link: 'Review Link' },
    rows: 6,
    dates: ['2026-10-05T08:15:00Z', '2026-10-10T08:15:00Z'],
    leftOut: { 'no words': 1 },
  },
  'App Store': {
    text: `Id,Date,Rating,Title,Review,Author Name,Territory,App Version\n${rows(6, (i) => `${11223344550 + i},"Oct ${i + 5}, 2026 at 9:14 AM",${(i % 5) + 1},Nope,It logs me out each day,nick${i},USA,2.1`)}`,
    columns: { text: 'Review', capturedAt: 'Date', sourceId: 'Id', author: 'Author Name' },
    rows: 6,
    dates: ['2026-10-05T09:14:00Z', '2026-10-10T09:14:00Z'],
  },
  Trustpilot: {
    text: `Review Id,Review Created (UTC),Review Stars,Review Title,Review Content,Source Name,Company Name,Consumer User Id,Username,Company Reply,Company Reply Date (UTC)\n${rows(6, (i) => `66fe${i}a,2026-10-${two(i + 5)} 07:00:00,${(i % 5) + 1},Late,My parcel came two weeks late,Organic,Brightsail,u${i},Ann ${i},We are sorry about that,2026-11-02 07:00:00`)}`,
    // Every row names the company under review: that is no customer.
    columns: { text: 'Review Content', capturedAt: 'Review Created (UTC)', sourceId: 'Review Id', author: 'Username' },
    rows: 6,
    dates: ['2026-10-05T07:00:00Z', '2026-10-10T07:00:00Z'],
  },
  'Zendesk satisfaction': {
    text: `Id,Ticket Id,Requester,Satisfaction Score,Satisfaction Comment,Created at,Updated at,Ticket Organization Name\n${rows(6, (i) => `${360000 + i},${40 + i},R ${i},${i % 2 ? 'Good' : 'Bad'},They solved it on the phone,2026-10-${two(i + 5)} 10:00,2026-11-01 10:00,Org ${i}`)}`,
    columns: {
      text: 'Satisfaction Comment',
      capturedAt: 'Created at',
      sourceId: 'Id',
      customer: 'Ticket Organization Name',
    },
    rows: 6,
    dates: ['2026-10-05T10:00:00Z', '2026-10-10T10:00:00Z'],
  },
};

describe.each([
  ['scores', scoreExports, planScores],
  ['feedback', feedbackExports, planText],
] as const)('An export of %s', (_kind, exports, plan) => {
  test.each(Object.entries(exports))('of %s is understood', async (_name, { text, wheres, ...wanted }) => {
    const { columns, facts, style, questions } = await plan(text, wheres && { wheres });
    const found = Object.fromEntries([...columns.indexes].map(([field, index]) => [field, columns.header[index]]));
    expect(found).toMatchObject(wanted.columns);
    const span = facts.spans[style.order];
    expect([span?.first, span?.last]).toEqual(wanted.dates);
    expect([facts.rowCount, Object.fromEntries(facts.leftOut)]).toEqual([wanted.rows, wanted.leftOut ?? {}]);
    if (wanted.scores) expect(Object.fromEntries(facts.scores)).toEqual(wanted.scores);
    expect(found.customer).toBe(wanted.columns.customer);
    expect(questions.map(({ message }) => message)).toEqual([]);
  });
});
