/**
 * What Teams tells the bot, as far as we read it, and what we tell Teams: own types, so that no other file knows an SDK.
 * Source: Bot Framework's activity schema, and the recorded activities in test/support/stand-in-teams/activities.
 */
import { z } from 'zod';

const account = z.object({
  /** `29:…` for people, `28:…` for bots. Known to this bot alone. */
  id: z.string().max(1_000),
  name: z.string().nullish(),
  /** The person's id in Entra, the same for every bot. */
  aadObjectId: z.string().nullish(),
  /** Of members: the tenant that they come from. */
  tenantId: z.string().nullish(),
});

const mention = z.object({ type: z.literal('mention'), mentioned: account, text: z.string().nullish() });

/** Reads the body of a request from Teams; ids and addresses in it are not trusted beyond their shape. */
export const activity = z.object({
  type: z.string(),
  /** Unique in its conversation. Teams may send the same again. */
  id: z.string().max(1_000).default(''),
  /** `msteams`; the bot's registration may have other channels, such as Web Chat and Direct Line. */
  channelId: z.string().nullish(),
  /** Of invokes and events: which. */
  name: z.string().nullish(),
  serviceUrl: z.url({ protocol: /^https?$/ }),
  timestamp: z.string().nullish(),
  locale: z.string().nullish(),
  /** IANA zone of the person's client. */
  localTimezone: z.string().nullish(),
  from: account,
  recipient: account.extend({ isTargeted: z.boolean().nullish() }).nullish(),
  conversation: z.object({
    /** In a thread of a channel it ends with `;messageid=` and the first message's id. */
    id: z.string().min(1).max(1_000),
    name: z.string().nullish(),
    conversationType: z.string().nullish(),
    tenantId: z.string().nullish(),
  }),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  replyToId: z.string().nullish(),
  action: z.string().nullish(),
  entities: z.array(z.unknown()).nullish(),
  membersAdded: z.array(account).nullish(),
  membersRemoved: z.array(account).nullish(),
  reactionsAdded: z.array(z.object({ type: z.string() })).nullish(),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id: z.string() }).nullish(),
      team: z.looseObject({ id: z.string().nullish(), name: z.string().nullish() }).nullish(),
      channel: z.looseObject({ id: z.string().nullish(), name: z.string().nullish() }).nullish(),
      meeting: z.looseObject({ id: z.string().nullish() }).nullish(),
      eventType: z.string().nullish(),
    })
    .nullish(),
});

/** One thing that Teams told us, read and checked; fields that the bot does not use are left out. */
export type Activity = z.output<typeof activity>;

/** Everybody who is mentioned, each with the words that stand for them: `<at>Maya</at>`. */
export function mentionsIn({ entities }: Pick<Activity, 'entities'>): readonly z.output<typeof mention>[] {
  return (entities ?? []).flatMap((each) => mention.safeParse(each).data ?? []);
}

/** The tenant that the activity comes from, lower case; null: it names none. */
export function tenantOf({ conversation, channelData }: Activity): string | null {
  return (conversation.tenantId ?? channelData?.tenant?.id)?.toLowerCase() ?? null;
}

/** The conversation without its thread, and the thread's first message; null: no thread. */
export function threadOf(conversationId: string): { readonly channel: string; readonly message: string | null } {
  const [channel = conversationId, message] = conversationId.split(';messageid=', 2);
  return { channel, message: message ?? null };
}

/** Whether it is a channel: only channels have threads. */
export const isChannel = (conversationId: string): boolean => /@thread\.(tacv2|skype)$/.test(conversationId);

/** Whether it came from somebody's private chat with the bot. */
export const isPersonal = ({ conversation }: Pick<Activity, 'conversation'>): boolean =>
  conversation.conversationType === 'personal';

/** Whether the bot is in the conversation no more: it was removed, which Teams tells in two ways, or the place was deleted. */
export function takesBotAway({ type, action, membersRemoved, recipient, channelData }: Activity): boolean {
  if (type === 'installationUpdate') return action?.startsWith('remove') ?? false;
  if (type !== 'conversationUpdate') return false;
  const isRemoved = membersRemoved?.some(({ id }) => id === recipient?.id) ?? false;
  return isRemoved || /^(channel|team)(Hard)?Deleted$/.test(channelData?.eventType ?? '');
}

/** The channel that was made, renamed or deleted by it; null: another activity. It may be told in the team's first channel. */
export function changedChannel({ type, channelData }: Activity): string | null {
  const isOfChannel = type === 'conversationUpdate' && channelData?.eventType?.startsWith('channel');
  return isOfChannel ? (channelData?.channel?.id ?? null) : null;
}

/** A message as the connector takes it. */
export interface OutgoingActivity {
  readonly type: 'message';
  readonly text?: string;
  readonly summary?: string;
  readonly attachments?: readonly { readonly contentType: string; readonly content: unknown }[];
  readonly channelData?: Readonly<Record<string, unknown>>;
  /** Of a targeted message: the one person who sees it. */
  readonly recipient?: { readonly id: string; readonly isTargeted?: boolean };
  readonly from?: { readonly id: string };
}

/** Under which type an attachment is an Adaptive Card. */
export const cardContentType = 'application/vnd.microsoft.card.adaptive';
