/**
 * The fields of feedback, each described once: how it is read, whether it is typed as a detail, asked for in the form, a
 * column of files, kept, shown on the card, given out by the web API, a filter of the list and a condition of rules.
 * A new one is an entry here, with its column in prisma/schema.
 */

import { z } from 'zod';
import { commonColumns, type FileColumns } from '../../chat/column-names.js';
import type { FieldShape } from '../../chat/form.js';
import { optional, trimmed, words } from '../../chat/typed.js';
import { phrase, say } from '../../kernel/language/say.js';
import { severityWords } from './cards/value-words.js';
import { maxTextLength, severities } from './rules/feedback.js';

/** Text in a line, without what stands around it. */
export const label = (what: string, max = 200) => trimmed(what, max);

const scoreError = { error: () => say('This is not a score. Write a whole number from 0 to 10.') };
const score = z
  .union([z.number(), z.string().trim().regex(/^\d+$/).transform(Number)], scoreError)
  .refine((value) => Number.isInteger(value) && value >= 0 && value <= 10, scoreError);

const yes = z
  .union(
    [
      z.boolean(),
      z
        .string()
        .toLowerCase()
        .pipe(z.enum(['yes', 'no', 'true', 'false'])),
    ],
    {
      error: () => say('Say yes or no.'),
    },
  )
  .transform((value) => value === true || value === 'yes' || value === 'true');

/** What is kept of a draft under the same name; the rest (customer, owner, …) becomes something else when captured. */
export interface Kept {
  /** Of the table feedback, with its type. */
  readonly column: string;
  readonly type: 'text' | 'int' | 'boolean';
  /** What is kept when it was not given. */
  readonly absent: string | number | boolean | null;
  /** Only for those who may know what was said: the card and the API leave it out of what is confidential. */
  readonly told: boolean;
  /** How the card says a value that was given; null, or absent: not at all. */
  fact?(value: string): string | null;
}

/** A condition of routing rules: any of its values, compared without case. */
export interface RouteCondition {
  /** Under which rules keep it. */
  readonly key: string;
  /** As a rule says it: `topic {values}`. */
  readonly says: string;
  /** Why a rule does not fit. */
  readonly unmet: string;
  /** Which values there are; absent: any. */
  readonly oneOf?: readonly string[];
}

export interface FieldEntry<S extends z.ZodType = z.ZodType> {
  /** On the form and the card. */
  readonly label: string;
  readonly schema: S;
  /** The command takes `name:value`; `usage` is how its help shows it, absent: not. */
  readonly detail?: { readonly oneOf?: readonly string[]; readonly usage?: string };
  /** How the form asks for it; absent: it does not. */
  readonly form?: FieldShape;
  /** Names of columns in files, as they are compared: small letters and digits. The first is its own. */
  readonly columns: readonly string[];
  /** How other programs write what is known here. */
  readonly synonyms?: Readonly<Record<string, string>>;
  readonly kept?: Kept;
  /** `feedback list name:value`. */
  readonly filter?: true;
  readonly route?: RouteCondition;
}

const field = <S extends z.ZodType>(entry: FieldEntry<S>): FieldEntry<S> => entry;

/** Known channels of purchase are kept in small letters, others as they were written. */
function knownChannel(typed: string): string {
  const known = ['web', 'store', 'partner', 'phone'].find((channel) => channel === typed.toLowerCase());
  return known ?? typed;
}

/** In the order of the form. */
export const fields = {
  text: field({
    label: phrase('What did the customer say?'),
    schema: words(phrase('what the customer said'), maxTextLength),
    form: { kind: 'text', hint: phrase('Their own words, exactly.'), multiline: true, maxLength: maxTextLength },
    columns: [
      'text',
      'comment',
      'comments',
      'feedback',
      'message',
      'review',
      'body',
      'content',
      'verbatim',
      'reviewtext',
      'feedbacktext',
      'commenttext',
      'messagetext',
      'customercomment',
    ],
  }),
  customer: field({
    label: phrase('Customer'),
    schema: optional(label(phrase('the customer’s name'))),
    detail: { usage: '' },
    form: { kind: 'text', optional: true, names: 'customer' },
    columns: commonColumns.customer,
  }),
  topic: field({
    label: phrase('Topic'),
    schema: optional(label(phrase('the topic'), 80)),
    detail: { usage: '' },
    form: { kind: 'text', optional: true, placeholder: phrase('billing // a topic, as an example') },
    columns: ['topic', 'category', 'theme', 'area'],
    kept: { column: 'topic', type: 'text', absent: null, told: true, fact: (value) => value },
    filter: true,
    route: { key: 'topics', says: phrase('topic {values}'), unmet: phrase('another topic') },
  }),
  severity: field({
    label: phrase('Severity'),
    schema: optional(
      z
        .string()
        .trim()
        .toLowerCase()
        .pipe(z.enum(severities, { error: () => say('Severity is low, normal or high.') })),
    ),
    detail: { oneOf: severities, usage: severities.join('|') },
    form: {
      kind: 'choice',
      options: [
        { value: 'low', label: phrase('Low // severity') },
        { value: 'normal', label: phrase('Normal // severity') },
        { value: 'high', label: phrase('High // severity') },
      ],
      value: 'normal',
    },
    columns: ['severity', 'priority', 'urgency'],
    synonyms: {
      lowest: 'low',
      minor: 'low',
      medium: 'normal',
      standard: 'normal',
      major: 'high',
      urgent: 'high',
      critical: 'high',
      highest: 'high',
    },
    kept: {
      column: 'severity',
      type: 'text',
      absent: 'normal',
      told: false,
      fact: (value) => (value === 'normal' ? null : severityWords(value)),
    },
    route: {
      key: 'severities',
      says: phrase('severity {values}'),
      unmet: phrase('another severity'),
      oneOf: severities,
    },
  }),
  bought: field({
    label: phrase('Bought through'),
    schema: optional(label(phrase('where the customer bought'), 80).transform(knownChannel)),
    detail: { usage: 'web|store|partner|phone' },
    form: {
      kind: 'text',
      optional: true,
      hint: phrase('Channel of purchase: web, store, partner, phone, or in your words.'),
    },
    columns: ['bought', 'channelofpurchase', 'purchasechannel', 'saleschannel', 'boughtthrough', 'boughtat'],
    kept: { column: 'bought', type: 'text', absent: null, told: true, fact: (value) => value },
    filter: true,
    route: { key: 'bought', says: phrase('bought {values}'), unmet: phrase('bought elsewhere') },
  }),
  score: field({
    label: phrase('Score'),
    schema: optional(score),
    detail: {},
    // Not "rating": five stars of five would be read as a five of ten.
    columns: ['score', 'nps', 'npsscore', 'likelihoodtorecommend'],
    kept: {
      column: 'score',
      type: 'int',
      absent: null,
      told: true,
      fact: (value) => say('{score} of 10', { score: value }),
    },
  }),
  author: field({
    label: phrase('Who said it'),
    schema: optional(label(phrase('who said it'))),
    columns: [
      'author',
      'name',
      'authorname',
      'reviewer',
      'reviewername',
      'respondent',
      'contact',
      'contactname',
      'username',
      'consumer',
      'consumername',
      'requester',
      'requestername',
      'fullname',
      'customerfullname',
    ],
    kept: { column: 'author', type: 'text', absent: null, told: true },
  }),
  link: field({
    label: phrase('Link'),
    schema: optional(
      z
        .url({ protocol: /^https?$/, error: () => say('A link starts with https:// or http://.') })
        .max(2000, { error: () => say('A link has at most 2,000 characters.') }),
    ),
    columns: commonColumns.link,
    kept: { column: 'link', type: 'text', absent: null, told: true },
  }),
  sourceId: field({
    label: phrase('The source’s own id'),
    schema: optional(label(phrase('the source’s own id'), 500)),
    columns: commonColumns.sourceId,
  }),
  capturedAt: field({
    label: phrase('When it was said'),
    schema: optional(
      z.iso
        .datetime({ offset: true, error: () => say('A time looks like 2026-11-20T09:30:00Z.') })
        .transform((text) => new Date(text)),
    ),
    columns: commonColumns.saidAt,
  }),
  owner: field({
    label: phrase('Owner'),
    schema: optional(label(phrase('the owner'))),
    detail: { usage: '@x' },
    form: { kind: 'person', optional: true, hint: phrase('Leave it empty and the rules choose.') },
    columns: ['owner'],
  }),
  confidential: field({
    label: phrase('Confidential'),
    schema: optional(yes),
    detail: { oneOf: ['yes', 'no'], usage: 'yes' },
    form: { kind: 'yesNo', optional: true, hint: phrase('Only the owner, you and the champion can read it.') },
    columns: ['confidential'],
    synonyms: { y: 'yes', '1': 'yes', x: 'yes', n: 'no', '0': 'no' },
    kept: { column: 'confidential', type: 'boolean', absent: false, told: false },
  }),
};

/** `topic`, `severity`, … */
export type FieldName = keyof typeof fields;
export type Field = FieldEntry & { readonly name: FieldName };

const list: readonly Field[] = Object.entries<FieldEntry>(fields).map(([name, entry]) => ({
  ...entry,
  name: name as FieldName,
}));

/** The bot's own, which nobody gives: the early test in which its customer took part when they said it. */
const trial = {
  name: 'trial',
  label: phrase('Early test'),
  column: 'trial',
  type: 'text',
  absent: null,
  told: true,
  fact: (value: string) => value,
} as const;

/** All fields, in the order of the form. */
export const fieldList = list;
/** Those that the command takes as `name:value`. */
export const detailFields = list.flatMap(({ detail, name }) => (detail ? [{ ...detail, name }] : []));
/** Those that are columns of the table feedback under their name. */
export const keptFields: readonly (Kept & { readonly name: FieldName | 'trial'; readonly label: string })[] = [
  ...list.flatMap(({ kept, name, label: shown }) => (kept ? [{ ...kept, name, label: shown }] : [])),
  trial,
];
/** Those by which `feedback list` is narrowed. */
export const filterFields: readonly { readonly name: FieldName | 'trial'; readonly column: string }[] = [
  ...list.flatMap(({ filter, kept, name }) => (filter && kept ? [{ name, column: kept.column }] : [])),
  trial,
];
/** Those that rules ask about. */
export const routeFields = list.flatMap(({ route, name }) => (route ? [{ ...route, name }] : []));

/** What rules ask of an item as lists of values: of its fields, of where it came from and of its customer. */
export const listConditions: readonly (RouteCondition & { readonly name: string })[] = [
  ...routeFields,
  { name: 'trial', key: 'trials', says: phrase('early test {values}'), unmet: phrase('not in this early test') },
  { name: 'source', key: 'sources', says: phrase('from {values}'), unmet: phrase('another source') },
  { name: 'segment', key: 'segments', says: phrase('segment {values}'), unmet: phrase('another segment') },
];

/** Files may also say where each row comes from. */
export const feedbackColumns: FileColumns = {
  names: { ...Object.fromEntries(list.map(({ name, columns }) => [name, columns])), source: commonColumns.source },
  synonyms: Object.fromEntries(list.map(({ name, synonyms = {} }) => [name, new Map(Object.entries(synonyms))])),
};

/** The values of these fields, by name. */
export const valuesOf = (
  of: readonly { readonly name: FieldName }[],
  from: object,
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(of.map(({ name }) => [name, (from as Readonly<Record<string, unknown>>)[name]]));
