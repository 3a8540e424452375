/** What one kind of file can hold, and what its fields are called in files. judge/ weighs names against values. */

import { commonColumns } from '../../../chat/column-names.js';
import { fold, type NamedFields } from './judge/names.js';
import type { Profile } from './judge/profile.js';

/** What one kind of file can hold. */
export interface FieldSet extends NamedFields {
  /** Without it there is nothing to take in. */
  readonly wanted: {
    readonly field: string;
    /** "No column is named like …". */
    readonly like: string;
    /** "Say which one holds …". */
    readonly holds: string;
  };
  /** The field by which other systems call a row. */
  readonly id: string;
  /** `rows`: each row is known again by its id or its line. `content`: by whom it is about, and several may be about one. */
  readonly knownBy: 'rows' | 'content';
  /** Fields that say nothing without another one, which stands before them in `names`. */
  readonly needs?: Readonly<Record<string, string>>;
  /** Each further column is kept as a fact of whom the row is about. */
  readonly keepsFacts?: true;
  /** The customer's words: kept exactly as they are, while around the rest spaces mean nothing. */
  readonly words: string;
  /** When it was said or answered. */
  readonly date: string;
  /** Other fields that hold dates. */
  readonly furtherDates: readonly string[];
  /** Where the kind has its own: how values fit, and what shows by itself which field a column is. */
  readonly fit?: (field: string, profile: Profile) => { readonly fit: number; readonly says: string };
  readonly speaks?: Readonly<Record<string, (profile: Profile) => boolean>>;
}

const factPrefix = 'fact:';

/** The field of a column that is kept as a fact under its own name: only where rows are known by content. */
export const factField = (column: string): string => `${factPrefix}${column}`;

/** The fact's name; null: the field is none. */
export const factName = (field: string): string | null =>
  field.startsWith(factPrefix) ? field.slice(factPrefix.length) : null;

/** How a field is shown to people, and may be typed in `--map`: its name here is for programs. */
export const shownField = (field: string): string => shownAs[field] ?? factName(field) ?? field;

const shownAs: Readonly<Record<string, string>> = {
  givenAt: 'date',
  capturedAt: 'date',
  sourceId: 'id',
  externalId: 'id',
  asOf: 'as of',
  askedAt: 'asked',
  firstName: 'first name',
  lastName: 'last name',
};

const ofRows = { id: 'sourceId', knownBy: 'rows', furtherDates: [] } as const;

/** @param names as the feedback room describes its fields */
export const feedbackFields = (names: FieldSet['names']): FieldSet => ({
  names,
  wanted: {
    field: 'text',
    like: "the customer's words (text, comment, feedback, message, review)",
    holds: 'what the customer said',
  },
  ...ofRows,
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
    ...ofRows,
    needs: { person: 'email', firstName: 'email', lastName: 'email' },
    words: 'comment',
    date: 'givenAt',
    isNps: metric === undefined,
  };
}

function metricNames(metric: string): string[] {
  const name = fold(metric);
  return name === '' ? [] : [name, `${name}score`];
}

/** Who answered: what they are called is nobody's without their address. */
const personNames = { email: ['email'], person: ['person'], firstName: ['firstname'], lastName: ['lastname'] } as const;

const scoreNames = {
  comment: ['comment', 'comments', 'npscomment', 'npsreason', 'reasonforscore'],
  customer: commonColumns.customer,
  segment: ['segment', 'customersegment', 'segmentname'],
  ...personNames,
  givenAt: ['givenat', ...commonColumns.saidAt],
  sourceId: ['sourceid', ...commonColumns.sourceId],
  link: commonColumns.link,
  source: commonColumns.source,
} as const satisfies FieldSet['names'];
