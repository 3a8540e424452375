/**
 * What a handler returned, as Slack shows it to the one who asked: in the acknowledgement while there is time, else
 * by the ways that the payload offers. receive.ts calls it.
 */
import type { ModalView } from '@slack/types';
import { apologyText } from '../../chat/answers.js';
import type { Block, Card } from '../../chat/card.js';
import { describeDefect, newReference } from '../../chat/defect.js';
import type { Form } from '../../chat/form.js';
import { runButton } from '../../chat/help.js';
import type { Reply } from '../../chat/reply.js';
import { ExpectedError } from '../../kernel/errors.js';
import type { Logger } from '../../kernel/logger.js';
import { limits } from './limits.js';
import type { NameLookups } from './name-lookup.js';
import { refusalCode } from './outcome.js';
import type { SubmittedView } from './payloads.js';
import { renderCard, type SlackMessage } from './render-card.js';
import { renderForm } from './render-form.js';
import { writeContext } from './view-context.js';
import { answerView, errorsByBlock, type FormProblems, reopenedView, skeletonView, wordsView } from './views.js';
import { late, within } from './within.js';
import type { Workspace } from './workspace.js';

/** The ways on which one deed can be answered; null: Slack offers no such way for it. */
export interface Ways {
  readonly workspace: Workspace;
  readonly userId: string;
  /** Where it was done. `D…`: a private chat. */
  readonly channelId: string | null;
  /** The thread in which it was done. */
  readonly threadTs: string | null;
  /** Opens a modal within three seconds, once. */
  readonly triggerId: string | null;
  /** Takes up to five messages within half an hour. */
  readonly responseUrl: string | null;
  /** The modal that was submitted. */
  readonly submitted: SubmittedView | null;
  /** The modal, or the home page, in which a button was pressed. */
  readonly pressedIn: { readonly viewId: string; readonly isModal: boolean } | null;
  /** What was typed: it can be run again by a button. */
  readonly line: string | null;
  /** Acknowledges; what it takes depends on what was done. Only the first call counts. */
  ack(content?: unknown): Promise<void>;
  /** Whether the acknowledgement of this may carry a message. */
  readonly acksWithMessage: boolean;
}

export interface ReplyDeps {
  readonly lookups: NameLookups;
  readonly log: Logger;
  /** After so many milliseconds a person sees that work is under way. */
  readonly patienceMs?: number;
}

/** Ready to be sent. */
type Rendered =
  | { readonly kind: 'message'; readonly message: SlackMessage }
  | { readonly kind: 'view'; readonly view: ModalView; readonly form: Form }
  | ({ readonly kind: 'problems' } & FormProblems)
  | { readonly kind: 'nothing' };

export type AnswerReply = (work: Promise<Reply>, ways: Ways) => Promise<void>;

/** The promise is kept when the person has the answer, and never broken. */
export function createAnswerReply(deps: ReplyDeps): AnswerReply {
  const { patienceMs = limits.patienceMs, log } = deps;
  return async (work, ways) => {
    try {
      const ready = render(deps, work, ways);
      const early = await within(ready, patienceMs);
      if (early !== late) return await answer(early, ways, deps);
      await answerLate(ready, ways, deps);
    } catch (thrown) {
      log.error({ defect: describeDefect(thrown), code: refusalCode(thrown) }, 'slack answer not given');
      await ways.ack();
    }
  };
}

async function render({ lookups, log }: ReplyDeps, work: Promise<Reply>, ways: Ways): Promise<Rendered> {
  try {
    const reply = await work;
    const { teamId } = ways.workspace;
    switch (reply.kind) {
      case 'card':
        return { kind: 'message', message: renderCard(reply.card, await lookups.of(teamId, reply.card)) };
      case 'form': {
        const view = renderForm(reply.form, await lookups.of(teamId, reply.form));
        const context = { channelId: ways.channelId, subject: reply.form.subject };
        return { kind: 'view', view: { ...view, private_metadata: writeContext(context) }, form: reply.form };
      }
      case 'fieldErrors':
        return { kind: 'problems', errors: reply.errors, message: reply.message };
      case 'done':
        return { kind: 'nothing' };
    }
  } catch (thrown) {
    return inWords(thrown instanceof ExpectedError ? thrown.message : apology(log, thrown), ways);
  }
}

function apology(log: Logger, thrown: unknown): string {
  const reference = newReference();
  log.error({ reference, defect: describeDefect(thrown), code: refusalCode(thrown) }, 'slack interaction failed');
  return apologyText(reference);
}

function inWords(words: string, ways: Ways): Rendered {
  return ways.submitted
    ? { kind: 'problems', errors: {}, message: words }
    : { kind: 'message', message: wordsMessage(words) };
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

/** Slack opens a form only after a click: where somebody wrote a message, a button stands in for it. */
async function byButton(form: Form, { line, workspace }: Ways, { lookups }: ReplyDeps): Promise<SlackMessage> {
  const run = line === null ? null : runButton('Open the form', line);
  const button: Block[] = run
    ? [{ kind: 'actions', actions: [run] }]
    : [{ kind: 'note', line: 'Type it after /customer and the form opens.' }];
  const words = 'There is a form to fill in for this.';
  const card: Card = { title: form.title, summary: words, blocks: [{ kind: 'text', line: words }, ...button] };
  return renderCard(card, await lookups.of(workspace.teamId, card));
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

/** Only the asker sees it: by the payload's own address, else in the channel, else in their private chat with the bot. */
async function tell(message: SlackMessage, ways: Ways, log: Logger): Promise<void> {
  if (ways.responseUrl !== null && (await respond(ways.responseUrl, message, log))) return;
  const { workspace, channelId, userId, threadTs } = ways;
  const { chat } = workspace.client;
  const content = { text: message.text, blocks: [...message.blocks] };
  const thread = threadTs === null ? {} : { thread_ts: threadTs };
  if (channelId !== null && !channelId.startsWith('D')) {
    const isTold = await chat
      .postEphemeral({ channel: channelId, user: userId, parse: 'none', ...thread, ...content })
      .then(
        () => true,
        (error: unknown) => {
          log.info({ code: refusalCode(error) }, 'slack answer not shown in the channel, sent privately');
          return false;
        },
      );
    if (isTold) return;
  }
  const isHere = channelId?.startsWith('D') ?? false;
  await chat.postMessage({
    channel: isHere && channelId !== null ? channelId : userId,
    ...(isHere && thread),
    parse: 'none',
    unfurl_links: false,
    unfurl_media: false,
    ...content,
  });
}

async function respond(url: string, message: SlackMessage, log: Logger): Promise<boolean> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...ephemeral(message), replace_original: false }),
      signal: AbortSignal.timeout(limits.callMs),
      redirect: 'error',
    });
    await response.arrayBuffer();
    if (response.ok) return true;
    log.warn({ status: response.status }, 'slack answer not taken at its own address');
  } catch (error) {
    log.warn({ defect: describeDefect(error) }, 'slack answer not taken at its own address');
  }
  return false;
}

function ephemeral({ text, blocks }: SlackMessage) {
  return { response_type: 'ephemeral', text, blocks };
}

/** Words without a card: what went wrong before there could be one. */
export function wordsMessage(words: string): SlackMessage {
  return renderCard(
    { title: 'That did not work', summary: words, tone: 'warning', blocks: [{ kind: 'text', line: words }] },
    { externalId: () => undefined },
  );
}
