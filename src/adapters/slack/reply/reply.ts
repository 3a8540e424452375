/**
 * What a handler returned, as Slack shows it to the one who asked: in the acknowledgement while there is time, else
 * by the ways that the payload offers. receive.ts calls it; what is late goes by reply-late.ts.
 */
import { describeDefect } from '../../../chat/defect.js';
import type { Reply } from '../../../chat/reply.js';
import type { Logger } from '../../../kernel/logger.js';
import { late, within } from '../../platform/deadline.js';
import { limits } from '../limits.js';
import { writeContext } from '../receive/view-context.js';
import { isNativeChart } from '../render/chart-block.js';
import type { SlackMessage } from '../render/render-card.js';
import { refusalCode } from '../send/outcome.js';
import { apology, byButton, type RenderDeps, type Rendered, renderReply } from './render-reply.js';
import { ephemeral, tell, wordsMessage } from './reply-ephemeral.js';
import { answerLate, showInView } from './reply-late.js';
import type { Ways } from './reply-routes.js';
import { answerView, errorsByBlock, type FormProblems, reopenedView } from './views.js';

export interface ReplyDeps extends RenderDeps {
  /** After so many milliseconds a person sees that work is under way. */
  readonly patienceMs?: number;
}

export type AnswerReply = (work: Promise<Reply>, ways: Ways) => Promise<void>;

/** The promise is kept when the person has the answer, and never broken. */
export function createAnswerReply(deps: ReplyDeps): AnswerReply {
  const { patienceMs = limits.patienceMs, log } = deps;
  return async (work, ways) => {
    try {
      const ready = renderReply(deps, work, ways);
      const early = await within(ready, patienceMs);
      if (early !== late) return await answer(early, ways, deps);
      await answerLate(ready, ways, deps);
    } catch (thrown) {
      log.error({ defect: describeDefect(thrown), code: refusalCode(thrown) }, 'slack answer not given');
      await ways.ack();
    }
  };
}

async function answer(rendered: Rendered, ways: Ways, deps: ReplyDeps): Promise<void> {
  switch (rendered.kind) {
    case 'nothing':
      return void (await ways.ack());
    case 'problems':
      return answerProblems(rendered, ways, deps);
    case 'message':
      return answerMessage(rendered.message, ways, deps.log);
    case 'view':
      return openForm(rendered, ways, deps);
  }
}

async function answerProblems(problems: FormProblems, ways: Ways, deps: ReplyDeps): Promise<void> {
  const { submitted } = ways;
  if (!submitted) return answerMessage(wordsMessage(problems.message), ways, deps.log);
  const errors = errorsByBlock(submitted, problems);
  const view = reopenedView(submitted, problems);
  const isShown = await ways.ack(errors ? { response_action: 'errors', errors } : { response_action: 'update', view });
  if (!isShown) await showInView({ viewId: submitted.id, view, otherwise: problems.message }, ways, deps.log);
}

async function answerMessage(message: SlackMessage, ways: Ways, log: Logger): Promise<void> {
  // Nobody hears what Slack refuses in an acknowledgement. Acknowledged at the last moment meanwhile, it goes the other way.
  const maySimplify = message.blocks.some(isNativeChart);
  if (ways.acksWithMessage && !maySimplify && (await ways.ack(ephemeral(message)))) return;
  if (ways.pressedIn) return answerInView(message, ways, log);
  await ways.ack();
  await tell(message, ways, log);
}

/** Whoever presses in a modal or on their home page looks there, and not at the channel behind it. */
async function answerInView(message: SlackMessage, ways: Ways, log: Logger): Promise<void> {
  const { pressedIn, triggerId, workspace } = ways;
  const view = answerView(message, writeContext({ channelId: ways.channelId, subject: '' }));
  try {
    if (pressedIn?.isModal) await workspace.client.views.update({ view_id: pressedIn.viewId, view });
    else await workspace.client.views.open({ trigger_id: triggerId ?? '', view });
    await ways.ack();
  } catch (error) {
    log.warn({ code: refusalCode(error) }, 'slack answer not shown in its view, sent as a message');
    await ways.ack();
    await tell(message, ways, log);
  }
}

async function openForm(rendered: Extract<Rendered, { kind: 'view' }>, ways: Ways, deps: ReplyDeps): Promise<void> {
  const { view, form } = rendered;
  const { client } = ways.workspace;
  if (ways.submitted) {
    if (await ways.ack({ response_action: 'update', view })) return;
    const otherwise = await byButton(form, ways, deps);
    return showInView({ viewId: ways.submitted.id, view, otherwise }, ways, deps.log);
  }
  if (ways.triggerId === null) return answerMessage(await byButton(form, ways, deps), ways, deps.log);
  try {
    if (ways.pressedIn?.isModal) await client.views.push({ trigger_id: ways.triggerId, view });
    else await client.views.open({ trigger_id: ways.triggerId, view });
    await ways.ack();
  } catch (error) {
    await answerMessage(notOpened(error, deps.log), ways, deps.log);
  }
}

const expiredTriggers = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'trigger_expired', 'trigger_exchanged']);

function notOpened(error: unknown, log: Logger): SlackMessage {
  const code = refusalCode(error);
  if (code !== null && expiredTriggers.has(code)) {
    log.warn({ code }, 'slack form opened too late');
    return wordsMessage('That took too long, and Slack opens a form only within three seconds. Please try again.');
  }
  return wordsMessage(apology(log, error));
}
