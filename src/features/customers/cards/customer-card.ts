/** A customer as one should know them before a conversation, and what is asked back when a name is not clear. */
import { besideEachOther } from '../../../chat/bidi.js';
import { button } from '../../../chat/blocks.js';
import { type Block, type ButtonAction, type Card, code, type Line, mention } from '../../../chat/card.js';
import { type Page, pageButtons } from '../../../chat/pages.js';
import type { PersonRef } from '../../../kernel/person.js';
import type { CustomerProfile, CustomerRef } from '../rules/customer.js';
import { shown } from './refusals.js';

/** Blocks on one page of a customer's card. */
export const customerPageSize = 15;

export interface CustomerView {
  readonly customer: CustomerProfile;
  readonly owner: PersonRef | null;
  /** Of everything that the rooms know, one page. */
  readonly page: Page<Block>;
  readonly lastContactAt: Date | null;
  /** The reader's zone. */
  readonly timeZone: string;
  /** What was just done; absent: only looked at. */
  readonly note?: Line;
  /** What was typed, where it might mean a customer of its own. */
  readonly otherName?: string;
}

/** One customer: who they are and, paged, what every room knows of them. */
export function customerCard(view: CustomerView): Card {
  const { customer, page, note } = view;
  const title = customer.name;
  return {
    title,
    summary: customer.segment ? `${customer.name}, ${customer.segment}` : customer.name,
    blocks: [
      ...(note === undefined ? [] : [{ kind: 'note', line: note } as const]),
      { kind: 'facts', facts: factsOf(view) },
      ...(page.items.length > 0 ? [{ kind: 'divider' } as const, ...page.items] : [nothingHeard(customer)]),
      ...pageButtons(page, 'customers.show', (number) => `${customer.id} ${number}`),
      { kind: 'actions', actions: actionsOf(view) },
    ],
  };
}

function factsOf({ customer, owner, lastContactAt, timeZone }: CustomerView): { label: string; value: Line }[] {
  const lastContact: Line = lastContactAt
    ? { kind: 'time', at: lastContactAt, timeZone, style: 'date' }
    : 'none that I know of';
  return [
    { label: 'Last contact', value: lastContact },
    { label: 'Segment', value: customer.segment ?? 'not set' },
    { label: 'Owner', value: owner ? mention(owner) : 'nobody yet' },
    ...(customer.aliases.length > 0 ? [{ label: 'Also called', value: besideEachOther(customer.aliases) }] : []),
    ...Object.entries(customer.attributes).map(([label, value]) => ({ label, value })),
  ];
}

function nothingHeard({ name }: CustomerRef): Block {
  return { kind: 'text', line: `Nothing heard from ${name} yet. What would you ask them first?` };
}

function actionsOf({ customer, otherName }: CustomerView): readonly ButtonAction[] {
  const change = { kind: 'button', action: 'customers.change', label: 'Change', value: customer.id } as const;
  if (otherName === undefined) return [change];
  const label = `“${shown(otherName)}” is another customer`;
  return [change, { kind: 'button', action: 'customers.addOwn', label, value: otherName }];
}

export interface UnknownCustomer {
  /** Whose name is most like it. */
  readonly nearest: CustomerRef | null;
  /** Whether what was typed can be a name. */
  readonly mayAdd: boolean;
}

/** Nobody of that name; offers the nearest name, and to add a customer. */
export function unknownCustomerCard(typed: string, { nearest, mayAdd }: UnknownCustomer): Card {
  const title = `I know no customer called “${shown(typed)}”`;
  const show: readonly ButtonAction[] = nearest
    ? [{ kind: 'button', action: 'customers.show', label: `Show ${nearest.name}`, value: nearest.id, style: 'primary' }]
    : [];
  const add: readonly ButtonAction[] = mayAdd
    ? [{ kind: 'button', action: 'customers.addOwn', label: 'Add as a customer', value: typed }]
    : [];
  const actions = [...show, ...add];
  return {
    title,
    summary: title,
    blocks: [
      { kind: 'text', line: nearest ? `Did you mean ${nearest.name}?` : 'Nobody here is called anything like it.' },
      ...(actions.length > 0 ? [{ kind: 'actions', actions } as const] : []),
    ],
  };
}

/** `customer delete Globex`: asked before anybody of that name is made. @param named whom the rest of the words name */
export function nameOrCommandCard(typed: string, named: CustomerRef | null): Card {
  const title = `Is “${shown(typed)}” the name of a customer?`;
  const ways: Line = [
    'It looks like a command. Customers are corrected by ',
    code('customer rename OLD to NEW'),
    ' and ',
    code('customer merge OTHER into NAME'),
    '.',
  ];
  return {
    title,
    summary: title,
    blocks: [
      { kind: 'text', line: ways },
      {
        kind: 'actions',
        actions: [
          ...(named ? [button(`Show ${named.name}`, 'customers.show', named.id, 'primary')] : []),
          button('Yes, add it', 'customers.addOwn', typed),
        ],
      },
    ],
  };
}

/** Several customers fit; a button for each. */
export function whichCustomerCard(typed: string, choice: readonly CustomerRef[]): Card {
  const title = `Which “${shown(typed)}” do you mean?`;
  return {
    title,
    summary: title,
    blocks: choice.map(({ id, name, segment }) => ({
      kind: 'row',
      line: name,
      ...(segment !== null && { detail: segment }),
      action: { kind: 'button', action: 'customers.show', label: 'This one', value: id },
    })),
  };
}

/** Asked before two become one. */
export function mergeCard(part: CustomerRef, whole: CustomerRef): Card {
  const title = `Make ${part.name} and ${whole.name} one customer?`;
  return {
    title,
    summary: title,
    blocks: [
      {
        kind: 'text',
        line: `Everything of ${part.name} goes to ${whole.name}: feedback, scores, learnings, ideas. ${part.name} stays as another name. It can’t be taken apart again.`,
      },
      {
        kind: 'actions',
        actions: [
          {
            kind: 'button',
            action: 'customers.merge',
            label: `Yes, all to ${shown(whole.name)}`,
            value: `${part.id} ${whole.id}`,
            style: 'danger',
          },
        ],
      },
    ],
  };
}

/** The remark below a customer's name, by what was just done. */
export const notes = {
  added: 'Added just now.',
  addedNear: (name: string): Line => [`Added just now. If you meant “${name}”, tell them apart by their names.`],
  changed: 'Changed just now.',
  unchanged: 'Nothing changed: it was like that already.',
} as const;
