/** Files of tools and languages whose names of columns say little or nothing: what stands in them tells, or a person is asked. */
import { describe, expect, test } from '@jest/globals';
import { scoreFile } from '../../../../src/adapters/web-api/import/kinds.js';
import { planLines } from '../../../../src/adapters/web-api/import/plan-words.js';
import { ground, importScores, planScores } from './import-support.js';

/** By tool, the file, which column is what, and the NPS worked out by hand. */
const files: Readonly<
  Record<
    string,
    {
      readonly text: string;
      readonly columns: Readonly<Record<string, string>>;
      readonly nps: number;
      readonly wish?: object;
    }
  >
> = {
  'Google Forms in German': {
    text: '"Zeitstempel","Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?","Was ist der wichtigste Grund für Ihre Bewertung?","Ihre Firma"\n"05.10.2026 09:14:40","10","Sehr freundlich","Bäckerei Blau"\n"06.10.2026 10:14:40","4","Zu langsam bei Rückfragen","Klinik Süd"\n"07.10.2026 23:14:40","9","","Garage Neun"\n"08.10.2026 00:14:40","7","Passt schon","Hotel Meer"\n',
    columns: {
      score: 'Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?',
      comment: 'Was ist der wichtigste Grund für Ihre Bewertung?',
      customer: 'Ihre Firma',
      givenAt: 'Zeitstempel',
    },
    nps: 25,
  },
  'a survey in Finnish': {
    text: 'Vastausaika;Kuinka todennäköisesti suosittelisit meitä?;Miksi?\n3. marraskuuta 2026 klo 9.05;10 - Erittäin todennäköisesti;Nopea apu\n4. marraskuuta 2026 klo 21.05;En lainkaan todennäköisesti - 0;Kukaan ei vastannut puhelimeen\n5. marraskuuta 2026 klo 7.15;8;\n',
    columns: { givenAt: 'Vastausaika', score: 'Kuinka todennäköisesti suosittelisit meitä?', comment: 'Miksi?' },
    nps: 0,
  },
  'a survey in Swedish': {
    text: 'Svarstid;Hur troligt är det att du rekommenderar oss?;Berätta gärna mer;Plan\n2026-11-02 10:00;9;Snabb leverans och bra pris;liten\n2026-11-03 10:00;2;Ingen svarade i telefon;stor\n2026-11-04 10:00;10;;liten\n',
    columns: {
      givenAt: 'Svarstid',
      score: 'Hur troligt är det att du rekommenderar oss?',
      comment: 'Berätta gärna mer',
    },
    nps: 33.3,
  },
  'a survey in Arabic, mapped as the refusal says': {
    text: 'التاريخ,ما مدى احتمال أن توصي بنا؟,تعليق\n٢٠٢٦-١١-٠٢,٩,خدمة سريعة وممتازة جدا\n٢٠٢٦-١١-٠٣,٢,لم يرد أحد على الهاتف\n٢٠٢٦-١١-٠٤,١٠,\n٢٠٢٦-١١-٠٥,٧,مقبول بشكل عام لنا\n',
    columns: { givenAt: 'التاريخ', score: 'ما مدى احتمال أن توصي بنا؟', comment: 'تعليق' },
    nps: 25,
    wish: { maps: ['score=ما مدى احتمال أن توصي بنا؟'] },
  },
  'a form whose comments are called Answer': {
    text: 'Date,NPS,Answer\n2026-11-02,9,You were quick and kind\n2026-11-03,3,Nobody ever called me back\n2026-11-04,8,It is fine as it is\n2026-11-05,10,Best printers in town\n2026-11-06,1,I waited two weeks for ink\n',
    columns: { givenAt: 'Date', score: 'NPS', comment: 'Answer' },
    nps: 0,
  },
  'AskNicely with a few rows': {
    text: 'response_id,name,answer,answerlabel,comment,sent,responded\n555001,Ann,9,Promoter,Great team,1791100000,1791100800\n555002,Bob,5,Detractor,Slow delivery again,1791110000,1791110800\n555003,Cy,,,,1791120000,\n',
    columns: { sourceId: 'response_id', score: 'answer', comment: 'comment', givenAt: 'responded' },
    nps: 0,
  },
  'HubSpot with two surveys': {
    text: 'Record ID,Submission Date,Survey Type,Rating,Sentiment,Response,Company\n1,2026-11-02 14:05,NPS,10,Promoter,Happy with it,Harbor\n2,2026-11-02 15:05,NPS,3,Detractor,The API broke twice in one week,Clinic\n3,2026-11-03 15:05,CSAT,2,Negative,Bad chat,Garage\n4,2026-11-04 15:05,NPS,9,Promoter,,Hotel\n5,2026-11-05 15:05,NPS,7,Passive,Fine,Inn\n',
    columns: {
      sourceId: 'Record ID',
      score: 'Rating',
      comment: 'Response',
      customer: 'Company',
      givenAt: 'Submission Date',
    },
    nps: 25,
    wish: { wheres: ['Survey Type=NPS'] },
  },
  'answers written as 9/10, in Arabic-Indic digits and in words, half without a date': {
    text: 'date,customer,rating,notes\n2026-11-02,Acme,9/10,fine by me\n,Bolt,٧/١٠,slow on mondays again\n2026-11-04,Cask,10/10,\n,Dune,٣ / ١٠,we are leaving you\n2026-11-05,Elm,8 out of 10,ok\n2026-11-06,Fir,10 out of 10,ok\n',
    columns: { givenAt: 'date', customer: 'customer', score: 'rating', comment: 'notes' },
    nps: 33.3,
    wish: { undated: '2026-11-01' },
  },
};

describe('The right columns and the right number come of', () => {
  test.each(Object.entries(files))('%s', async (_name, { text, columns, nps, wish = {} }) => {
    const { plan, scores, counts } = await importScores(text, { undated: undefined, ...wish });
    const { header, indexes } = plan.columns;
    expect(Object.fromEntries([...indexes].map(([field, index]) => [field, header[index]]))).toEqual(columns);
    expect(counts.refusedCount).toBe(0);
    const values = scores.taken.map((item) => Number(item.score));
    const share = (fits: (value: number) => boolean) => values.filter(fits).length / values.length;
    expect(Math.round((share((value) => value >= 9) - share((value) => value <= 6)) * 1000) / 10).toBe(nps);
  });
});

describe('What looks like words and is none', () => {
  const survey = (column: string, values: readonly string[]) =>
    `Date,NPS,${column}\n${values.map((value, index) => `2026-11-0${index + 1},${index + 5},${value}`).join('\n')}\n`;

  test.each([
    [
      'choices of a list',
      'Where do you work?',
      ['In an office', 'In an office', 'At home alone', 'In an office', 'At home alone'],
    ],
    ['names of companies', 'Account', ['Bank of Up', 'Inn at Sea', 'Us and Co', 'Joe and Sons', 'Ada van Dam']],
    ['a user agent', 'User Agent', ['Moz on iOS a', 'Moz on iOS b', 'Moz on iOS c', 'Moz on iOS d', 'Moz on iOS e']],
    [
      'the title of a product',
      'Product',
      ['Red ink set', 'Blue ink set', 'Black ink set', 'Green ink set', 'White ink set'],
    ],
  ])('is no comment: %s', async (_name, column, values) => {
    expect((await planScores(survey(column, values))).columns.indexes.has('comment')).toBe(false);
  });

  test('Of two columns of dates without a telling name nobody is chosen: a person is asked', async () => {
    const { questions, columns } = await planScores(
      'Eins,Zwei,NPS\n2026-11-01,2026-11-02,9\n2026-11-03,2026-11-04,3\n',
    );
    expect(columns.indexes.has('givenAt')).toBe(false);
    expect(questions.map(({ message }) => message)).toEqual([
      'No column says when this was said. Nothing was imported. Say it in one of three ways: --map date="COLUMN" names the column, --given-at 2026-10-01 gives these rows that date, --undated today gives them today.',
    ]);
    expect((await planScores('Eins,Zwei,NPS\n2026-11-01,2026-11-02,9\n', { maps: ['date=Zwei'] })).questions).toEqual(
      [],
    );
  });
});

describe('Answers from 0 to 100', () => {
  const file = 'date,score\n2026-11-02,90\n2026-11-03,45\n2026-11-04,100\n2026-11-05,7\n';

  test('are explained before anything is refused row by row, with the ways round', async () => {
    const [question, ...others] = (await planScores(file)).questions;
    expect(others).toEqual([]);
    expect(question?.message).toContain(
      'The answers in "score" are from 7 to 100: that looks like a scale of 0 to 100, and NPS is asked from 0 to 10.',
    );
    expect(question?.message).toContain('metric Happiness scale:0-100');
    const { counts } = await importScores(file, { isFullScale: true });
    expect([counts.addedCount, counts.refusedCount]).toEqual([1, 3]);
  });

  test('that is one typing mistake among others is refused alone', async () => {
    const { counts } = await importScores('date,score\n2026-11-02,9\n2026-11-03,77\n2026-11-04,10\n2026-11-05,7\n');
    expect([counts.addedCount, counts.refusedCount]).toEqual([3, 1]);
  });
});

describe('The plan is read by people who know no field names', () => {
  const linesOf = async (text: string, file = scoreFile(), maps: readonly string[] = []) =>
    planLines(
      await planScores(text, { file, maps }),
      { file, path: '', ground, maps: [], source: 'import' },
      { file: 'f.csv', organisation: 'Northlight' },
    );

  test('dates and ids are called so', async () => {
    const lines = (await linesOf('Response ID,Date,NPS,Extra\nr1,2026-11-01,9,x\nr2,2026-11-02,3,y\n')).join('\n');
    expect(lines).toContain('  date        Date: all values are dates');
    expect(lines).toContain('  id          Response ID: every value is another one');
    expect(lines).toContain(
      'FIELD is score, comment, customer, segment, email, person, first name, last name, date, id, link, source.',
    );
    expect(lines).not.toMatch(/givenAt|sourceId/);
  });

  test('dates that can be read in two ways are not shown in one of them', async () => {
    const lines = await linesOf('Date,NPS\n01/12/2025,9\n02/11/2025,3\n');
    expect(lines).toContain('Dates: 01/12/2025 and others can be read in two ways; see below.');
    const { questions } = await planScores('Date,NPS\n01/12/2025,9\n');
    expect(questions.map(({ message }) => message).join()).toContain(
      '--date-format day-first or --date-format month-first',
    );
  });

  test('rows that will be refused are counted before anybody says yes', async () => {
    const lines = await linesOf('Date,NPS\n2026-11-01,9\nsoon,3\n2026-11-02,four\n2026-11-03,7.5\n2026-11-04,8\n');
    expect(lines).toContain(
      '3 rows will be refused, the first on line 3: “soon” is not a date that can be read. Write it as 2026-03-31 or 2026-03-31 14:05.',
    );
    expect((await linesOf('Date,NPS\n2026-11-01,9\n')).join()).not.toContain('refused');
  });

  test('what will be refused is in no span of dates and no number, and names stand on one line', async () => {
    const lines = await linesOf(
      'Date,"How likely are you\nto recommend us?",Resolved\n1405/07/13,9,Yes\n2026-11-02,4,No\n',
    );
    expect(lines).toContain('Dates: 2026-11-02 to 2026-11-02. Times without a zone are in UTC.');
    expect(lines.join()).toContain('NPS −100.0 if each answer counts');
    expect(lines).toContain('  score       How likely are you to recommend us?: numbers from 4 to 9');
    expect(lines.join()).not.toContain('holds good and bad');
  });

  test('percentages are no good and bad', async () => {
    const lines = await linesOf('Date,CSAT\n2026-11-01,81.5%\n2026-11-02,79%\n', scoreFile('CSAT'));
    expect(lines.join()).not.toContain('Good counts');
  });

  test('good and bad say what they count', async () => {
    const votes = 'Ticket ID,Date,Rating\n1,2026-11-01,Good\n2,2026-11-02,Bad\n';
    expect(await linesOf(votes, scoreFile('CSAT'), ['score=Rating'])).toContain(
      'Good counts as 5, and bad as 1, on a scale of 1 to 5.',
    );
  });
});
