/** What is late, as Slack shows it: first a sign that it is under way, then the answer. reply.ts calls it. */
import type { ModalView } from '@slack/types';
import type { Logger } from '../../../kernel/logger.js';
import { writeContext } from '../receive/view-context.js';
import { renderCard, type SlackMessage } from '../render/render-card.js';
import { refusalCode } from '../send/outcome.js';
import { byButton, type RenderDeps, type Rendered } from './render-reply.js';
import { ephemeral, tell, wordsMessage } from './reply-ephemeral.js';
import type { Ways } from './reply-routes.js';
import { answerView, reopenedView, skeletonView, wordsView } from './views.js';

/** It takes longer than people wait without a sign. */
export async function answerLate(ready: Promise<Rendered>, ways: Ways, deps: RenderDeps): Promise<void> {
  const viewId = ways.mayOpenForm ? await showSkeleton(ways, deps.log) : await sayOnIt(ways);
  const rendered = await ready;
  const message = await messageOf(rendered, ways, deps);
  if (viewId === null) return message === null ? undefined : tell(message, ways, deps.log);
  await showInView({ viewId, view: lateView(rendered, ways), otherwise: message }, ways, deps.log);
}

interface Shown {
  readonly viewId: string;
  readonly view: ModalView;
  /** What is told when the modal was closed meanwhile; null: nothing. */
  readonly otherwise: SlackMessage | string | null;
}

export async function showInView({ viewId, view, otherwise }: Shown, ways: Ways, log: Logger): Promise<void> {
  try {
    await ways.workspace.client.views.update({ view_id: viewId, view });
  } catch (error) {
    log.info({ code: refusalCode(error) }, 'slack answer not shown in its view, sent as a message');
    if (otherwise === null) return;
    await tell(typeof otherwise === 'string' ? wordsMessage(otherwise) : otherwise, ways, log);
  }
}

/** No form is awaited, so that nobody needs a modal. */
async function sayOnIt(ways: Ways): Promise<null> {
  const words = 'I’m on it. The answer appears here in a moment.';
  const card = { title: 'One moment…', summary: words, blocks: [{ kind: 'text', line: words }] } as const;
  await ways.ack(ephemeral(renderCard(card, { externalId: () => undefined })));
  return null;
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

/** Where there is no modal. */
async function messageOf(rendered: Rendered, ways: Ways, deps: RenderDeps): Promise<SlackMessage | null> {
  switch (rendered.kind) {
    case 'nothing':
      return null;
    case 'message':
      return rendered.message;
    case 'problems':
      return wordsMessage(rendered.message);
    case 'view':
      // Its trigger is used up or dead by now.
      return byButton(rendered.form, ways, deps);
  }
}
