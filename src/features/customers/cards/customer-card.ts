/** A customer's full history, and what is asked back when a name is not clear. */
import { actions, button, facts, text, titledCard } from '../../../chat/blocks.js';
import { type Block, type ButtonAction, type Card, code, type Line } from '../../../chat/card.js';
import { type Page, pageButtons } from '../../../chat/pages.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';
import type { CustomerRef } from '../rules/customer.js';
import type { CustomerProfile } from '../rules/profile.js';
import { attributeFact } from './profile-card.js';
import { shown } from './refusals.js';

/** Blocks on one page of a customer's card. */
export const customerPageSize = 15;

export interface HistoryView {
  readonly customer: CustomerProfile;
  /** Of everything that the rooms keep, one page. */
  readonly page: Page<Block>;
  /** The reader's zone. */
  readonly timeZone: string;
}

/** Everything that the rooms keep of one customer, paged; every fact on the first page. */
export function customerHistoryCard({ customer, page, timeZone }: HistoryView): Card {
  const known = page.page === 1 ? Object.entries(customer.attributes) : [];
  return titledCard(say('{name}: everything we have', { name: customer.name }), [
    ...(known.length > 0 ? [facts(known.map((each) => attributeFact(each, timeZone)))] : []),
    ...(page.items.length > 0
      ? page.items
      : [text(say('Nothing was heard from {name} yet.', { name: customer.name }))]),
    ...pageButtons(page, 'customers.history', (number) => `${customer.id} ${number}`),
    actions([button(say('Back to the profile'), 'customers.show', customer.id)]),
  ]);
}

export interface UnknownCustomer {
  /** Whose name is most like it. */
  readonly nearest: CustomerRef | null;
  /** Whether what was typed can be a name. */
  readonly mayAdd: boolean;
}

/** Nobody of that name; offers the nearest name, and to add a customer. */
export function unknownCustomerCard(typed: string, { nearest, mayAdd }: UnknownCustomer): Card {
  const title = say('I know no customer called “{typed}”', { typed: shown(typed) });
  const show: readonly ButtonAction[] = nearest
    ? [
        {
          kind: 'button',
          action: 'customers.show',
          label: say('Show {name}', { name: nearest.name }),
          value: nearest.id,
          style: 'primary',
        },
      ]
    : [];
  const add: readonly ButtonAction[] = mayAdd
    ? [{ kind: 'button', action: 'customers.addOwn', label: say('Add as a customer'), value: typed }]
    : [];
  const actions = [...show, ...add];
  return {
    title,
    summary: title,
    blocks: [
      {
        kind: 'text',
        line: nearest ? say('Did you mean {name}?', { name: nearest.name }) : say('No customer has a name like it.'),
      },
      ...(actions.length > 0 ? [{ kind: 'actions', actions } as const] : []),
    ],
  };
}

/** `customer delete Globex`: asked before anybody of that name is made. @param named whom the rest of the words name */
export function nameOrCommandCard(typed: string, named: CustomerRef | null): Card {
  const title = say('Is “{typed}” the name of a customer?', { typed: shown(typed) });
  const ways: Line = sayLine('It looks like a command. Customers are corrected by {rename} and {merge}.', {
    rename: code('customer rename OLD to NEW'),
    merge: code('customer merge OTHER into NAME'),
  });
  return {
    title,
    summary: title,
    blocks: [
      { kind: 'text', line: ways },
      {
        kind: 'actions',
        actions: [
          ...(named ? [button(say('Show {name}', { name: named.name }), 'customers.show', named.id, 'primary')] : []),
          button(say('Yes, add it'), 'customers.addOwn', typed),
        ],
      },
    ],
  };
}

/** Several customers fit; a button for each. */
export function whichCustomerCard(typed: string, choice: readonly CustomerRef[]): Card {
  const title = say('Which “{typed}” do you mean?', { typed: shown(typed) });
  return {
    title,
    summary: title,
    blocks: choice.map(({ id, name, segment }) => ({
      kind: 'row',
      line: name,
      ...(segment !== null && { detail: segment }),
      action: { kind: 'button', action: 'customers.show', label: say('This one'), value: id },
    })),
  };
}

/** Asked before two become one. */
export function mergeCard(part: CustomerRef, whole: CustomerRef): Card {
  const title = say('Make {part} and {whole} one customer?', { part: part.name, whole: whole.name });
  return {
    title,
    summary: title,
    blocks: [
      {
        kind: 'text',
        line: say(
          'Everything of {part} goes to {whole}: feedback, scores, learnings, ideas. {part} stays as another name. For a week it can be taken back.',
          { part: part.name, whole: whole.name },
        ),
      },
      {
        kind: 'actions',
        actions: [
          {
            kind: 'button',
            action: 'customers.merge',
            label: say('Yes, all to {customer}', { customer: shown(whole.name) }),
            value: `${part.id} ${whole.id}`,
            style: 'danger',
          },
        ],
      },
    ],
  };
}

/** Two names that mean one customer already. @param merged those who became part of it, and can be made two again by the reader */
export const mergedAlreadyCard = (
  { name }: CustomerRef,
  merged: readonly { readonly id: string; readonly name: string }[],
): Card =>
  titledCard(
    say('Both are {name} already', { name }),
    merged.map((part) => ({
      kind: 'row',
      line: say('{name} became part of it.', { name: part.name }),
      action: button(say('Take back'), 'customers.takeMergeBack', part.id),
    })),
  );

/** The remark below a customer's name, by what was just done. */
export const notes = {
  added: () => say('Added just now.'),
  addedNear: (name: string) => say('Added just now. If you meant “{name}”, tell them apart by their names.', { name }),
  changed: () => say('Changed just now.'),
  unchanged: () => say('Nothing changed: it was like that already.'),
} as const;
