/** The words of forgetting: what goes, what stays, and what cannot be reached. */

import type { Block, Card } from '../../../chat/card.js';
import type { Form } from '../../../chat/form.js';
import { withCommas } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import type { CustomerCounts } from '../store/erase-customer.js';
import type { SubjectKind } from '../store/forgettings.js';
import { commentCount, feedbackCount, learningCount } from './counts.js';

/** Refusals. */
export const forgetWords = {
  notYours: () => say('Only the champion and admins can have somebody forgotten.'),
  noCustomer: (typed: string, near: string | null) =>
    near === null
      ? say('There is no customer {typed}. Write the name as the profile shows it.', { typed })
      : say('There is no customer {typed}. Did you mean `forget customer {near}`?', { typed, near }),
  nobody: () => say('The name is missing. Write who is to be forgotten.'),
  oneself: () => say('You can’t have yourself forgotten. Ask another admin or the champion.'),
  gone: () =>
    say('They are not here, or forgotten already. `forget customer NAME` and `forget person @name` ask anew.'),
};

const unreached = () =>
  say(
    'What people wrote in Slack or Teams themselves stays there, and so do notices that are sent once and never edited. Backups made before still hold it; a restore forgets it again.',
  );

function asked(title: string, lines: readonly string[], value: string): Card {
  const blocks: readonly Block[] = [
    ...lines.map((line): Block => ({ kind: 'text', line })),
    { kind: 'note', line: unreached() },
    {
      kind: 'actions',
      actions: [{ kind: 'button', action: 'leaving.forget', label: say('Forget for good'), value, style: 'danger' }],
    },
  ];
  return { title, summary: title, blocks, discreet: true };
}

const mentioned = (count: number) =>
  count === 0
    ? []
    : [
        say(
          'Their name is taken out of {count, plural, one {# other text that names them} other {# other texts that name them}}.',
          { count },
        ),
      ];

/** Asks before a customer is forgotten. */
export function askCustomerCard(
  { id, name }: { readonly id: string; readonly name: string },
  { feedback, learnings, comments, people }: CustomerCounts,
  mentionCount: number,
): Card {
  const goes = withCommas([
    ...(feedback > 0 ? [feedbackCount(feedback)] : []),
    ...(learnings > 0 ? [learningCount(learnings)] : []),
    ...(comments > 0 ? [commentCount(comments)] : []),
    ...(people > 0 ? [say('{count, plural, one {# person} other {# people}}', { count: people })] : []),
  ]);
  return asked(
    say('Forget {name}?', { name }),
    [
      goes === ''
        ? say('Their name and all that is known of them will be gone. There is no way back.')
        : say('The words of {items}, their name and all that is known of them will be gone. There is no way back.', {
            items: goes,
          }),
      ...mentioned(mentionCount),
      say('Counts and figures stay: NPS, totals by month, how long answers took.'),
    ],
    `customer ${id}`,
  );
}

/** Asks before one of our own people is forgotten. */
export function askPersonCard(
  { id, name, hasLeft }: { readonly id: string; readonly name: string; readonly hasLeft: boolean },
  { owned, done, drafts }: { readonly owned: number; readonly done: number; readonly drafts: number },
  mentionCount: number,
): Card {
  return asked(
    say('Forget {name}?', { name }),
    [
      say('Their name, accounts, hours, calendar and private messages will be gone. There is no way back.'),
      ...(done > 0
        ? [
            say('What they did stays, {count, plural, one {# time} other {# times}}, by “Somebody forgotten”.', {
              count: done,
            }),
          ]
        : []),
      ...(drafts > 0
        ? [say('{count, plural, one {# draft} other {# drafts}} of theirs will be gone.', { count: drafts })]
        : []),
      ...(owned > 0
        ? [
            say(
              '{count, plural, one {# open piece} other {# open pieces}} of feedback of theirs will get another owner.',
              { count: owned },
            ),
          ]
        : []),
      ...mentioned(mentionCount),
      ...(hasLeft
        ? []
        : [say('They are still in the workspace: their platform will tell of them again, as of somebody new.')]),
    ],
    `member ${id}`,
  );
}

const allGoes = () =>
  say('Their name, address and all that is known of them will be gone, wherever they stand. There is no way back.');

/** Somebody who asked on a page to be told by mail. */
export const askSubscriberCard = ({ id, email }: { readonly id: string; readonly email: string }): Card =>
  asked(say('Forget {name}?', { name: email }), [allGoes()], `subscriber ${id}`);

/** Somebody at a customer: asks whether they are meant. */
export function whichContactCard(
  contacts: readonly { readonly id: string; readonly name: string; readonly customer: string }[],
): Card {
  const [only] = contacts;
  if (contacts.length === 1 && only) {
    return asked(
      say('Forget {name} of {customer}?', { name: only.name, customer: only.customer }),
      [allGoes()],
      `contact ${only.id}`,
    );
  }
  const title = say('Who is to be forgotten?');
  return {
    title,
    summary: title,
    discreet: true,
    blocks: contacts.map(
      ({ id, name, customer }): Block => ({
        kind: 'row',
        line: say('{name} of {customer}', { name, customer }),
        action: {
          kind: 'button',
          action: 'leaving.forget',
          label: say('Forget for good'),
          value: `contact ${id}`,
          style: 'danger',
        },
      }),
    ),
  };
}

/** What was done. */
export function forgottenCard(
  kind: SubjectKind,
  { mentionCount, editCount }: { readonly mentionCount: number; readonly editCount: number },
): Card {
  const title = kind === 'customer' ? say('The customer is forgotten') : say('The person is forgotten');
  const lines = [
    ...(mentionCount > 0
      ? [
          say(
            '{count, plural, one {# other text named them or quoted their words, and does no longer.} other {# other texts named them or quoted their words, and do no longer.}}',
            { count: mentionCount },
          ),
        ]
      : []),
    ...(editCount > 0
      ? [
          say(
            '{count, plural, one {# message that I posted is edited now.} other {# messages that I posted are edited now.}}',
            { count: editCount },
          ),
        ]
      : []),
  ];
  const blocks: readonly Block[] = [
    ...lines.map((line): Block => ({ kind: 'text', line })),
    { kind: 'note', line: unreached() },
  ];
  return { title, summary: title, tone: 'good', blocks };
}

/** Asks whom. */
export function forgetForm(kind: 'customer' | 'person'): Form {
  const hint =
    kind === 'customer'
      ? say('As the profile shows it.')
      : say('One of you, such as @ben; or somebody at a customer, by address or name.');
  return {
    form: 'leaving.forget',
    subject: kind,
    title: kind === 'customer' ? say('Forget a customer') : say('Forget a person'),
    fields: [{ name: 'who', label: say('Name'), kind: 'text', hint, maxLength: 200 }],
    submit: say('Show what goes'),
  };
}
