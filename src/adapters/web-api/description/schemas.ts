/** What comes in and goes out, as the description of the API tells it. A test holds every answer against it. */
import { z } from 'zod';

const instant = z.iso.datetime().meta({ description: 'An instant, ISO 8601 in UTC.' });
const orNull = <S extends z.ZodType>(schema: S) => schema.nullable();

/** RFC 9457, for every refusal. */
export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: 'What is wrong, and the remedy.' }),
    code: z.string().meta({ description: 'The kind of refusal, such as `api.faultyItems`; it does not change.' }),
    errors: z
      .array(z.looseObject({ pointer: z.string().optional(), parameter: z.string().optional(), detail: z.string() }))
      .optional()
      .meta({ description: 'Each fault with its place: a JSON Pointer into the body, or a parameter.' }),
    errorCount: z.int().optional(),
  })
  .meta({ id: 'Problem' });

/** A piece of feedback as it is given out. */
export const feedback = z
  .looseObject({
    number: z.int(),
    id: z.string().meta({ description: '`F-12`' }),
    state: z.string(),
    text: orNull(z.string()).meta({ description: 'The customer’s words; null where it is confidential.' }),
    customer: orNull(z.string()),
    topic: orNull(z.string()),
    severity: orNull(z.string()),
    bought: orNull(z.string()),
    score: orNull(z.number()),
    author: orNull(z.string()),
    link: orNull(z.string()),
    source: z.string(),
    sourceId: orNull(z.string()),
    owner: orNull(z.string()),
    capturedAt: instant,
    saidAt: orNull(instant),
    promiseEndsAt: orNull(instant).meta({ description: 'null while it waits, and when it is resolved.' }),
    resolvedAt: orNull(instant),
    outcome: orNull(z.string()),
  })
  .meta({ id: 'Feedback' });

/** A score as it is given out. */
export const score = z
  .looseObject({
    id: z.string(),
    metric: z.string(),
    score: z.number(),
    comment: orNull(z.string()),
    customer: orNull(z.string()),
    segment: orNull(z.string()),
    givenAt: instant,
    source: z.string(),
    sourceId: orNull(z.string()),
    link: orNull(z.string()),
  })
  .meta({ id: 'Score' });

/** What became of an item that came in. */
export const taken = z
  .looseObject({
    id: z.string(),
    isNew: z.boolean(),
    newCustomer: z.string().optional().meta({ description: 'Nobody was called so: the customer was made.' }),
  })
  .meta({ id: 'Taken' });

/** An entry of the audit log. */
export const auditEntry = z
  .looseObject({
    id: z.string(),
    at: instant,
    what: z.string(),
    who: z.string().meta({ description: 'The name of a member, `operator` or `bot`.' }),
    whoId: orNull(z.string()),
    surface: z.string().meta({ description: 'Through what it was done.' }),
    subject: z.string(),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
  })
  .meta({ id: 'AuditEntry' });

const button = z.looseObject({
  label: z.string(),
  action: z.string().optional(),
  value: z.string().optional(),
  url: z.string().optional(),
});

/** What the bot answers to whoever typed, pressed or filled something in. */
export const reply = z
  .union([
    z.looseObject({
      kind: z.literal('card'),
      title: z.string(),
      summary: z.string(),
      tone: z.enum(['neutral', 'good', 'warning', 'bad']),
      text: z.string(),
      buttons: z.array(button),
    }),
    z.looseObject({
      kind: z.literal('form'),
      form: z.string(),
      subject: z.string(),
      title: z.string(),
      intro: orNull(z.string()),
      fields: z.array(z.looseObject({ name: z.string(), kind: z.string(), label: z.string() })),
      errors: z.record(z.string(), z.string()),
    }),
    z.looseObject({ kind: z.literal('done') }),
  ])
  .meta({ id: 'Reply' });

/** A customer's profile: what `who NAME` shows. */
export const profile = z.looseObject({ name: z.string() }).meta({ id: 'Customer' });

const page = (entry: z.ZodType) => z.looseObject({ items: z.array(entry), next: orNull(z.string()) });

/** A page of a list, and the address of the next; null: that was the last. With `fields`, entries have only these. */
export const pageOf = (entry: z.ZodObject) => z.union([page(entry), page(partOf(entry))]);

/** A thing as it is given out; with `fields`, only these of it. */
export const oneOf = (entry: z.ZodObject) => z.union([entry, partOf(entry)]);

const partOf = (entry: z.ZodObject) => entry.partial().meta({ id: `${entry.meta()?.id ?? ''}Fields` });

/** One item, a list of items, or `{ "items": [...] }`. */
export const itemsOf = (item: z.ZodType) =>
  z.union([z.strictObject({ items: z.array(item).min(1).max(1_000) }), z.array(item).min(1).max(1_000), item]);

const id = z.string().regex(/\S/).max(200);

const message = z.looseObject({
  userId: id.optional(),
  groupId: id.optional(),
  previousId: id.optional(),
  event: id.optional(),
  traits: z.looseObject({}).optional(),
  timestamp: z.string().optional().meta({ format: 'date-time' }),
  messageId: id.optional(),
});

/** Messages of the Segment spec, by their type. */
export const segmentMessages = {
  identify: message.required({ userId: true }),
  group: message.required({ userId: true, groupId: true }),
  track: message.required({ userId: true, event: true }),
  alias: message.required({ userId: true, previousId: true }),
} as const;

/** Several of them, each with its type. */
export const segmentBatch = z.looseObject({
  batch: z
    .array(z.union(Object.entries(segmentMessages).map(([type, each]) => each.extend({ type: z.literal(type) }))))
    .min(1)
    .max(1_000),
});

/** That facts were taken. */
export const factsTaken = z.looseObject({ success: z.literal(true) });
