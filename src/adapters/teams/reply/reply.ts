/**
 * What a handler returned, as Teams shows it to the one who asked: in the answer to an invoke while there is time, else as
 * a message that only they see.
 */
import type { Card } from '../../../chat/card.js';
import { describeDefect } from '../../../chat/defect.js';
import { doneCard, failedCard, failureText, oneMomentCard } from '../../platform/answer-cards.js';
import { type AnswerReply as AnswerInTime, createAnswerInTime } from '../../platform/answer-in-time.js';
import { cardContentType, type OutgoingActivity } from '../activity.js';
import { limits } from '../limits.js';
import type { InvokeAnswer } from '../receive/door.js';
import type { Submitted } from '../receive/read-values.js';
import type { AdaptiveCard } from '../render/adaptive-card.js';
import type { Connector } from '../send/connector.js';
import { ConnectorFailure } from '../send/outcome.js';
import type { Tenant } from '../workspace/tenant.js';
import { ownCard, type RenderDeps, type Rendered, renderedForm, renderReply } from './render-reply.js';

/** How one act can be answered. */
export interface ReplyRoutes {
  readonly at: Tenant;
  /** `29:…` of the one who asked. */
  readonly userId: string;
  readonly isPersonal: boolean;
  /** How the answer to what was done looks; null: it was no invoke. */
  readonly invoke: 'execute' | 'dialog' | null;
  /** The form that was sent in. */
  readonly submitted: Submitted | null;
  /** The answer takes the place of the card on which a button was pressed: only they see that card. */
  readonly takesItsPlace: boolean;
}

export interface ReplyDeps extends RenderDeps {
  readonly connector: Connector;
  /** Real milliseconds after which a person sees that work is under way. */
  readonly patienceMs?: number;
  /** Work that goes on after its invoke was answered. */
  readonly busy: Set<Promise<void>>;
}

/** Shows a reply where the person looks; answers what Teams wants back at once, null where that is nothing. */
export type AnswerReply = AnswerInTime<ReplyRoutes, InvokeAnswer | null>;

/** Answers interactions in Teams: at once, or first with a sign that work goes on. Failures are logged. */
export function createAnswerReply(deps: ReplyDeps): AnswerReply {
  const { patienceMs = limits.patienceMs, log } = deps;
  return createAnswerInTime<ReplyRoutes, Rendered, InvokeAnswer | null>({
    patienceMs,
    render: async (work, routes) => withErrors(deps, await renderReply(deps, work, routes.at.tenantId), routes),
    answer: (rendered, routes) => inAnswer(deps, rendered, routes),
    answerLate: (ready, routes) => answerLate(deps, ready, routes),
    async failed(thrown, { invoke }) {
      const words = failureText(log, thrown, 'teams answer not given');
      return invoke === null ? null : inWords(invoke, failedCard(words));
    },
  });
}

/** A message waits for its answer; an invoke is answered with a sign, and the answer follows as a message. */
async function answerLate(
  deps: ReplyDeps,
  ready: Promise<Rendered>,
  routes: ReplyRoutes,
): Promise<InvokeAnswer | null> {
  if (routes.invoke === null) return inAnswer(deps, await ready, routes);
  const { busy } = deps;
  const goesOn: Promise<void> = ready
    .then((rendered) => tell(deps, rendered, routes))
    .finally(() => busy.delete(goesOn));
  busy.add(goesOn);
  return inWords(routes.invoke, oneMomentCard);
}

/** What a client gets that sends the same again: it was done. */
export const answeredBefore = (invoke: ReplyRoutes['invoke']): InvokeAnswer | null =>
  invoke === 'execute' ? toast('Done.') : { status: 200, body: {} };

/** A form that can't be taken comes back as it was filled in, where we still know it. */
async function withErrors(deps: ReplyDeps, rendered: Rendered, { submitted, at }: ReplyRoutes): Promise<Rendered> {
  if (rendered.kind !== 'problems') return rendered;
  const { errors, message } = rendered;
  const all = Object.values(errors).includes(message) || message === '' ? errors : { ...errors, '': message };
  const form = submitted && deps.shownForms.again(submitted.instance, submitted.values, all);
  return form ? renderedForm(deps, form, at.tenantId) : ownCard(failedCard([...new Set(Object.values(all))].join(' ')));
}

async function inAnswer(deps: ReplyDeps, rendered: Rendered, routes: ReplyRoutes): Promise<InvokeAnswer | null> {
  if (routes.invoke === null) {
    await tell(deps, rendered, routes);
    return null;
  }
  if (routes.invoke === 'dialog') {
    if (rendered.kind === 'nothing') return { status: 200, body: {} };
    return dialog('title' in rendered ? rendered.title : 'Empty Chair', cardIn(rendered));
  }
  if (rendered.kind === 'nothing') return toast(doneCard.summary);
  if (routes.takesItsPlace || routes.submitted) return card(asMessage(rendered));
  await tell(deps, rendered, routes);
  return toast(rendered.kind === 'card' ? rendered.summary : 'Please fill in the form below.');
}

/** Only the asker sees it: a targeted message where they asked, else their private chat with the bot. */
async function tell({ connector, log }: ReplyDeps, rendered: Rendered, routes: ReplyRoutes): Promise<void> {
  if (rendered.kind === 'nothing' || rendered.kind === 'problems') return;
  const { at, userId, isPersonal } = routes;
  const message: OutgoingActivity = {
    type: 'message',
    ...(rendered.kind === 'card' && { summary: rendered.summary }),
    attachments: [{ contentType: cardContentType, content: asMessage(rendered) }],
  };
  try {
    if (isPersonal) return void (await connector.post(at, message));
    try {
      await connector.post(at, { ...message, recipient: { id: userId, isTargeted: true } }, { isTargeted: true });
    } catch (error) {
      if (!(error instanceof ConnectorFailure) || error.status < 400 || error.status >= 500) throw error;
      log.info({ code: error.code }, 'teams answer not shown in the conversation, sent privately');
      const conversationId = await connector.openPersonalChat({ ...at, userId });
      await connector.post({ ...at, conversationId }, message);
    }
  } catch (error) {
    const code = error instanceof ConnectorFailure ? error.code : null;
    log.error({ code, defect: describeDefect(error) }, 'teams answer not given');
  }
}

function cardIn(rendered: Rendered): AdaptiveCard {
  if ('card' in rendered) return rendered.card;
  return ownCard(rendered.kind === 'problems' ? failedCard(rendered.message) : doneCard).card;
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

function inWords(invoke: NonNullable<ReplyRoutes['invoke']>, words: Card): InvokeAnswer {
  return invoke === 'execute' ? toast(words.summary) : dialog(words.title, ownCard(words).card);
}

function toast(words: string): InvokeAnswer {
  return answerOf({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: words });
}

function card(value: AdaptiveCard): InvokeAnswer {
  return answerOf({ statusCode: 200, type: cardContentType, value });
}

function dialog(title: string, content: AdaptiveCard): InvokeAnswer {
  const value = { title, width: 'medium', height: 'medium', card: { contentType: cardContentType, content } };
  return answerOf({ task: { type: 'continue', value } });
}

const answerOf = (body: unknown): InvokeAnswer => ({ status: 200, body });
