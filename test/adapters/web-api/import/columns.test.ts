import { describe, expect, test } from '@jest/globals';
import { feedbackFields as fieldsOf } from '../../../../src/adapters/web-api/import/column-names.js';
import { matchColumns } from '../../../../src/adapters/web-api/import/columns.js';
import { feedbackColumns } from '../../../../src/features/feedback/index.js';

const feedbackFields = fieldsOf(feedbackColumns.names);

const matched = (header: readonly string[], maps: readonly string[] = []) =>
  Object.fromEntries(
    [...matchColumns(header, maps, feedbackFields).indexes].map(([field, index]) => [field, header[index]]),
  );

describe('Columns', () => {
  test.each([
    [['Review ID', 'Source', 'Comment', 'Label'], { text: 'Comment', sourceId: 'Review ID', source: 'Source' }],
    [
      ['review_id', 'reviewText', 'created-at'],
      { text: 'reviewText', sourceId: 'review_id', capturedAt: 'created-at' },
    ],
    [[' FEEDBACK ', 'Company Name', 'n.p.s.'], { text: ' FEEDBACK ', customer: 'Company Name', score: 'n.p.s.' }],
    [['Message', 'Rating', 'Tone'], { text: 'Message' }],
    [['Comment', 'Consumer name'], { text: 'Comment', author: 'Consumer name' }],
    [['Comment', 'Requester name'], { text: 'Comment', author: 'Requester name' }],
    [['Comment', 'Reviewer'], { text: 'Comment', author: 'Reviewer' }],
    [['Comment', 'Full name'], { text: 'Comment', author: 'Full name' }],
  ])('are known by their names: %j', (header, fields) => {
    expect(matched(header)).toEqual(fields);
  });

  test('of reviews never name the company under review as the customer, however few the rows are', () => {
    const columns = (header: readonly string[], rows: readonly (readonly string[])[]) =>
      [...matchColumns(header, [], feedbackFields, { rows }).indexes.keys()].includes('customer');
    const trustpilot = ['Review Id', 'Review Content', 'Review Stars', 'Company Name', 'Consumer name'];
    const row = (company: string) => ['66fe1a', 'My parcel came late', '2', company, 'Ann'];
    expect([1, 2, 4].map((count) => columns(trustpilot, Array(count).fill(row('Brightsail'))))).toEqual([
      false,
      false,
      false,
    ]);
    expect(columns(trustpilot, [row('Acme'), row('Globex')])).toBe(true);
    expect(columns(['Comment', 'Company Name'], [['My parcel came late', 'Acme']])).toBe(true);
  });

  test('are mapped by hand, whatever they are called, and a field can be left out', () => {
    expect(matched(['A', 'Date', 'ID'], ['comment=A', 'capturedAt=', 'score=Date'])).toEqual({
      text: 'A',
      score: 'Date',
      sourceId: 'ID',
    });
  });

  test('that are mapped are not taken for anything else', () => {
    expect(matched(['Comment', 'Feedback'], ['topic=Comment'])).toEqual({ text: 'Feedback', topic: 'Comment' });
  });

  test('that stand for nothing kept are named', () => {
    expect(matchColumns(['Comment', 'Label', '', 'Tone'], [], feedbackFields).keptOut).toEqual(['Label', 'Tone']);
  });

  test.each([
    ['no text column', ['A', 'B'], [], 'Found: "A", "B". Say which one holds what the customer said: --map text="A"'],
    [
      'two columns for one field',
      ['Comment', 'Feedback'],
      [],
      'The columns "Comment" and "Feedback" both fit text. Say which: --map text="Comment"',
    ],
    ['two columns of one name', ['Comment', 'Comment'], [], 'Rename one of them'],
    ['two columns of one name, mapped', ['X', 'X'], ['text=X'], 'Rename one of them'],
    ['a column that is not there', ['Comment'], ['topic=Kind'], 'There is no column "Kind". Found: "Comment".'],
    ['a field that there is not', ['Comment'], ['topik=Comment'], 'There is no field "topik"; the nearest is topic.'],
    ['a mapping without =', ['Comment'], ['topic'], '--map takes FIELD=COLUMN'],
    ['two mappings of one field', ['A', 'B'], ['text=A', 'comment=B'], '--map names text twice'],
  ])('refuse %s, saying the mend', (_name, header, maps, message) => {
    expect(() => matchColumns(header, maps, feedbackFields)).toThrow(message);
  });

  test('that are many are not all listed', () => {
    const header = Array.from({ length: 40 }, (_, index) => `C${index}`);
    expect(() => matchColumns(header, [], feedbackFields)).toThrow('"C29" and 10 more.');
  });
});
