/**
 * The door of early tests: customers try something before everybody has it, what they say meanwhile carries its name, and
 * they hear what became of it. start.ts begins one, invite.ts asks customers, pages.ts is what they see, reminders.ts asks
 * its owner what came of it; meetings ask what is new. house.ts builds it.
 */

import type { Command, Feature } from '../../chat/feature.js';
import { shownBy } from '../../chat/numbered.js';
import type { TrialPages } from '../../chat/trial-pages.js';
import { phrase } from '../../kernel/language/say.js';
import { type AgendaTrial, type AskedForAgenda, newsFor } from './agenda.js';
import { besideIdeas } from './beside-ideas.js';
import { aboutCustomer, customerPart } from './customer-part.js';
import type { TrialsDeps } from './deps.js';
import { endTrial } from './end.js';
import { inviteByButton, inviteByCommand } from './invite.js';
import { outgoing } from './outgoing.js';
import { trialPages } from './pages.js';
import { summaryReminders } from './reminders.js';
import { trialNumbers } from './rules/trial.js';
import { mails, sendingSweep } from './send.js';
import { show, showGuests, showHistory, showProposals, trialsList } from './show.js';
import { startByForm, trialByCommand } from './start.js';
import { findTakingPart } from './store/trials.js';
import { openSummary, owedBy, summarise, summaryByCommand } from './summary.js';

export type { AgendaTrial } from './agenda.js';

/** The door of early tests, with what the public pages ask of it. */
export interface TrialsRoom extends Feature {
  readonly pages: TrialPages;
  /** Tests that went on at that moment and in which something new was said. */
  newsFor(asked: AskedForAgenda): Promise<readonly AgendaTrial[]>;
}

/** Builds the room on people, customers, ideas and surveys. */
export function createTrials(deps: TrialsDeps): TrialsRoom {
  deps.customers.onTakingPart(findTakingPart);
  deps.reminders.register(summaryReminders(deps));
  return {
    title: phrase('Early tests'),
    topic: { name: 'trials', about: phrase('letting customers try something before everybody has it') },
    commands: commands(deps),
    actions: {
      'trials.list': trialsList(deps).pressed,
      'trials.show': (value, context) => show(deps, trialNumbers.read(value), context),
      'trials.proposals': (value, context) => showProposals(deps, value, context),
      'trials.guests': (value, context) => showGuests(deps, value, context),
      'trials.history': (value, context) => showHistory(deps, value, context),
      'trials.invite': (value, context) => inviteByButton(deps, value, context),
      'trials.summary': (value, context) => openSummary(deps, value, context),
      'trials.end': (value, context) => endTrial(deps, value, context),
    },
    forms: {
      'trials.start': (_, values, context) => startByForm(deps, values, context),
      'trials.summary': (subject, values, context) => summarise(deps, subject, values, context),
    },
    owedBy: (context) => owedBy(deps, context),
    shows: (text) => shownBy('trial', trialNumbers, text),
    besideIdeas: (organisationId, ideaIds) => besideIdeas(deps, organisationId, ideaIds),
    customerPart: (asked) => customerPart(deps, asked),
    aboutCustomer: (customerId, viewer, cut) => aboutCustomer(deps, { customerId, ...cut }, viewer),
    newsFor: (asked) => newsFor(deps, asked),
    outgoing: { ...outgoing(deps), ...mails(deps) },
    sweeps: [sendingSweep(deps)],
    pages: trialPages(deps),
  };
}

const commands = (deps: TrialsDeps): readonly Command[] => [
  {
    name: 'trial',
    usage: 'trial [T-1|"NAME"] [until: for: segment: about: owner:@x]',
    does: phrase('lets customers try something before everybody has it; trial T-1 shows one'),
    examples: ['trial "New invoices" until:2027-02-01 for:I-7', 'trial T-1', 'trial T-1 until:2027-03-01'],
    details: [
      { key: 'until' },
      { key: 'for' },
      { key: 'segment' },
      { key: 'about' },
      { key: 'owner', names: 'member' },
    ],
    handle: (line, context) => trialByCommand(deps, line, context),
  },
  {
    name: 'trials',
    usage: 'trials [open|all]',
    does: phrase('lists early tests'),
    asked: [{ words: /^show (?:trials|early tests)$/iu, line: 'trials' }],
    handle: trialsList(deps).typed,
  },
  {
    name: 'trial invite',
    usage: 'trial invite T-1 [all|customer:]',
    does: phrase('invites customers by mail, or by whoever looks after them'),
    examples: ['trial invite T-1 all', 'trial invite T-1 customer:Acme'],
    details: [{ key: 'customer', names: 'customer' }],
    handle: (line, context) => inviteByCommand(deps, line, context),
  },
  {
    name: 'trial summary',
    usage: 'trial summary T-1 [said: changed:]',
    does: phrase('says what customers said and what changed because of them; they are told'),
    examples: ['trial summary T-1', 'trial summary T-1 said:"Too long" changed:"One page now"'],
    details: [{ key: 'said' }, { key: 'changed' }],
    handle: (line, context) => summaryByCommand(deps, line, context),
  },
  {
    name: 'trial end',
    usage: 'trial end T-1',
    does: phrase('ends an early test before its last day: everybody has it from then on'),
    examples: ['trial end T-1'],
    handle: ({ text }, context) => endTrial(deps, text, context),
  },
];
