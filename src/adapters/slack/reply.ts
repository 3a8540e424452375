/**
 * What a handler returned, as Slack shows it to the one who asked: in the acknowledgement while there is time, else
 * by the ways that the payload offers. receive.ts calls it.
 */
import type { ModalView } from '@slack/types';
import { describeDefect } from '../../chat/defect.js';
import type { Reply } from '../../chat/reply.js';
import type { Logger } from '../../kernel/logger.js';
import { limits } from './limits.js';
import { refusalCode } from './outcome.js';
import type { SlackMessage } from './render-card.js';
import { apology, byButton, type RenderDeps, type Rendered, renderReply } from './render-reply.js';
import { ephemeral, tell, wordsMessage } from './tell.js';
import { writeContext } from './view-context.js';
import { answerView, errorsByBlock, type FormProblems, reopenedView, skeletonView, wordsView } from './views.js';
import type { Ways } from './ways.js';
import { late, within } from './within.js';

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
      return ways.ack();
    case 'problems':
      return answerProblems(rendered, ways);
    case 'message':
      return answerMessage(rendered.message, ways, deps.log);
    case 'view':
      return openForm(rendered, ways, deps);
  }
}

async function answerProblems(problems: FormProblems, ways: Ways): Promise<void> {
  const { submitted } = ways;
  if (!submitted) return ways.ack(ephemeral(wordsMessage(problems.message)));
  const errors = errorsByBlock(submitted, problems);
  if (errors) return ways.ack({ response_action: 'errors', errors });
  return ways.ack({ response_action: 'update', view: reopenedView(submitted, problems) });
}

async function answerMessage(message: SlackMessage, ways: Ways, log: Logger): Promise<void> {
  if (ways.acksWithMessage) return ways.ack(ephemeral(message));
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
  if (ways.submitted) return ways.ack({ response_action: 'update', view });
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

/** It takes longer than people wait without a sign: first a sign, then the answer. */
async function answerLate(ready: Promise<Rendered>, ways: Ways, deps: ReplyDeps): Promise<void> {
  const viewId = await showSkeleton(ways, deps.log);
  const rendered = await ready;
  if (viewId === null) return answerAfterAck(rendered, ways, deps);
  await ways.workspace.client.views.update({ view_id: viewId, view: lateView(rendered, ways) });
}

/** The id of the modal that now says "one moment"; null where there is no way to one. */
async function showSkeleton(ways: Ways, log: Logger): Promise<string | null> {
  const { submitted, triggerId, workspace, pressedIn } = ways;
  const view = skeletonView(submitted?.private_metadata ?? writeContext({ channelId: ways.channelId, subject: '' }));
  if (submitted) {
    await ways.ack({ response_action: 'update', view });
    return submitted.id;
  }
  await ways.ack();
  if (triggerId === null) return null;
  try {
    const { client } = workspace;
    const opened = await (pressedIn?.isModal
      ? client.views.push({ trigger_id: triggerId, view })
      : client.views.open({ trigger_id: triggerId, view }));
    return opened.view?.id ?? null;
  } catch (error) {
    log.warn({ code: refusalCode(error) }, 'slack skeleton not opened');
    return null;
  }
}

function lateView(rendered: Rendered, ways: Ways): ModalView {
  const metadata = ways.submitted?.private_metadata ?? writeContext({ channelId: ways.channelId, subject: '' });
  switch (rendered.kind) {
    case 'view':
      return rendered.view;
    case 'message':
      return answerView(rendered.message, metadata);
    case 'problems':
      return ways.submitted ? reopenedView(ways.submitted, rendered) : wordsView(rendered.message, metadata);
    case 'nothing':
      return wordsView('Done.', metadata);
  }
}

async function answerAfterAck(rendered: Rendered, ways: Ways, deps: ReplyDeps): Promise<void> {
  switch (rendered.kind) {
    case 'nothing':
      return;
    case 'message':
      return tell(rendered.message, ways, deps.log);
    case 'problems':
      return tell(wordsMessage(rendered.message), ways, deps.log);
    case 'view':
      // Its trigger is used up or dead by now.
      return tell(await byButton(rendered.form, ways, deps), ways, deps.log);
  }
}
