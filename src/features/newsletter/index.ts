/**
 * The door of the newsletter: every fortnight what was learned from customers is drafted, approved by the champion, and read
 * by everybody who wants to. gather.ts drafts from the other rooms, write.ts edits, approves and skips, reminders.ts keeps the
 * time, subscribe.ts says who gets it and hears their answers. house.ts builds it.
 */
import type { Command, Feature } from '../../chat/feature.js';
import { shownBy } from '../../chat/numbered.js';
import type { Recount } from '../people/index.js';
import type { NewsletterDeps } from './deps.js';
import { outgoing } from './outgoing.js';
import { approvalReminders, draftingSweep, planRecount } from './reminders.js';
import { newsletterNumbers } from './rules/newsletter.js';
import { hearAnswer, subscribe } from './subscribe.js';
import { approve, draftNow, openEdit, show, skip, takeEdit } from './write.js';

export { newsletterSettings } from './settings.js';

/** The door, with what follows from settings. */
export interface NewsletterRoom extends Feature {
  readonly recounts: readonly Recount[];
}

/** Builds the room on all that tells of customers. */
export function createNewsletter(deps: NewsletterDeps): NewsletterRoom {
  deps.reminders.register(approvalReminders(deps));
  return {
    title: 'Newsletter',
    topic: { name: 'newsletter', about: 'what we learned from our customers, for everybody, every fortnight' },
    commands: commands(deps),
    actions: {
      'newsletter.show': (value, context) => show(deps, value, context),
      'newsletter.edit': (value, context) => openEdit(deps, value, context),
      'newsletter.approve': (value, context) => approve(deps, value, context),
      'newsletter.skip': (value, context) => skip(deps, value, context),
      'newsletter.subscribe': (_value, context) => subscribe(deps, true, context),
      'newsletter.unsubscribe': (_value, context) => subscribe(deps, false, context),
    },
    forms: { 'newsletter.edit': (subject, values, context) => takeEdit(deps, { subject, values }, context) },
    hears: (said, context) => hearAnswer(deps, said, context),
    shows: (text) => shownBy('newsletter', newsletterNumbers, text),
    outgoing: outgoing(deps),
    sweeps: [draftingSweep(deps)],
    recounts: [planRecount(deps)],
  };
}

const commands = (deps: NewsletterDeps): readonly Command[] => [
  {
    name: 'newsletter',
    usage: 'newsletter [L-1]',
    does: 'shows the draft of the newsletter, or when the next one comes',
    examples: ['newsletter'],
    handle: ({ text }, context) => show(deps, text, context),
  },
  {
    name: 'newsletter draft',
    usage: 'newsletter draft',
    does: 'drafts a newsletter now, before its time',
    allowed: 'champion',
    handle: (_line, context) => draftNow(deps, context),
  },
  {
    name: 'newsletter edit',
    usage: 'newsletter edit',
    does: 'opens the draft as a form',
    allowed: 'champion',
    handle: ({ text }, context) => openEdit(deps, text, context),
  },
  {
    name: 'newsletter approve',
    usage: 'newsletter approve',
    does: 'sends the draft to its place and to whoever gets it privately',
    allowed: 'champion',
    handle: ({ text }, context) => approve(deps, text, context),
  },
  {
    name: 'newsletter skip',
    usage: 'newsletter skip',
    does: 'drops the draft: nobody gets it',
    allowed: 'champion',
    handle: ({ text }, context) => skip(deps, text, context),
  },
  {
    name: 'newsletter subscribe',
    usage: 'newsletter subscribe',
    does: 'brings the newsletter to you privately',
    handle: (_line, context) => subscribe(deps, true, context),
  },
  {
    name: 'newsletter unsubscribe',
    usage: 'newsletter unsubscribe',
    does: 'ends that',
    handle: (_line, context) => subscribe(deps, false, context),
  },
];
