/**
 * Has the rooms do what an activity asks, once, and answers for it. What came is kept until its answer was given: Teams
 * tells no invoke again, and may tell a message again after a copy of the bot died over it. receive.ts builds it.
 */

import type { InteractionContext } from '../../../chat/interaction.js';
import { namelessPlaces } from '../../../chat/nameless-place.js';
import { type Reply, showCard, done as showNothing } from '../../../chat/reply.js';
import { listening, speakTo } from '../../../kernel/language/reader.js';
import { type Abandoned, type AcceptedAct, type AcceptedActs, otherAnswers } from '../../platform/accepted-acts.js';
import { doneLateCard, refusalCard } from '../../platform/answer-cards.js';
import type { PlatformDeps } from '../../platform/platform-deps.js';
import { type Activity, activity as activityShape, isPersonal, threadOf } from '../activity.js';
import type { TeamsWhoAndWhere } from '../people/who-and-where.js';
import { invokeKind } from '../reply/invoke-answers.js';
import { type AnswerReply, answeredBefore, type ReplyRoutes, type TellReply } from '../reply/reply.js';
import type { Connector } from '../send/connector.js';
import { removeMessage } from '../send/remove-message.js';
import { type Tenant, tenantIn } from '../workspace/tenant.js';
import { type Act, type ActDeps, actOf } from './act.js';
import type { InvokeAnswer } from './door.js';

export interface AnswerActDeps extends Pick<PlatformDeps, 'handle' | 'home' | 'log' | 'isStray'>, ActDeps {
  readonly whoAndWhere: TeamsWhoAndWhere;
  readonly answerReply: AnswerReply;
  readonly tellReply: TellReply;
  readonly connector: Pick<Connector, 'remove'>;
  readonly acceptedActs: Pick<AcceptedActs, 'accept'>;
  /** The roster knows neither zone nor language; each message does. */
  learnZone(activity: Activity, at: Tenant): Promise<void>;
}

export interface AnswerAct {
  /** Answers an activity that just came. */
  now(activity: Activity, at: Tenant): Promise<InvokeAnswer | null>;
  /** Finishes what was accepted and never answered, with a message. */
  later(abandoned: Abandoned): Promise<void>;
}

/** What people write in the private chat to see their own page, the first hello among it. */
const home = /^(?:home|hello|hi|hey)\s*[.!]?$/i;

/** Builds it. What was accepted and not answered is handed to `later` by the clock. */
export function createAnswerAct(deps: AnswerActDeps): AnswerAct {
  const { whoAndWhere, acceptedActs, log } = deps;

  async function reply(activity: Activity, at: Tenant, act: Act, accepted: AcceptedAct | null): Promise<Reply> {
    const personId = activity.from.aadObjectId?.toLowerCase();
    const who = personId
      ? await whoAndWhere.who(at, personId, activity.from.tenantId ?? null)
      : ({ kind: 'nobody' } as const);
    if (who.kind !== 'known') {
      log.warn({ tenantId: at.tenantId, reason: who.kind }, 'teams user refused');
      return showCard(refusalCard(who.kind, 'Teams'));
    }
    speakTo(who.actor.language);
    await deps.learnZone(activity, at);
    const { channelData, conversation } = activity;
    const called =
      channelData?.channel?.name ?? conversation.name ?? (channelData?.team ? namelessPlaces.general : null);
    const place = isPersonal(activity) ? null : await whoAndWhere.place(at, at.conversationId, called);
    const context: InteractionContext = { interactionId: activity.id, platform: 'teams', actor: who.actor, place };
    const { interaction } = act;
    if (interaction === null) {
      await removeStray(activity, at, act.mark);
      return showNothing;
    }
    const asksHome = isPersonal(activity) && interaction.kind === 'command' && home.test(interaction.text.trim());
    if (asksHome) return showCard(await deps.home(context));
    const handle = () => deps.handle(interaction, context);
    return accepted ? accepted.within(handle).catch(otherAnswers) : handle();
  }

  /** A client shows a card that was posted twice, because the bot was interrupted over it: the one that is not edited goes. */
  async function removeStray({ replyToId }: Activity, at: Tenant, mark: string | null): Promise<void> {
    const message = replyToId ?? null;
    if (mark === null || message === null) return;
    if (!(await deps.isStray(mark, { channel: at.conversationId, message }))) return;
    const isGone = await removeMessage(deps.connector, at, message, log);
    log.info({ tenantId: at.tenantId, isGone }, 'teams card that stood twice');
  }

  return {
    async now(activity, at) {
      const isInvoke = activity.type === 'invoke';
      const routes = routesOf(activity, at);
      try {
        const act = await actOf(activity, at, deps);
        if (!act) return isInvoke ? { status: 501 } : null;
        const id = keptUnder(activity, act);
        const accepted = id === null ? null : await acceptedActs.accept(id, { activity, tenantId: at.tenantId });
        const isNew = accepted === null || typeof accepted === 'object';
        // Looking, and opening a form, change nothing: who asks again is shown it again.
        if (!isNew && (!isInvoke || changesSomething(act))) return answeredBefore(act.invoke, accepted);
        const kept = isNew ? accepted : null;
        const answered = async () => kept?.answered();
        return await listening(() => deps.answerReply(reply(activity, at, act, kept), { ...routes, ...act, answered }));
      } catch (thrown) {
        // Teams tells a message again; whoever pressed a button waits for words.
        if (!isInvoke) throw thrown;
        return deps.answerReply(Promise.reject(thrown), routes);
      }
    },
    async later({ told, act: kept, isDone }) {
      const { activity, tenantId } = told as { readonly activity: unknown; readonly tenantId: string };
      const read = activityShape.parse(activity);
      const at = tenantIn(read, tenantId);
      const act = await actOf(read, at, deps);
      if (!act) return kept.answered();
      await listening(() => {
        const work = isDone ? Promise.resolve(showCard(doneLateCard())) : reply(read, at, act, kept);
        return deps.tellReply(work, { ...routesOf(read, at), ...act, answered: () => kept.answered() });
      });
    },
  };
}

const routesOf = (activity: Activity, at: Tenant): ReplyRoutes => ({
  at,
  userId: activity.from.id,
  isPersonal: isPersonal(activity),
  invoke: activity.type === 'invoke' ? invokeKind(activity.name ?? '') : null,
  submitted: null,
  takesItsPlace: false,
  captures: null,
  pressedOn: activity.replyToId ?? null,
  answered: async () => undefined,
});

/** By what it is known when it comes twice: a form by its showing. null: a client's own refresh. */
function keptUnder({ id, conversation }: Activity, { interaction, submitted }: Act): string | null {
  if (submitted?.instance) return `form:${submitted.instance}`;
  return interaction === null || id === '' ? null : `${threadOf(conversation.id).channel}/${id}`;
}

const changesSomething = ({ interaction, submitted, takesItsPlace }: Act): boolean =>
  submitted?.instance != null || (interaction?.kind === 'action' && !takesItsPlace);
