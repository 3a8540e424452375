/** Every operation of the API, described once: `GET /api/openapi.json`, its page and Swagger's form are made of it. */
import { z } from 'zod';
import type { Scope } from '../../../chat/key-book.js';
import { auditPage } from '../audit-routes.js';
import { feedbackPage, scorePage } from '../collections.js';
import { commandSchema } from '../command-routes.js';
import { customerQuery } from '../customer-routes.js';
import * as schemas from './schemas.js';

/** One thing that can be asked. */
export interface Operation {
  readonly method: 'get' | 'post';
  /** As a router has it: `/customers/:name`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  /** What a key has to be for. */
  readonly scope: Scope;
  /** Of the path and of the query; `in` by whether the path has it. */
  readonly parameters?: Readonly<Record<string, z.ZodType>>;
  readonly body?: z.ZodType;
  /** Whether an `Idempotency-Key` makes a repeated call harmless. */
  readonly isOnce?: true;
  /** What comes back when it went well, by status. */
  readonly answers: Readonly<Record<number, z.ZodType>>;
}

const dryRun = z
  .enum(['true', 'false'])
  .optional()
  .meta({ description: 'Says what would come in, and keeps nothing.' });

const taking = (name: string, item: z.ZodType, what: string) =>
  ({
    method: 'post',
    path: `/api/v1/${name}`,
    operationId: `add${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    summary: `Takes ${what} in: 1 to 1,000 items, all or none.`,
    scope: 'capture',
    parameters: { dryRun },
    body: schemas.itemsOf(item),
    isOnce: true,
    answers: {
      200: z.union([z.array(schemas.taken), z.looseObject({ dryRun: z.literal(true) })]),
      201: z.array(schemas.taken),
    },
  }) as const satisfies Operation;

const fact = (name: keyof typeof schemas.segmentMessages | 'batch', summary: string): Operation => ({
  method: 'post',
  path: `/api/v1/${name}`,
  operationId: name,
  summary,
  scope: 'capture',
  body: name === 'batch' ? schemas.segmentBatch : schemas.segmentMessages[name],
  answers: { 200: schemas.factsTaken },
});

/** One item as it comes in, as its room describes the fields. */
export interface NewItems {
  readonly feedback: z.ZodType;
  readonly score: z.ZodType;
}

/** All of them, in the order in which they are read. */
export const operations = ({ feedback, score }: NewItems): readonly Operation[] => [
  {
    method: 'get',
    path: '/api/v1/feedback',
    operationId: 'listFeedback',
    summary: 'Lists feedback in the order of its numbers.',
    scope: 'read',
    parameters: feedbackPage.shape,
    answers: { 200: schemas.pageOf(schemas.feedback) },
  },
  taking('feedback', feedback.meta({ id: 'NewFeedback' }), 'feedback'),
  {
    method: 'get',
    path: '/api/v1/scores',
    operationId: 'listScores',
    summary: 'Lists scores in the order in which they came in.',
    scope: 'read',
    parameters: scorePage.shape,
    answers: { 200: schemas.pageOf(schemas.score) },
  },
  taking('scores', score.meta({ id: 'NewScore' }), 'scores'),
  {
    method: 'get',
    path: '/api/v1/customers/:name',
    operationId: 'getCustomer',
    summary: 'Answers the profile of a customer, the same that `who NAME` shows.',
    scope: 'read',
    parameters: { name: z.string().min(1), ...customerQuery.shape },
    answers: { 200: schemas.oneOf(schemas.profile) },
  },
  {
    method: 'post',
    path: '/api/v1/commands',
    operationId: 'runCommand',
    summary: 'Types a line, presses a button or fills a form in, in the name of the person whose key it is.',
    scope: 'act',
    body: commandSchema,
    isOnce: true,
    answers: { 200: schemas.reply },
  },
  fact('identify', 'Says what is known of a person (Segment spec).'),
  fact('group', 'Says what is known of a customer (Segment spec).'),
  fact('track', 'Says what a person did (Segment spec).'),
  fact('alias', 'Says that two ids are one person (Segment spec).'),
  fact('batch', 'Takes 1 to 1,000 messages of the Segment spec.'),
  {
    method: 'get',
    path: '/api/v1/audit',
    operationId: 'listAudit',
    summary: 'Lists who changed what, the oldest first.',
    scope: 'admin',
    parameters: auditPage.shape,
    answers: { 200: schemas.pageOf(schemas.auditEntry) },
  },
];
