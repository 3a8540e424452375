/** The words of forgetting: what goes, what stays, and what cannot be reached. */
import type { Block, Card } from '../../../chat/card.js';
import { counted } from '../../../chat/counted.js';
import type { Form } from '../../../chat/form.js';
import type { CustomerCounts } from '../store/erase-customer.js';
import type { SubjectKind } from '../store/forgettings.js';

const named = (near: string | null) =>
  near === null ? 'Write the name as the profile shows it.' : `Did you mean \`forget customer ${near}\`?`;

/** Refusals. */
export const forgetWords = {
  notYours: 'Only the champion and admins can have somebody forgotten.',
  noCustomer: (typed: string, near: string | null) => `There is no customer ${typed}. ${named(near)}`,
  nobody: 'The name is missing. Write who is to be forgotten.',
  oneself: 'You can’t have yourself forgotten. Ask another admin or the champion.',
  gone: 'They are not here, or forgotten already. `forget customer NAME` and `forget person @name` ask anew.',
};

const many = (count: number, one: string, several = `${one}s`): string =>
  `${counted(count)} ${count === 1 ? one : several}`;

const list = (parts: readonly (readonly [count: number, one: string, several?: string])[]): string =>
  parts
    .filter(([count]) => count > 0)
    .map((part) => many(...part))
    .join(', ');

const unreached =
  'What people wrote in Slack or Teams themselves stays there, and so do notices that are sent once and never edited. Backups made before still hold it; a restore forgets it again.';

function asked(title: string, lines: readonly string[], value: string): Card {
  const blocks: readonly Block[] = [
    ...lines.map((line): Block => ({ kind: 'text', line })),
    { kind: 'note', line: unreached },
    {
      kind: 'actions',
      actions: [{ kind: 'button', action: 'leaving.forget', label: 'Forget for good', value, style: 'danger' }],
    },
  ];
  return { title, summary: title, blocks, discreet: true };
}

const mentioned = (count: number, whom: string) =>
  count === 0
    ? []
    : [`Their name is taken out of ${many(count, 'other text')} that ${count === 1 ? 'names' : 'name'} ${whom}.`];

/** Asks before a customer is forgotten. */
export function askCustomerCard(
  { id, name }: { readonly id: string; readonly name: string },
  { feedback, learnings, comments, people }: CustomerCounts,
  mentionCount: number,
): Card {
  const goes = list([
    [feedback, 'piece of feedback', 'pieces of feedback'],
    [learnings, 'learning'],
    [comments, 'comment'],
    [people, 'person', 'people'],
  ]);
  return asked(
    `Forget ${name}?`,
    [
      `${goes === '' ? 'Their name and all that is known of them' : `The words of ${goes}, their name and all that is known of them`} will be gone. There is no way back.`,
      ...mentioned(mentionCount, 'them'),
      'Counts and figures stay: NPS, totals by month, how long answers took.',
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
    `Forget ${name}?`,
    [
      'Their name, accounts, hours, calendar and private messages will be gone. There is no way back.',
      ...(done > 0 ? [`What they did stays, ${many(done, 'time')}, by “Somebody forgotten”.`] : []),
      ...(drafts > 0 ? [`${many(drafts, 'draft')} of theirs will be gone.`] : []),
      ...(owned > 0 ? [`${many(owned, 'open piece')} of feedback of theirs will get another owner.`] : []),
      ...mentioned(mentionCount, 'them'),
      ...(hasLeft
        ? []
        : ['They are still in the workspace: their platform will tell of them again, as of somebody new.']),
    ],
    `member ${id}`,
  );
}

/** Somebody at a customer: asks whether they are meant. */
export function whichContactCard(
  contacts: readonly { readonly id: string; readonly name: string; readonly customer: string }[],
): Card {
  const [only] = contacts;
  if (contacts.length === 1 && only) {
    const goes =
      'Their name, address and all that is known of them will be gone, wherever they stand. There is no way back.';
    return asked(`Forget ${only.name} of ${only.customer}?`, [goes], `contact ${only.id}`);
  }
  const title = 'Who is to be forgotten?';
  return {
    title,
    summary: title,
    discreet: true,
    blocks: contacts.map(
      ({ id, name, customer }): Block => ({
        kind: 'row',
        line: `${name} of ${customer}`,
        action: {
          kind: 'button',
          action: 'leaving.forget',
          label: 'Forget for good',
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
  const title = kind === 'customer' ? 'The customer is forgotten' : 'The person is forgotten';
  const lines = [
    ...(mentionCount > 0
      ? [
          `${many(mentionCount, 'other text')} named them or quoted their words, and ${mentionCount === 1 ? 'does' : 'do'} no longer.`,
        ]
      : []),
    ...(editCount > 0
      ? [`${many(editCount, 'message')} that I posted ${editCount === 1 ? 'is' : 'are'} edited now.`]
      : []),
  ];
  const blocks: readonly Block[] = [
    ...lines.map((line): Block => ({ kind: 'text', line })),
    { kind: 'note', line: unreached },
  ];
  return { title, summary: title, tone: 'good', blocks };
}

/** Asks whom. */
export function forgetForm(kind: 'customer' | 'person'): Form {
  const hint =
    kind === 'customer'
      ? 'As the profile shows it.'
      : 'One of you, such as @ben; or somebody at a customer, by address or name.';
  return {
    form: 'leaving.forget',
    subject: kind,
    title: kind === 'customer' ? 'Forget a customer' : 'Forget a person',
    fields: [{ name: 'who', label: 'Name', kind: 'text', hint, maxLength: 200 }],
    submit: 'Show what goes',
  };
}
