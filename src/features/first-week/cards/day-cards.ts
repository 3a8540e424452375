/** The five cards of a first week, and what follows from the last. */

import { actions, button, note, quote, text, titledCard } from '../../../chat/blocks.js';
import { type Action, type Block, bold, type Card, code, type Line } from '../../../chat/card.js';
import { type Form, field } from '../../../chat/form.js';
import { sayLine } from '../../../chat/say-line.js';
import { withCommas } from '../../../kernel/language/list.js';
import { say } from '../../../kernel/language/say.js';
import type { KnownCustomer } from '../../customers/index.js';
import type { AgendaFeedback, FeedbackGlimpse } from '../../feedback/index.js';
import type { Life } from '../rules/life.js';
import { days } from '../rules/newcomer.js';

/** A customer with how much they said lately. */
export interface HeardCustomer {
  readonly customer: KnownCustomer;
  readonly saidCount: number;
  readonly openCount: number;
}

/** Of what the cards are made; each day looks at its own. */
export interface DayViews {
  readonly customers: { readonly heard: readonly HeardCustomer[] };
  readonly sentences: { readonly said: readonly FeedbackGlimpse[] };
  readonly life: { readonly lives: readonly Life[] };
  readonly promise: { readonly hours: number; readonly ended: AgendaFeedback | null };
  readonly talk: { readonly heard: readonly HeardCustomer[] };
}

type Day = (typeof days)[number];

/** The card of a day. @param week `Your first week with the customers of Harbour Lights` */
export function dayCard<D extends Day>(day: D, week: string, view: DayViews[D]): Card {
  const at = days.indexOf(day) + 1;
  const { title, blocks, action } = faces[day](view);
  const isLast = at === days.length;
  const place = { week, at, count: days.length };
  return titledCard(title, [
    ...blocks,
    actions([...action, ...(isLast ? [] : [button(say('Skip the rest'), 'firstWeek.skip', '')])]),
    note(
      isLast
        ? say('{week}: card {at} of {count}. Only you see it.', place)
        : say('{week}: card {at} of {count}. One a day, only for you.', place),
    ),
  ]);
}

interface Face {
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly action: readonly Action[];
}

const faces: { readonly [D in Day]: (view: DayViews[D]) => Face } = {
  customers: ({ heard }) => ({
    title: heard.length === 0 ? say('Whom do we work for?') : peopleToKnow(heard.length),
    blocks:
      heard.length === 0
        ? [
            text(
              say(
                'Nobody has written down what a customer said yet. Ask a colleague: who is our best customer, and why?',
              ),
            ),
          ]
        : heard.map(({ customer, saidCount, openCount }) => text(customerLine(customer, { saidCount, openCount }))),
    action: heard
      .slice(0, 3)
      .map(({ customer: { id, name } }) => button(say('Show {name}', { name: cut(name) }), 'customers.show', id)),
  }),
  sentences: ({ said }) => ({
    title: said.length === 0 ? say('What do customers say?') : say('What they said, in their own words'),
    blocks:
      said.length === 0
        ? [
            text(
              sayLine('When you hear something from a customer, write it down with {command}.', {
                command: code('feedback'),
              }),
            ),
          ]
        : said.flatMap(({ title, excerpt }) => [text(bold(title)), quote(excerpt ?? '')]),
    action: said.slice(0, 1).map(({ name }) => button(say('Show {name}', { name }), 'feedback.show', name)),
  }),
  life: ({ lives }) => ({
    title: say('How our customers live'),
    blocks:
      lives.length === 0
        ? [
            text(
              say(
                'An exercise of five minutes: use what we make with the keyboard alone. Then turn on a screen reader and close your eyes.',
              ),
            ),
          ]
        : lives.map(({ text: words, link }) =>
            text(
              link === null ? words : [words, ' ', { kind: 'link', url: link, text: say('Open // what a link does') }],
            ),
          ),
    action: [],
  }),
  promise: ({ hours, ended }) => ({
    title: say('We answer within {hours} hours', { hours }),
    blocks: [
      text(
        say(
          'Everything that a customer tells us gets one owner, who resolves it within {hours} working hours. Then everybody hears how it ended, and the next meeting asks how to prevent it.',
          { hours },
        ),
      ),
      ...(ended?.told
        ? [
            text(
              sayLine('The last one: {feedback}', {
                feedback: bold(ended.told.customer ? `${ended.name}, ${ended.told.customer}` : ended.name),
              }),
            ),
            quote(ended.told.text),
            ...(ended.told.prevention
              ? [text(say('What changed: {prevention}', { prevention: ended.told.prevention }))]
              : []),
          ]
        : []),
    ],
    action: ended ? [button(say('Show {name}', { name: ended.name }), 'feedback.show', ended.name)] : [],
  }),
  talk: () => ({
    title: say('Talk with one customer this month: who?'),
    blocks: [text(say('Half an hour is enough. Ask how their day goes, and listen. I remind you of it.'))],
    action: [button(say('Choose'), 'firstWeek.choose', '', 'primary')],
  }),
};

const peopleToKnow = (count: number): string =>
  say(
    '{count, plural, =1 {One customer} =2 {Two customers} =3 {Three customers} =4 {Four customers} =5 {Five customers} other {# customers}} to know',
    { count },
  );

const cut = (name: string): string => (name.length > 40 ? `${name.slice(0, 39)}…` : name);

function customerLine(
  { name, segments }: KnownCustomer,
  { saidCount, openCount }: Pick<HeardCustomer, 'saidCount' | 'openCount'>,
): Line {
  const of = segments.length > 0 ? ` (${withCommas(segments.slice(0, 3))})` : '';
  return sayLine(
    '{customer}{segments}: said {said, plural, one {one thing} other {# things}} in 90 days{open, plural, =0 {} other {, # of it still open}}',
    { customer: bold(name), segments: of, said: saidCount, open: openCount },
  );
}

/** Asks with whom they will talk. */
export function talkForm(heard: readonly HeardCustomer[]): Form {
  const [first] = heard;
  return {
    form: 'firstWeek.talk',
    subject: '',
    title: say('Talk with a customer'),
    submit: say('I’ll talk with them'),
    fields: [
      field('text', 'customer', say('With whom?'), { names: 'customer', value: first?.customer.name, maxLength: 200 }),
      field('date', 'due', say('By when?'), { optional: true, hint: say('Empty: within 30 days.') }),
    ],
  };
}
