/** What an activity asks of the rooms, and how it can be answered. Pure but for looking people up; receive.ts asks. */
import { z } from 'zod';
import type { Interaction } from '../../../chat/interaction.js';
import { isObject } from '../../platform/json.js';
import { type Activity, isPersonal, threadOf } from '../activity.js';
import type { TeamsWhoAndWhere } from '../people/who-and-where.js';
import { refreshVerb } from '../render/render-card.js';
import { type InvokeKind, invokeKind } from '../reply/invoke-answers.js';
import { submitVerb } from '../reply/reply.js';
import type { Tenant } from '../workspace/tenant.js';
import { captured } from './captured.js';
import { lineOf } from './line.js';
import { readSubmitted, type Submitted } from './read-values.js';

export interface Act {
  /** null: somebody's client only asks for the card as it is now. */
  readonly interaction: Interaction | null;
  /** What the card was posted under that a client asks for; null: it does not say, or it is something else. */
  readonly mark: string | null;
  readonly invoke: InvokeKind | null;
  readonly submitted: Submitted | null;
  readonly takesItsPlace: boolean;
  /** Somebody's message that is being captured; null: none. */
  readonly captures: string | null;
}

export interface ActDeps {
  readonly whoAndWhere: TeamsWhoAndWhere;
  /** The first words of our commands, lower case. */
  isCommand(line: string): boolean;
  /** What the bot's message there is about; null: no living message. */
  livingKeyAt(ref: { readonly channel: string; readonly message: string }): Promise<string | null>;
}

/** The message extension's commands, and the line that each stands for: a dialog is opened by these alone. */
export const extensionLines: Readonly<Record<string, string>> = {
  feedback: 'feedback',
  learn: 'learn',
  idea: 'idea',
  score: 'score',
};
/** The message action "Capture feedback". */
export const captureCommand = 'capture';

const executed = z.looseObject({ action: z.looseObject({ verb: z.string(), data: z.unknown().optional() }) });
const extension = z.looseObject({
  commandId: z.string().optional(),
  data: z.unknown().optional(),
  messagePayload: z.unknown().optional(),
});
const marked = z.looseObject({ mark: z.string() });
const button = z.looseObject({
  action: z.string(),
  value: z.string().default(''),
  turnsPage: z.boolean().default(false),
});

/** Asked by programs, not by people: nobody reads words there. */
const wordless = /^(signin\/|application\/search$)/;

/**
 * null: nothing for the rooms. What can't be read, or nobody handles, is a button that the router does not know, so that
 * whoever pressed it hears so in words.
 * @throws InvalidInput for a message that can't be captured
 */
export async function actOf(told: Activity, at: Tenant, deps: ActDeps): Promise<Act | null> {
  if (told.type === 'message') return written(told, at, deps);
  const name = told.name ?? '';
  if (told.type !== 'invoke' || wordless.test(name)) return null;
  const invoke = invokeKind(name);
  if (name === 'adaptiveCard/action') {
    const read = executed.safeParse(told.value).data?.action;
    if (read?.verb === refreshVerb) return act(null, invoke, { mark: marked.safeParse(read.data).data?.mark ?? null });
    return pressed(read?.verb ?? null, read?.data, invoke, at, deps);
  }
  const asked = extension.safeParse(told.value).data;
  if (name === 'composeExtension/fetchTask' && asked?.commandId === captureCommand) {
    const message = captured(asked.messagePayload, at);
    return act({ kind: 'capture', message }, invoke, {
      captures: message.sourceId.slice(at.conversationId.length + 1),
    });
  }
  if (name === 'composeExtension/fetchTask') {
    const id = asked?.commandId ?? '';
    const text = (Object.hasOwn(extensionLines, id) ? extensionLines[id] : undefined) ?? 'help';
    return act({ kind: 'command', text }, invoke);
  }
  return pressed(null, asked?.data, invoke, at, deps);
}

const act = (interaction: Interaction | null, invoke: Act['invoke'], more: Partial<Act> = {}): Act => ({
  interaction,
  mark: null,
  invoke,
  submitted: null,
  takesItsPlace: false,
  captures: null,
  ...more,
});

/** A line; an answer in a thread; or a button of a client without universal actions, which comes as a message. */
async function written(told: Activity, at: Tenant, deps: ActDeps): Promise<Act> {
  if (isObject(told.value) && !told.text?.trim()) return pressed(null, told.value, null, at, deps);
  const text = await lineOf(told, at, deps.whoAndWhere);
  const { channel, message } = threadOf(told.conversation.id);
  // Private chats have no threads: an answer there names the message that it quotes.
  const answered = message ?? (isPersonal(told) ? told.replyToId : null);
  const repliesTo = answered ? { channel, message: answered } : null;
  const isAnswer = repliesTo !== null && (isPersonal(told) || (await isToCard(repliesTo, text, deps)));
  return act(isAnswer ? { kind: 'said', said: { text, repliesTo } } : { kind: 'command', text }, null);
}

/** In a thread the bot hears only what mentions it: a command, or an answer to its card. */
async function isToCard(ref: { channel: string; message: string }, text: string, deps: ActDeps): Promise<boolean> {
  return !deps.isCommand(text) && (await deps.livingKeyAt(ref)) !== null;
}

async function pressed(
  verb: string | null,
  data: unknown,
  invoke: InvokeKind | null,
  at: Tenant,
  { whoAndWhere }: ActDeps,
): Promise<Act> {
  const memberOf = async (personId: string) => {
    const who = await whoAndWhere.who(at, personId, null);
    return who.kind === 'known' ? who.actor.id : null;
  };
  const submitted = await readSubmitted(data, memberOf);
  if (submitted) {
    const { form, subject, values } = submitted;
    return act({ kind: 'submit', form, subject, values }, invoke, { submitted });
  }
  const told = button.safeParse(isObject(data) ? { ...data, ...(verb !== null && { action: verb }) } : {}).data;
  if (!told || told.action === submitVerb) return act({ kind: 'action', action: '', value: '' }, invoke);
  return act({ kind: 'action', action: told.action, value: told.value }, invoke, { takesItsPlace: told.turnsPage });
}
