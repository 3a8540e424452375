/** What a handler answers, as JSON for programs: read as text, and pressed and filled in by the ids that stand beside. */
import type { Action, Block, Card } from '../../chat/card.js';
import type { Form } from '../../chat/form.js';
import { cardToText, lineToText } from '../../chat/plain-text.js';
import type { Reply } from '../../chat/reply.js';
import { Problem } from '../http/problem.js';

/** @throws Problem 422 that names the fields of a form that was refused */
export function replyJson(reply: Reply): object {
  switch (reply.kind) {
    case 'card':
      return { kind: 'card', ...cardJson(reply.card) };
    case 'form':
      return { kind: 'form', ...formJson(reply.form) };
    case 'done':
      return { kind: 'done' };
    case 'fieldErrors': {
      const errors = Object.entries(reply.errors).map(([name, detail]) => ({
        pointer: `/submit/values/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        detail,
      }));
      throw new Problem(422, 'api.formRefused', reply.message, { errors });
    }
  }
}

/** What is kept of an answer for a request that is repeated: no key, secret or code that is shown once. */
export function keptReply(reply: Reply): Reply {
  if (reply.kind !== 'card' || !reply.card.shownOnce) return reply;
  const { title, summary } = reply.card;
  const told = 'It was shown once, in the first answer to this request. If that is lost, make another one.';
  return { kind: 'card', card: { title, summary, blocks: [{ kind: 'text', line: told }] } };
}

/** `buttons`: what can be pressed, in the order of the card; those with `url` open a page. */
function cardJson(card: Card) {
  const { title, summary, tone = 'neutral', blocks } = card;
  const buttons = blocks
    .flatMap(actionsOf)
    .map((action) =>
      action.kind === 'openLink'
        ? { label: action.label, url: action.url }
        : { label: action.label, action: action.action, value: action.value },
    );
  return { title, summary, tone, text: cardToText(card), buttons };
}

function actionsOf(block: Block): readonly Action[] {
  if (block.kind === 'actions') return block.actions;
  return block.kind === 'row' && block.action ? [block.action] : [];
}

function formJson({ form, subject, title, intro, fields, errors }: Form) {
  const said = intro === undefined ? null : lineToText(intro);
  return { form, subject, title, intro: said, fields, errors: errors ?? {} };
}
