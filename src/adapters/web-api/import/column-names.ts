/** What one kind of file can hold, and what its fields are called in files. judge/ weighs names against values. */

import { commonColumns } from '../../../chat/column-names.js';
import { fold } from './judge/names.js';

/** What one kind of file can hold. */
export interface FieldSet {
  /** The names under which a field is known, as they are compared: small letters and digits only. The first is its own. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Without it there is nothing to take in. */
  readonly wanted: {
    readonly field: string;
    /** "No column is named like …". */
    readonly like: string;
    /** "Say which one holds …". */
    readonly holds: string;
  };
  /** The customer's words: kept exactly as they are, while around the rest spaces mean nothing. */
  readonly words: string;
  /** When it was said or answered. */
  readonly date: string;
  /** Scores are answers from 0 to 10. */
  readonly isNps: boolean;
}

/** How a field is shown to people, and may be typed in `--map`: its name here is for programs. */
export const shownField = (field: string): string =>
  field === 'givenAt' || field === 'capturedAt' ? 'date' : field === 'sourceId' ? 'id' : field;

/** @param names as the feedback room describes its fields */
export const feedbackFields = (names: FieldSet['names']): FieldSet => ({
  names,
  wanted: {
    field: 'text',
    like: "the customer's words (text, comment, feedback, message, review)",
    holds: 'what the customer said',
  },
  words: 'text',
  date: 'capturedAt',
  isNps: true,
});

/** @param metric another number than NPS, whose column may have its name */
export function scoreFields(metric?: string): FieldSet {
  const score = metric === undefined ? ['score', 'nps', 'npsscore'] : [...metricNames(metric), 'score'];
  const like =
    metric === undefined ? 'a score (score, NPS, how likely are you to recommend …)' : `${metric} (or score)`;
  return {
    names: { score, ...scoreNames },
    wanted: { field: 'score', like, holds: metric === undefined ? 'the answers of 0 to 10' : 'its answers' },
    words: 'comment',
    date: 'givenAt',
    isNps: metric === undefined,
  };
}

function metricNames(metric: string): string[] {
  const name = fold(metric);
  return name === '' ? [] : [name, `${name}score`];
}

const scoreNames = {
  comment: ['comment', 'comments', 'npscomment', 'npsreason', 'reasonforscore'],
  customer: commonColumns.customer,
  segment: ['segment', 'customersegment', 'segmentname'],
  givenAt: ['givenat', ...commonColumns.saidAt],
  sourceId: ['sourceid', ...commonColumns.sourceId],
  link: commonColumns.link,
  source: commonColumns.source,
} as const satisfies FieldSet['names'];
