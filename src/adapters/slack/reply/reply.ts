/**
 * What a handler returned, as Slack shows it to the one who asked: in the acknowledgement while there is time, else
 * by the routes that the payload offers. receive.ts calls it; what is late goes by reply-late.ts.
 */

import type { Form } from '../../../chat/form.js';
import { say } from '../../../kernel/language/say.js';
import type { Logger } from '../../../kernel/logger.js';
import { type AnswerReply as AnswerInTime, createAnswerInTime } from '../../platform/answer-in-time.js';
import { limits } from '../limits.js';
import { writeContext } from '../receive/view-context.js';
import { isNativeChart } from '../render/chart-block.js';
import type { SlackMessage } from '../render/render-card.js';
import { isFailedCall, refusalCode } from '../send/outcome.js';
import { byButton, failureWords, type RenderDeps, type Rendered, renderReply } from './render-reply.js';
import { ephemeral, replyEphemeral, wordsMessage } from './reply-ephemeral.js';
import { answerLate, showInView } from './reply-late.js';
import type { ReplyRoutes } from './reply-routes.js';
import { answerView, errorsByBlock, type FormProblems, reopenedView } from './views.js';

export interface ReplyDeps extends RenderDeps {
  /** Milliseconds until a person sees that work is under way. */
  readonly patienceMs?: number;
}

/** Shows a reply to whoever asked. Never rejects. */
export type AnswerReply = AnswerInTime<ReplyRoutes>;

/** Answers interactions in Slack: at once, or first with a sign that work goes on. Failures are logged. */
export function createAnswerReply(deps: ReplyDeps): AnswerReply {
  const { patienceMs = limits.patienceMs, log } = deps;
  return createAnswerInTime<ReplyRoutes, Rendered>({
    patienceMs,
    render: (work, routes) => renderReply(deps, work, routes),
    answer: (rendered, routes) => answer(rendered, routes, deps),
    answerLate: (ready, routes) => answerLate(ready, routes, deps),
    async failed(thrown, routes) {
      log.error({ err: thrown, code: refusalCode(thrown) }, 'slack answer not given');
      await routes.ack();
    },
  });
}

async function answer(rendered: Rendered, routes: ReplyRoutes, deps: ReplyDeps): Promise<void> {
  switch (rendered.kind) {
    case 'nothing':
      return void (await routes.ack());
    case 'problems':
      return answerProblems(rendered, routes, deps);
    case 'message':
      return answerMessage(rendered.message, routes, deps.log);
    case 'view':
      return openForm(rendered, routes, deps);
  }
}

async function answerProblems(problems: FormProblems, routes: ReplyRoutes, deps: ReplyDeps): Promise<void> {
  const { submitted } = routes;
  if (!submitted) return answerMessage(wordsMessage(problems.message), routes, deps.log);
  const errors = errorsByBlock(submitted, problems);
  const view = reopenedView(submitted, problems);
  const isShown = await routes.ack(
    errors ? { response_action: 'errors', errors } : { response_action: 'update', view },
  );
  if (!isShown) await showInView({ viewId: submitted.id, view, otherwise: problems.message }, routes, deps.log);
}

async function answerMessage(message: SlackMessage, routes: ReplyRoutes, log: Logger): Promise<void> {
  // Nobody hears what Slack refuses in an acknowledgement. Acknowledged at the last moment meanwhile, it goes the other way.
  const maySimplify = message.blocks.some(isNativeChart);
  if (routes.acksWithMessage && !maySimplify && (await routes.ack(ephemeral(message)))) return;
  if (routes.pressedIn) return answerInView(message, routes, log);
  await routes.ack();
  await replyEphemeral(message, routes, log);
}

/** Whoever presses in a modal or on their home page looks there, and not at the channel behind it. */
async function answerInView(message: SlackMessage, routes: ReplyRoutes, log: Logger): Promise<void> {
  const { pressedIn, triggerId, workspace } = routes;
  const view = answerView(message, writeContext({ channelId: routes.channelId, subject: '' }));
  try {
    if (pressedIn?.isModal) await workspace.client.views.update({ view_id: pressedIn.viewId, view });
    else await workspace.client.views.open({ trigger_id: triggerId ?? '', view });
    await routes.ack();
  } catch (error) {
    log.warn({ code: refusalCode(error) }, 'slack answer not shown in its view, sent as a message');
    await routes.ack();
    await replyEphemeral(message, routes, log);
  }
}

async function openForm(
  rendered: Extract<Rendered, { kind: 'view' }>,
  routes: ReplyRoutes,
  deps: ReplyDeps,
): Promise<void> {
  const { view, form } = rendered;
  const { client } = routes.workspace;
  if (routes.submitted) {
    if (await routes.ack({ response_action: 'update', view })) return;
    const otherwise = await byButton(form, routes, deps);
    return showInView({ viewId: routes.submitted.id, view, otherwise }, routes, deps.log);
  }
  if (routes.triggerId === null) return answerMessage(await byButton(form, routes, deps), routes, deps.log);
  try {
    if (routes.pressedIn?.isModal) await client.views.push({ trigger_id: routes.triggerId, view });
    else await client.views.open({ trigger_id: routes.triggerId, view });
    await routes.ack();
  } catch (error) {
    await answerMessage(await notOpened(error, form, routes, deps), routes, deps.log);
  }
}

const expiredTriggers = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'trigger_expired', 'trigger_exchanged']);

/** One press mends what came too late or was not answered; a form that Slack does not take is a defect. */
async function notOpened(error: unknown, form: Form, routes: ReplyRoutes, deps: ReplyDeps): Promise<SlackMessage> {
  const code = refusalCode(error);
  const isLate = code !== null && expiredTriggers.has(code);
  if (!isLate && !isFailedCall(error)) return wordsMessage(failureWords(deps.log, error));
  deps.log.warn({ code }, 'slack form not opened');
  const why = isLate
    ? say('That took too long, and Slack opens a form only within three seconds.')
    : say('Slack did not answer in time, so the form did not open.');
  return byButton(form, routes, deps, why);
}
