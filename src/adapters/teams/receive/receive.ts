/** Does what an activity says: meets who is new, hands what people do to the rooms, and answers. start.ts builds it. */
import type { InteractionContext } from '../../../chat/interaction.js';
import { type Reply, showCard, done as showNothing } from '../../../chat/reply.js';
import type { Actor } from '../../../kernel/person.js';
import { refusalCard } from '../../platform/answer-cards.js';
import { createCache } from '../../platform/cache.js';
import type { OnceOnly } from '../../platform/once-only.js';
import type { PlatformDeps } from '../../platform/platform-deps.js';
import { type Activity, isPersonal, takesBotAway, threadOf } from '../activity.js';
import type { TeamsPeopleSync } from '../people/people-sync.js';
import type { TeamsWhoAndWhere } from '../people/who-and-where.js';
import { invokeKind } from '../reply/invoke-answers.js';
import { type AnswerReply, answeredBefore } from '../reply/reply.js';
import type { Meet } from '../workspace/meet.js';
import { conversationsWith } from '../workspace/store.js';
import { type Tenant, tenantIn } from '../workspace/tenant.js';
import { type Act, actOf } from './act.js';
import type { InvokeAnswer } from './door.js';
import { heardOfMeeting } from './meeting-events.js';

export interface ReceiveDeps
  extends Pick<
    PlatformDeps,
    'database' | 'people' | 'handle' | 'home' | 'commands' | 'livingKeyAt' | 'gathered' | 'log'
  > {
  readonly whoAndWhere: TeamsWhoAndWhere;
  readonly meet: Meet;
  readonly peopleSync: Pick<TeamsPeopleSync, 'readAll'>;
  readonly answerReply: AnswerReply;
  readonly onceOnly: Pick<OnceOnly, 'event' | 'isNew'>;
}

export type Receive = (told: Activity, tenantId: string) => Promise<InvokeAnswer | null>;

const keptPeople = 20_000;
/** What people write in the private chat to see their own page, the first hello among it. */
const home = /^\s*(home|hello|hi|hey)\s*[.!]?\s*$/i;

/** Builds what does an activity of a known tenant. A repeated activity is done once. */
export function createReceive(deps: ReceiveDeps): Receive {
  const { database, people, whoAndWhere, meet, peopleSync, onceOnly, log } = deps;
  /** What the latest activity said of each person's zone and language. */
  const told = createCache<string>(keptPeople);
  const isCommand = (line: string) => {
    const [first = ''] = line.toLowerCase().split(/\s/, 1);
    return deps.commands().some(({ name }) => name.split(' ', 1)[0] === first);
  };

  /** The roster knows neither zone nor language; each message does. */
  async function learnZone({ from, localTimezone, locale }: Activity, { tenantId, name }: Tenant): Promise<void> {
    const externalId = from.aadObjectId?.toLowerCase();
    if (!externalId || (!localTimezone && !locale)) return;
    const now = JSON.stringify([localTimezone, locale]);
    const key = `${tenantId}/${externalId}`;
    if (told.get(key) === now) return;
    told.set(key, now);
    const setup = { externalId, name: from.name ?? 'somebody' };
    const zone = localTimezone ? { timeZone: localTimezone } : {};
    const member = { ...setup, ...zone, ...(locale && { locale }) };
    await people.connectWorkspace({ platform: 'teams', externalId: tenantId, name, members: [member], places: [] });
  }

  async function reply(activity: Activity, at: Tenant, act: Act): Promise<Reply> {
    const personId = activity.from.aadObjectId?.toLowerCase();
    const who = personId
      ? await whoAndWhere.who(at, personId, activity.from.tenantId ?? null)
      : ({ kind: 'nobody' } as const);
    if (who.kind !== 'known') {
      log.warn({ tenantId: at.tenantId, reason: who.kind }, 'teams user refused');
      return showCard(refusalCard(who.kind, 'Teams'));
    }
    await learnZone(activity, at);
    const { channelData, conversation } = activity;
    const called = channelData?.channel?.name ?? conversation.name ?? (channelData?.team ? 'General' : null);
    const place = isPersonal(activity) ? null : await whoAndWhere.place(at, at.conversationId, called);
    const context: InteractionContext = { interactionId: activity.id, platform: 'teams', actor: who.actor, place };
    const { interaction } = act;
    if (interaction === null) return showNothing;
    const asksHome = isPersonal(activity) && interaction.kind === 'command' && home.test(interaction.text);
    return asksHome ? showCard(await deps.home(context)) : deps.handle(interaction, context);
  }

  async function done(activity: Activity, at: Tenant): Promise<InvokeAnswer | null> {
    const isInvoke = activity.type === 'invoke';
    const routes = {
      at,
      userId: activity.from.id,
      isPersonal: isPersonal(activity),
      invoke: isInvoke ? invokeKind(activity.name ?? '') : null,
      submitted: null,
      takesItsPlace: false,
      captures: null,
      pressedOn: activity.replyToId ?? null,
    };
    try {
      const act = await actOf(activity, at, { ...deps, isCommand });
      if (!act) return isInvoke ? { status: 501 } : null;
      if (!(await onceOnly.isNew(keyOf(activity, act)))) return answeredBefore(act.invoke);
      return await deps.answerReply(reply(activity, at, act), { ...routes, ...act });
    } catch (thrown) {
      // Teams tells a message again; whoever pressed a button waits for words.
      if (!isInvoke) throw thrown;
      return deps.answerReply(Promise.reject(thrown), routes);
    }
  }

  /** By what a form or a press that comes twice is known; null: it may be done again. Messages are known by their event. */
  function keyOf({ type, id, conversation }: Activity, { interaction, submitted, takesItsPlace }: Act): string | null {
    if (submitted?.instance) return `form:${submitted.instance}`;
    const changesNothing = type !== 'invoke' || interaction?.kind !== 'action' || takesItsPlace;
    return changesNothing || id === '' ? null : `press:${threadOf(conversation.id).channel}/${id}`;
  }

  /** The bot came into a conversation, or into somebody's private chat. */
  async function installed(activity: Activity, at: Tenant, organisationId: string): Promise<void> {
    const { channelData, conversation, from } = activity;
    const personId = from.aadObjectId?.toLowerCase() ?? null;
    const whoIs = async () => personId && (await whoAndWhere.who(at, personId, from.tenantId ?? null));
    // Their private chat is open now, so they can be given something.
    if (isPersonal(activity)) return void (await whoIs());
    const called = channelData?.channel?.name ?? conversation.name ?? 'General';
    const place = await whoAndWhere.place(at, at.conversationId, called);
    await peopleSync.readAll({ ...at, organisationId });
    const who = await whoIs();
    if (personId && who && who.kind === 'known') await adminIs(at, personId, who.actor);
    if (place) await people.welcome(organisationId, place.id);
  }

  /** Whoever installs the bot first sets it up: a member of the tenant, and nobody who adds it to a chat later. */
  async function adminIs({ tenantId, name }: Tenant, externalId: string, { organisationId, name: called }: Actor) {
    const everybody = await people.allMembers(organisationId);
    if (everybody.some(({ role }) => role !== 'member')) return;
    const members = [{ externalId, name: called, isAdmin: true }];
    await people.connectWorkspace({ platform: 'teams', externalId: tenantId, name, members, places: [] });
  }

  async function beside(activity: Activity, at: Tenant, organisationId: string): Promise<void> {
    const { type, membersAdded } = activity;
    if (takesBotAway(activity)) return;
    if (type === 'installationUpdate') await installed(activity, at, organisationId);
    if (type !== 'conversationUpdate') return;
    if (membersAdded?.some(({ id }) => id !== at.botId)) await peopleSync.readAll({ ...at, organisationId });
    if (!isPersonal(activity)) await readersChanged(activity, at);
  }

  /** Guests may have come, or the channel was shared with another tenant: known before the next card goes there. */
  async function readersChanged({ channelData }: Activity, { tenantId, conversationId }: Tenant): Promise<void> {
    const teamId = channelData?.team?.id ?? null;
    for (const externalId of await conversationsWith(database, { tenantId, conversationId, teamId })) {
      const place = await people.placeAt({ platform: 'teams', workspaceExternalId: tenantId, externalId });
      if (place) await people.readersChanged(place.placeId);
    }
  }

  return async (activity, tenantId) => {
    const at = tenantIn(activity, tenantId);
    const organisationId = await meet(activity, at);
    const { channel } = threadOf(activity.conversation.id);
    if (activity.type === 'invoke') return done(activity, at);
    let answer: InvokeAnswer | null = null;
    await onceOnly.event(activity.id && `${channel}/${activity.id}`, async () => {
      await beside(activity, at, organisationId);
      await heardOfMeeting(activity, at, deps);
      answer = await done(activity, at);
    });
    return answer;
  };
}
