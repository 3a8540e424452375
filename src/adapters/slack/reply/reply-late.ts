/** What is late, as Slack shows it: first a sign that it is under way, then the answer. reply.ts calls it. */

import type { ModalView } from '@slack/types';
import { say } from '../../../kernel/language/say.js';
import type { Logger } from '../../../kernel/logger.js';
import { oneMomentCard } from '../../platform/answer-cards.js';
import { writeContext } from '../receive/view-context.js';
import { renderCard, type SlackMessage } from '../render/render-card.js';
import { refusalCode } from '../send/outcome.js';
import { byButton, type RenderDeps, type Rendered } from './render-reply.js';
import { ephemeral, replyEphemeral, wordsMessage } from './reply-ephemeral.js';
import type { ReplyRoutes } from './reply-routes.js';
import { answerView, reopenedView, skeletonView, wordsView } from './views.js';

/** It takes longer than people wait without a sign. */
export async function answerLate(ready: Promise<Rendered>, routes: ReplyRoutes, deps: RenderDeps): Promise<void> {
  const viewId = routes.mayOpenForm ? await showSkeleton(routes, deps.log) : await sayOnIt(routes);
  const rendered = await ready;
  const message = await messageOf(rendered, routes, deps);
  if (viewId === null) return message === null ? undefined : replyEphemeral(message, routes, deps.log);
  await showInView({ viewId, view: lateView(rendered, routes), otherwise: message }, routes, deps.log);
}

interface Shown {
  readonly viewId: string;
  readonly view: ModalView;
  /** What is told when the modal was closed meanwhile; null: nothing. */
  readonly otherwise: SlackMessage | string | null;
}

export async function showInView({ viewId, view, otherwise }: Shown, routes: ReplyRoutes, log: Logger): Promise<void> {
  try {
    await routes.workspace.client.views.update({ view_id: viewId, view });
  } catch (error) {
    log.info({ code: refusalCode(error) }, 'slack answer not shown in its view, sent as a message');
    if (otherwise === null) return;
    await replyEphemeral(typeof otherwise === 'string' ? wordsMessage(otherwise) : otherwise, routes, log);
  }
}

/** No form is awaited, so that nobody needs a modal. */
async function sayOnIt(routes: ReplyRoutes): Promise<null> {
  await routes.ack(ephemeral(renderCard(oneMomentCard(), { externalId: () => undefined })));
  return null;
}

/** The id of the modal that now says "one moment"; null where there is no way to one. */
async function showSkeleton(routes: ReplyRoutes, log: Logger): Promise<string | null> {
  const { submitted, triggerId, workspace, pressedIn } = routes;
  const view = skeletonView(submitted?.private_metadata ?? writeContext({ channelId: routes.channelId, subject: '' }));
  if (submitted) {
    await routes.ack({ response_action: 'update', view });
    return submitted.id;
  }
  await routes.ack();
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

function lateView(rendered: Rendered, routes: ReplyRoutes): ModalView {
  const metadata = routes.submitted?.private_metadata ?? writeContext({ channelId: routes.channelId, subject: '' });
  switch (rendered.kind) {
    case 'view':
      return rendered.view;
    case 'message':
      return answerView(rendered.message, metadata);
    case 'problems':
      return routes.submitted ? reopenedView(routes.submitted, rendered) : wordsView(rendered.message, metadata);
    case 'nothing':
      return wordsView(say('Done.'), metadata);
  }
}

/** Where there is no modal. */
async function messageOf(rendered: Rendered, routes: ReplyRoutes, deps: RenderDeps): Promise<SlackMessage | null> {
  switch (rendered.kind) {
    case 'nothing':
      return null;
    case 'message':
      return rendered.message;
    case 'problems':
      return wordsMessage(rendered.message);
    case 'view':
      // Its trigger is used up or dead by now.
      return byButton(rendered.form, routes, deps);
  }
}
