/** A reply made ready for Slack, whatever went wrong in making it; reply.ts sends it. */

import type { ModalView } from '@slack/types';
import { actions, button, note, text } from '../../../chat/blocks.js';
import type { Block, Card } from '../../../chat/card.js';
import type { Form } from '../../../chat/form.js';
import { runButton } from '../../../chat/help.js';
import type { Reply } from '../../../chat/reply.js';
import { say } from '../../../kernel/language/say.js';
import type { Logger } from '../../../kernel/logger.js';
import { doneCard, failureText } from '../../platform/answer-cards.js';
import type { NameLookups } from '../../platform/name-lookup.js';
import { writeContext } from '../receive/view-context.js';
import { renderCard, type SlackMessage } from '../render/render-card.js';
import { renderForm } from '../render/render-form.js';
import { refusalCode } from '../send/outcome.js';
import { wordsMessage } from './reply-ephemeral.js';
import type { ReplyRoutes } from './reply-routes.js';
import type { FormProblems } from './views.js';

/** Ready to be sent. */
export type Rendered =
  | { readonly kind: 'message'; readonly message: SlackMessage }
  | { readonly kind: 'view'; readonly view: ModalView; readonly form: Form }
  | ({ readonly kind: 'problems' } & FormProblems)
  | { readonly kind: 'nothing' };

export interface RenderDeps {
  readonly lookups: NameLookups;
  readonly log: Logger;
}

/** Never rejects. */
export async function renderReply(
  { lookups, log }: RenderDeps,
  work: Promise<Reply>,
  routes: ReplyRoutes,
): Promise<Rendered> {
  try {
    const reply = await work;
    const { teamId } = routes.workspace;
    switch (reply.kind) {
      case 'card':
        return { kind: 'message', message: renderCard(reply.card, await lookups.of(teamId, reply.card)) };
      case 'form': {
        const view = renderForm(reply.form, await lookups.of(teamId, reply.form));
        const context = { channelId: routes.channelId, subject: reply.form.subject };
        return { kind: 'view', view: { ...view, private_metadata: writeContext(context) }, form: reply.form };
      }
      case 'fieldErrors':
        return { kind: 'problems', errors: reply.errors, message: reply.message };
      case 'done':
        return seesNothing(routes) ? { kind: 'message', message: doneMessage() } : { kind: 'nothing' };
    }
  } catch (thrown) {
    return inWords(failureWords(log, thrown), routes);
  }
}

/** A living message and the home page change by themselves; what was shown to one person or in a modal does not. */
function seesNothing({ pressedIn, isOnlyTheirs }: ReplyRoutes): boolean {
  return isOnlyTheirs || (pressedIn?.isModal ?? false);
}

function doneMessage(): SlackMessage {
  return renderCard(doneCard(), { externalId: () => undefined });
}

/** Words for what was thrown, with Slack's own word for it in the log. */
export const failureWords = (log: Logger, thrown: unknown): string =>
  failureText(log, thrown, 'slack interaction failed', { code: refusalCode(thrown) });

function inWords(words: string, routes: ReplyRoutes): Rendered {
  return routes.submitted
    ? { kind: 'problems', errors: {}, message: words }
    : { kind: 'message', message: wordsMessage(words) };
}

/**
 * Slack opens a form only within three seconds after a click: where somebody wrote a message, or it came too late, a
 * button stands in for it.
 */
export async function byButton(
  form: Form,
  { line, pressed, workspace }: ReplyRoutes,
  { lookups }: RenderDeps,
  words = say('There is a form to fill in for this.'),
): Promise<SlackMessage> {
  const label = say('Open the form');
  const run = pressed ? button(label, pressed.action, pressed.value) : line && runButton(label, await line());
  const way: Block[] = run ? [actions([run])] : [note(say('Do the same once more, and the form opens.'))];
  const card: Card = { title: form.title, summary: words, blocks: [text(words), ...way] };
  return renderCard(card, await lookups.of(workspace.teamId, card));
}
