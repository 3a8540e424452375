/**
 * What Slack sends, as far as it is read, checked once: receive.ts parses every body with these. Slack adds fields
 * and leaves some out as it pleases, so only what is needed is asked for.
 */
import { z } from 'zod';

const id = z.string().regex(/^[A-Z0-9]{2,40}$/);
const optionalId = id.nullish().transform((value) => value ?? null);
const text = z.string();
const optionalText = text.nullish().transform((value) => value ?? null);
const maybeEmpty = text.nullish().transform((value) => value ?? '');
/** Shown by others, and read with care: message-words.ts. */
const anyList = z.array(z.unknown()).catch([]);
/** Seconds and microseconds: which message of a channel. */
const ts = z.string().regex(/^\d{1,12}\.\d{1,9}$/);

const user = z.object({ id, team_id: optionalId });
const channel = z
  .object({ id, name: optionalText })
  .nullish()
  .transform((value) => value ?? null);
const team = z
  .object({ id: optionalId, domain: optionalText })
  .nullish()
  .transform((value) => value ?? null);

const object = z.looseObject({});
const maybe = object.nullish();
const named = z.union([text, object]).optional();

/** As far as Bolt itself looks into what it hands on: it would throw over anything else, and Slack would send it again. */
const readable = {
  event: z.looseObject({
    event: z.looseObject({
      type: text,
      user: named,
      channel: named,
      item: object.optional(),
      subteam: object.optional(),
    }),
    authorizations: z.array(object).nullish(),
  }),
  command: z.looseObject({ command: text }),
  view: z.looseObject({
    type: text,
    user: object,
    team: maybe,
    enterprise: maybe,
    view: z.looseObject({ callback_id: text }),
    response_urls: z.array(object).optional(),
  }),
  interactive: z.looseObject({
    type: text,
    callback_id: text.optional(),
    user: object,
    team: maybe,
    enterprise: maybe,
    channel: object.optional(),
    actions: z.tuple([z.looseObject({ action_id: text, block_id: text.optional() })], z.unknown()).optional(),
  }),
};

export function isReadable(body: Readonly<Record<string, unknown>>): boolean {
  if (body.event !== undefined) return readable.event.safeParse(body).success;
  if (body.command !== undefined) return readable.command.safeParse(body).success;
  const isView = body.type === 'view_submission' || body.type === 'view_closed';
  return (isView ? readable.view : readable.interactive).safeParse(body).success;
}

export const commandPayload = z.object({
  command: z.string().regex(/^\//),
  text: maybeEmpty,
  user_id: id,
  channel_id: id,
  channel_name: optionalText,
  trigger_id: optionalText,
  response_url: optionalText,
});

export const actionPayload = z.object({
  type: z.literal('block_actions'),
  user,
  channel,
  trigger_id: optionalText,
  response_url: optionalText,
  message: z
    .object({ ts, thread_ts: ts.optional() })
    .nullish()
    .transform((value) => value ?? null),
  view: z
    .object({ id: text, type: text, private_metadata: maybeEmpty })
    .nullish()
    .transform((value) => value ?? null),
  container: z
    .object({ thread_ts: ts.optional(), is_ephemeral: z.boolean().optional() })
    .nullish()
    .transform((value) => value ?? null),
  actions: z.tuple([z.object({ action_id: text, value: maybeEmpty, action_ts: maybeEmpty })], z.unknown()),
});

export type ActionPayload = z.output<typeof actionPayload>;

const elementValue = z.object({
  type: text.optional(),
  value: text.nullish(),
  // Whole, because an option chosen in advance must be the very option.
  selected_option: z.looseObject({ value: text }).nullish(),
  selected_options: z.array(z.looseObject({ value: text })).nullish(),
  selected_user: text.nullish(),
  selected_date: text.nullish(),
});
/** The value of one input in a submitted view. */
export type ElementValue = z.output<typeof elementValue>;

const viewState = z.object({ values: z.record(z.string(), z.record(z.string(), elementValue)) });
export type ViewValues = z.output<typeof viewState>['values'];

/** The parts of a view that are sent back to show it again; its blocks are ours, as Slack gives them back. */
const submittedView = z.object({
  id: text,
  hash: optionalText,
  callback_id: text,
  private_metadata: maybeEmpty,
  title: z.object({ text }),
  submit: z.object({ text }).nullish(),
  close: z.object({ text }).nullish(),
  blocks: z.array(z.looseObject({ type: text, block_id: text.optional() })),
  state: viewState,
});
/** A submitted view, read. */
export type SubmittedView = z.output<typeof submittedView>;

export const submissionPayload = z.object({
  type: z.literal('view_submission'),
  user,
  trigger_id: optionalText,
  view: submittedView,
});

export const messageShortcutPayload = z.object({
  type: z.literal('message_action'),
  callback_id: text,
  user,
  team,
  channel: z.object({ id, name: optionalText }),
  trigger_id: optionalText,
  response_url: optionalText,
  message: z.object({
    ts,
    thread_ts: ts.optional(),
    text: maybeEmpty,
    user: optionalId,
    /** The team of whoever wrote it; another one's in channels shared with it. */
    user_team: optionalId,
    team: optionalId,
    username: optionalText,
    bot_id: optionalId,
    blocks: anyList,
    attachments: anyList,
  }),
});

export const globalShortcutPayload = z.object({
  type: z.literal('shortcut'),
  callback_id: text,
  user,
  trigger_id: optionalText,
});

/** Around every event. */
export const eventEnvelope = z.object({
  event_id: maybeEmpty,
  /** People of another company read in the channel of which it tells (Slack Connect). */
  is_ext_shared_channel: z.boolean().catch(false),
  event: z.looseObject({ type: text }),
});

/** `message` and `app_mention`. */
export const messageEvent = z.object({
  type: text,
  subtype: optionalText,
  user: optionalId,
  /** The team of whoever wrote it; another one's in channels shared with it. */
  user_team: optionalId,
  source_team: optionalId,
  team: optionalId,
  bot_id: optionalId,
  text: maybeEmpty,
  channel: id,
  channel_type: optionalText,
  ts,
  thread_ts: ts.optional(),
  parent_user_id: optionalId,
});
export type MessageEvent = z.output<typeof messageEvent>;
