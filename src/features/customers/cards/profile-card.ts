/** The minute before a conversation: who a customer is, what to mind, how they are, what was said, what would help them. */

import { besideEachOther } from '../../../chat/bidi.js';
import { actions, button, facts, heading, note, text } from '../../../chat/blocks.js';
import { type Block, bold, type Card, type Inline, inlines, type Line, mention } from '../../../chat/card.js';
import { counted, firstFew } from '../../../chat/counted.js';
import type { Contact } from '../../../chat/customer-part.js';
import { sayLine } from '../../../chat/say-line.js';
import { sourceText } from '../../../chat/surface-text.js';
import { withCommas } from '../../../kernel/language/list.js';
import { say, sayIfKnown } from '../../../kernel/language/say.js';
import { type Gathered, heardOf } from '../gather.js';
import type { AttributeValue } from '../rules/attribute.js';
import { type CustomerPerson, calledName } from '../rules/customer-person.js';
import { type EventFigure, furtherFacts, type NamedAttribute, sinceOf, unknownOf } from '../rules/known.js';
import { preferenceText } from './forms.js';
import { shown } from './refusals.js';
import { tipBlocks } from './tip-cards.js';

/** What the card shows beside the customer. */
export interface ProfileView extends Gathered {
  /** The reader's zone. */
  readonly timeZone: string;
  /** What was just done; absent: only looked at. */
  readonly note?: Line;
  /** What was typed, where it might mean a customer of its own. */
  readonly otherName?: string;
  /** The customer that became part of this one just now. */
  readonly mergedId?: string;
}

/** Facts beyond these stand in the full history. */
const factsShown = 8;

/** One customer on a card that fits a phone, what matters most first. */
export function profileCard(view: ProfileView): Card {
  const { customer, parts, note: done } = view;
  const { name, segments } = customer;
  return {
    title: name,
    summary: withCommas([name, ...segments]),
    blocks: [
      ...(done === undefined ? [] : [note(done)]),
      ...firstPart(view),
      ...stateBlocks(view),
      ...contactBlocks(view),
      ...section(
        say('What would help them'),
        view.tips.flatMap((tip) => tipBlocks(tip, customer.id)),
      ),
      ...knownBlocks(view),
      ...unknownBlocks(view),
      actions([
        ...parts.flatMap((part) => part.actions ?? []),
        button(say('Remember a preference'), 'customers.prefer', customer.id),
        button(say('Add a person'), 'customers.person', customer.id),
        button(say('Full history'), 'customers.history', customer.id),
        button(say('Change'), 'customers.change', customer.id),
        ...otherCustomer(view),
        ...(view.mergedId === undefined
          ? []
          : [button(say('Take the merge back'), 'customers.takeMergeBack', view.mergedId)]),
      ]),
    ],
  };
}

/** Who they are and what to mind: the part that whoever takes a customer over reads first. */
export const firstPart = (view: ProfileView): readonly Block[] => [
  facts(whoFacts(view)),
  ...peopleThere(view),
  ...mindBlocks(view),
];

const section = (title: string, blocks: readonly Block[]): readonly Block[] =>
  blocks.length === 0 ? [] : [heading(title), ...blocks];

const day = (at: Date, timeZone: string): Inline => ({ kind: 'time', at, timeZone, style: 'date' });

function whoFacts({ customer, owner, timeZone }: ProfileView): { label: string; value: Line }[] {
  const { segments, aliases, attributes, createdAt } = customer;
  const since = sinceOf(attributes);
  return [
    ...(segments.length === 0
      ? []
      : [
          {
            label: say('{count, plural, one {Segment} other {Segments}}', { count: segments.length }),
            value: withCommas(segments),
          },
        ]),
    { label: say('Looked after by'), value: owner ? mention(owner) : say('nobody yet') },
    since
      ? { label: say('Customer since'), value: String(since[1].value) }
      : { label: say('Known here since'), value: day(createdAt, timeZone) },
    ...(aliases.length > 0 ? [{ label: say('Also called'), value: besideEachOther(aliases) }] : []),
  ];
}

function peopleThere({ customer: { id, people, personCount } }: ProfileView): readonly Block[] {
  if (people.length === 0) return [];
  const line = say('People there: {names}', { names: firstFew(people.map(called), 3, personCount) });
  return [{ kind: 'row', line, action: button(say('All'), 'customers.people', JSON.stringify({ customer: id })) }];
}

const called = (person: CustomerPerson): string =>
  person.role === null ? calledName(person) : `${calledName(person)} (${person.role})`;

function mindBlocks({ customer, parts }: ProfileView): readonly Block[] {
  const preferences = customer.preferences.map(({ text: words }): Line => preferenceText(words));
  const items = [...preferences, ...parts.flatMap((part) => part.mind ?? [])];
  return section(say('Keep in mind'), items.length === 0 ? [] : [{ kind: 'list', items }]);
}

function stateBlocks({ parts }: ProfileView): readonly Block[] {
  const state = parts.flatMap((part) => part.state ?? []);
  const charts = parts.flatMap((part): Block[] => (part.chart ? [{ kind: 'chart', chart: part.chart }] : []));
  return section(say('How they are doing'), [...(state.length > 0 ? [facts(state)] : []), ...charts]);
}

function contactBlocks(view: ProfileView): readonly Block[] {
  const { contacts, customer } = view;
  if (contacts.length === 0) {
    return [text(say('Nothing heard from {name} yet. What would you ask them first?', { name: customer.name }))];
  }
  return section(say('Last contacts'), [
    { kind: 'list', items: contacts.map((contact) => contactLine(contact, view)) },
  ]);
}

/** When, who of us, through what, and about what. */
export function contactLine(
  { at, memberId, channel, line }: Contact,
  { names, timeZone }: Pick<ProfileView, 'names' | 'timeZone'>,
): Line {
  const who = memberId === null ? '' : `, ${names.get(memberId) ?? say('somebody who left')}`;
  return [day(at, timeZone), `${who} (${sayIfKnown(channel)}): `, ...inlines(line)];
}

function knownBlocks(view: ProfileView): readonly Block[] {
  const all = furtherFacts(view.customer.attributes);
  const cut = all.slice(0, factsShown);
  const rest = all.length - cut.length;
  return section(say('What we know'), [
    ...(view.events.length > 0 ? [facts(view.events.map((event) => eventFact(event, view.timeZone)))] : []),
    ...(cut.length > 0 ? [facts(cut.map((each) => attributeFact(each, view.timeZone)))] : []),
    ...(rest > 0 ? [note(say('and {count, number} more in the full history', { count: rest }))] : []),
    ...view.parts.flatMap((part) => part.known ?? []),
  ]);
}

/** `Signed in: 14 times in 30 days, last Tue 24 Nov, first Mon 2 Mar`. */
function eventFact(
  { name, recentCount, firstAt, lastAt }: EventFigure,
  timeZone: string,
): { label: string; value: Line } {
  const values = { count: recentCount, last: day(lastAt, timeZone) };
  const isOneDay = lastAt.getTime() - firstAt.getTime() < 86_400_000;
  const value = isOneDay
    ? sayLine(
        '{count, plural, =0 {not in 30 days} =1 {once in 30 days} other {# times in 30 days}}, last {last}',
        values,
      )
    : sayLine(
        '{count, plural, =0 {not in 30 days} =1 {once in 30 days} other {# times in 30 days}}, last {last}, first {first}',
        { ...values, first: day(firstAt, timeZone) },
      );
  return { label: name, value };
}

/** A fact's value as people read it. */
export function valueWords(value: AttributeValue): string {
  if (typeof value === 'boolean') return value ? say('yes') : say('no');
  return typeof value === 'number' ? counted(value) : value;
}

/** A fact with its source and the date since which it holds. */
export function attributeFact(
  [label, { value, source, at }]: NamedAttribute,
  timeZone: string,
): { label: string; value: Line } {
  const instant = new Date(at);
  const fact = { value: bold(valueWords(value)), source: source === null ? say('by hand') : sourceText(source) };
  return Number.isNaN(instant.getTime())
    ? { label, value: sayLine('{value} ({source})', fact) }
    : { label, value: sayLine('{value} ({source}, {when})', { ...fact, when: day(instant, timeZone) }) };
}

function unknownBlocks(view: ProfileView): readonly Block[] {
  const { customer, parts } = view;
  const unknown = [...unknownOf(customer, heardOf(view)), ...parts.flatMap((part) => part.unknown ?? [])];
  return unknown.length === 0 ? [] : [note(say('Not known yet: {things}.', { things: withCommas(unknown) }))];
}

function otherCustomer({ otherName }: ProfileView) {
  if (otherName === undefined) return [];
  return [button(say('“{name}” is another customer', { name: shown(otherName) }), 'customers.addOwn', otherName)];
}
