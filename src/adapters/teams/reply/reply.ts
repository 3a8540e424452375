/**
 * What a handler returned, as Teams shows it to the one who asked: in the answer to an invoke while there is time, else as
 * a message that only they see.
 */

import type { Reply } from '../../../chat/reply.js';
import { say } from '../../../kernel/language/say.js';
import { doneCard, failedCard, failureText, oneMomentCard } from '../../platform/answer-cards.js';
import { type AnswerReply as AnswerInTime, createAnswerInTime } from '../../platform/answer-in-time.js';
import { cardContentType, type OutgoingActivity } from '../activity.js';
import { limits } from '../limits.js';
import type { InvokeAnswer } from '../receive/door.js';
import type { Submitted } from '../receive/read-values.js';
import type { AdaptiveCard } from '../render/adaptive-card.js';
import type { Connector } from '../send/connector.js';
import type { LivingCards } from '../send/living-cards.js';
import { ConnectorFailure } from '../send/outcome.js';
import type { Tenant } from '../workspace/tenant.js';
import { dialog, type InvokeKind, inItsPlace, inWords, nothing, said, toast } from './invoke-answers.js';
import { ownCard, type RenderDeps, type Rendered, renderedForm, renderReply } from './render-reply.js';
import { type EphemeralDeps, type Hearer, replyEphemeral } from './reply-ephemeral.js';

/** How one act can be answered. */
export interface ReplyRoutes extends Hearer {
  /** How the answer to what was done looks; null: it was no invoke. */
  readonly invoke: InvokeKind | null;
  /** The form that was sent in. */
  readonly submitted: Submitted | null;
  /** The answer takes the place of the card on which a button was pressed: only they see that card. */
  readonly takesItsPlace: boolean;
  /** The message of that card; null: Teams names none. */
  readonly pressedOn: string | null;
  /** Somebody's message that is being captured; null: none. */
  readonly captures: string | null;
  /** Called when the answer was given, or could not be. Never rejects. */
  answered(): Promise<void>;
}

export interface ReplyDeps extends RenderDeps, EphemeralDeps {
  readonly connector: EphemeralDeps['connector'] & Pick<Connector, 'react'>;
  readonly livingCards: Pick<LivingCards, 'current'>;
  /** Real milliseconds after which a person sees that work is under way. */
  readonly patienceMs?: number;
  /** Work that goes on after its invoke was answered. */
  readonly busy: Set<Promise<void>>;
}

/** Shows a reply where the person looks; answers what Teams wants back at once, null where that is nothing. */
export type AnswerReply = AnswerInTime<ReplyRoutes, InvokeAnswer | null>;

/** Tells a reply that nobody waits for any more, in a message. Never rejects. */
export type TellReply = (work: Promise<Reply>, routes: ReplyRoutes) => Promise<void>;

/** Builds it for answers that were owed when a copy of the bot ended. */
export const createTellReply =
  (deps: ReplyDeps): TellReply =>
  async (work, routes) => {
    await tellLate(deps, await render(deps, work, routes), routes);
    await routes.answered();
  };

async function render(deps: ReplyDeps, work: Promise<Reply>, routes: ReplyRoutes): Promise<Rendered> {
  const { at, submitted } = routes;
  const captures = routes.captures ?? (await deps.shownForms.about(submitted?.instance ?? null));
  if (submitted && captures !== null) goOn(deps, sayThatItIsKept(deps, work, at, captures));
  return withErrors(deps, await renderReply(deps, work, at.tenantId, captures), { ...routes, captures });
}

/** Answers interactions in Teams: at once, or first with a sign that work goes on. Failures are logged. */
export function createAnswerReply(deps: ReplyDeps): AnswerReply {
  const { patienceMs = limits.patienceMs, log } = deps;
  return createAnswerInTime<ReplyRoutes, Rendered, InvokeAnswer | null>({
    patienceMs,
    render: (work, routes) => render(deps, work, routes),
    async answer(rendered, routes) {
      const answer = await inAnswer(deps, rendered, routes);
      goOn(deps, routes.answered());
      return answer;
    },
    answerLate: (ready, routes) => answerLate(deps, ready, routes),
    async failed(thrown, { invoke, answered }) {
      goOn(deps, answered());
      const words = failureText(log, thrown, 'teams answer not given');
      return invoke === null ? null : inWords(invoke, failedCard(words));
    },
  });
}

/** What a client gets that sends the same again: it was done, or is being done and its answer follows. */
export function answeredBefore(invoke: InvokeKind | null, state: 'under way' | 'done'): InvokeAnswer | null {
  if (invoke === null) return null;
  if (state === 'under way') return inWords(invoke, oneMomentCard());
  return invoke === 'execute' ? toast(doneCard().summary) : nothing;
}

/**
 * A message waits for its answer; an invoke is answered with a sign, which the answer follows. A form that stands in a
 * message becomes the sign, and the sign becomes the answer.
 */
async function answerLate(
  deps: ReplyDeps,
  ready: Promise<Rendered>,
  routes: ReplyRoutes,
): Promise<InvokeAnswer | null> {
  const { invoke } = routes;
  if (invoke === null) {
    const answer = await inAnswer(deps, await ready, routes);
    await routes.answered();
    return answer;
  }
  goOn(
    deps,
    ready.then(async (rendered) => {
      await tellLate(deps, rendered, routes);
      await routes.answered();
    }),
  );
  return becomesSign(routes) ? inItsPlace(ownCard(oneMomentCard()).card) : inWords(invoke, oneMomentCard());
}

/** A form that stands in a message: the sign takes its place. */
const becomesSign = ({ invoke, submitted, pressedOn }: ReplyRoutes): boolean =>
  invoke === 'execute' && submitted !== null && pressedOn !== null;

/** What followed the sign. */
async function tellLate(deps: ReplyDeps, rendered: Rendered, routes: ReplyRoutes): Promise<void> {
  const isForm = becomesSign(routes);
  // Nothing else would end the sign: a dialog stays open until it is closed, and a form has become one.
  const isSignLeft = rendered.kind === 'nothing' && (isForm || routes.invoke === 'dialog');
  const shown = isSignLeft ? ownCard(doneCard()) : rendered;
  await tellRendered(deps, shown, routes, isForm || routes.takesItsPlace ? routes.pressedOn : null);
}

/** What is still done when its invoke has been answered. */
function goOn({ busy }: ReplyDeps, work: Promise<void>): void {
  const goesOn: Promise<void> = work.finally(() => busy.delete(goesOn));
  busy.add(goesOn);
}

/** A reaction on the captured message tells everybody there that it is kept. Never rejects: without it nothing is lost. */
async function sayThatItIsKept({ connector, log }: ReplyDeps, work: Promise<Reply>, at: Tenant, message: string) {
  try {
    const { kind } = await work;
    if (kind === 'card' || kind === 'done') await connector.react(at, message, 'like');
  } catch (error) {
    log.info({ code: error instanceof ConnectorFailure ? error.code : null }, 'teams message not reacted to');
  }
}

/** A form that can't be taken comes back as it was filled in, where we still know it. */
async function withErrors(
  deps: ReplyDeps,
  rendered: Rendered,
  { submitted, at, captures }: ReplyRoutes,
): Promise<Rendered> {
  if (rendered.kind !== 'problems') return rendered;
  const { errors, message } = rendered;
  const all = Object.values(errors).includes(message) || message === '' ? errors : { ...errors, '': message };
  const form = submitted && (await deps.shownForms.again(submitted.instance, submitted.values, all));
  return form
    ? renderedForm(deps, form, { tenantId: at.tenantId, captures })
    : ownCard(failedCard([...new Set(Object.values(all))].join(' ')));
}

async function inAnswer(deps: ReplyDeps, rendered: Rendered, routes: ReplyRoutes): Promise<InvokeAnswer | null> {
  const { invoke, submitted, takesItsPlace } = routes;
  if (invoke === 'dialog') {
    if (rendered.kind === 'nothing') return nothing;
    return dialog('title' in rendered ? rendered.title : 'Empty Chair', cardIn(rendered));
  }
  if (invoke === 'query') return said(rendered.kind === 'card' ? rendered.summary : doneCard().summary);
  if (invoke === 'execute') {
    if (submitted || (takesItsPlace && rendered.kind !== 'nothing')) return inItsPlace(asMessage(rendered));
    if (rendered.kind === 'nothing') return asItIsNow(deps, routes);
  }
  await tellRendered(deps, rendered, routes);
  if (invoke === null) return null;
  if (invoke === 'other') return nothing;
  return toast(rendered.kind === 'card' ? rendered.summary : say('Please fill in the form below.'));
}

/** What a press changed shows at once on the card itself; its edit for everybody follows. */
async function asItIsNow({ livingCards }: ReplyDeps, { at, userId, isPersonal, pressedOn }: ReplyRoutes) {
  const onlyPerson = isPersonal ? userId : null;
  const card = pressedOn === null ? null : await livingCards.current({ ...at, onlyPerson }, pressedOn);
  return card ? inItsPlace(card) : toast(doneCard().summary);
}

async function tellRendered(deps: ReplyDeps, rendered: Rendered, to: Hearer, inPlaceOf: string | null = null) {
  if (rendered.kind === 'nothing' || rendered.kind === 'problems') return;
  const message: OutgoingActivity = {
    type: 'message',
    ...(rendered.kind === 'card' && { summary: rendered.summary }),
    attachments: [{ contentType: cardContentType, content: asMessage(rendered) }],
  };
  await replyEphemeral(deps, message, to, inPlaceOf);
}

function cardIn(rendered: Rendered): AdaptiveCard {
  if ('card' in rendered) return rendered.card;
  return ownCard(rendered.kind === 'problems' ? failedCard(rendered.message) : doneCard()).card;
}

/** A form outside of a dialog: its button is an invoke, so that the errors come back in its place. */
function asMessage(rendered: Rendered): AdaptiveCard {
  const shown = cardIn(rendered);
  if (rendered.kind !== 'form') return shown;
  const actions = (shown.actions ?? []).map((action) =>
    action.type === 'Action.Submit'
      ? ({ ...action, type: 'Action.Execute', verb: submitVerb, fallback: action } as const)
      : action,
  );
  return { ...shown, actions };
}

/** The verb of a form's button; no room's action is named so. */
export const submitVerb = 'teams.submit';
