/**
 * The door of the newsletter: every fortnight what was learned from customers is drafted, approved by the champion, and read
 * by everybody who wants to. gather.ts drafts from the other rooms, write.ts edits, approves and skips, reminders.ts keeps the
 * time, subscribe.ts says who gets it and hears their answers, by-mail.ts brings it by mail. house.ts builds it.
 */
import type { Command, Feature } from '../../chat/feature.js';
import type { FindMailFace, TakeBounce } from '../../chat/mail.js';
import type { NewsletterPages } from '../../chat/newsletter-pages.js';
import { shownBy } from '../../chat/numbered.js';
import { phrase } from '../../kernel/language/say.js';
import type { Recount } from '../people/index.js';
import {
  openByMail,
  readerFace,
  readerPages,
  readersSweep,
  subscribeByMail,
  takeBounce,
  takeByMail,
} from './by-mail.js';
import type { NewsletterDeps } from './deps.js';
import { lookPages } from './look.js';
import { outgoing } from './outgoing.js';
import { approvalReminders, draftingSweep, planRecount } from './reminders.js';
import { newsletterNumbers } from './rules/newsletter.js';
import { hearAnswer, subscribe } from './subscribe.js';
import { approve, draftNow, openEdit, show, skip, takeEdit } from './write.js';

export { newsletterSettings } from './settings.js';

/** The door, with what follows from settings, and what mails and pages ask of it. */
export interface NewsletterRoom extends Feature {
  readonly recounts: readonly Recount[];
  readonly pages: NewsletterPages;
  /** To whom mails to colleagues go; null: this is none of them. */
  readonly readerFace: FindMailFace;
  /** What becomes of one that comes back. */
  readonly takeBounce: TakeBounce;
}

/** Builds the room on all that tells of customers. */
export function createNewsletter(deps: NewsletterDeps): NewsletterRoom {
  deps.reminders.register(approvalReminders(deps));
  return {
    title: phrase('Newsletter'),
    topic: { name: 'newsletter', about: phrase('what we learned from our customers, for everybody, every fortnight') },
    commands: commands(deps),
    actions: {
      'newsletter.show': (value, context) => show(deps, value, context),
      'newsletter.edit': (value, context) => openEdit(deps, value, context),
      'newsletter.approve': (value, context) => approve(deps, value, context),
      'newsletter.skip': (value, context) => skip(deps, value, context),
      'newsletter.subscribe': (_value, context) => subscribe(deps, true, context),
      'newsletter.unsubscribe': (_value, context) => subscribe(deps, false, context),
      'newsletter.byMail': async () => openByMail(deps),
    },
    forms: {
      'newsletter.edit': (subject, values, context) => takeEdit(deps, { subject, values }, context),
      'newsletter.byMail': (_subject, values, context) => takeByMail(deps, values, context),
    },
    hears: (said, context) => hearAnswer(deps, said, context),
    shows: (text) => shownBy('newsletter', newsletterNumbers, text),
    outgoing: outgoing(deps),
    sweeps: [draftingSweep(deps), readersSweep(deps)],
    recounts: [planRecount(deps)],
    pages: { ...lookPages(deps), ...readerPages(deps) },
    readerFace: readerFace(deps),
    takeBounce: takeBounce(deps),
  };
}

const commands = (deps: NewsletterDeps): readonly Command[] => [
  {
    name: 'newsletter',
    usage: 'newsletter [L-1]',
    does: phrase('shows the draft of the newsletter, or when the next one comes'),
    examples: ['newsletter'],
    handle: ({ text }, context) => show(deps, text, context),
  },
  {
    name: 'newsletter draft',
    usage: 'newsletter draft',
    does: phrase('drafts a newsletter now, before its time'),
    allowed: 'champion',
    handle: (_line, context) => draftNow(deps, context),
  },
  {
    name: 'newsletter edit',
    usage: 'newsletter edit',
    does: phrase('opens the draft as a form'),
    allowed: 'champion',
    handle: ({ text }, context) => openEdit(deps, text, context),
  },
  {
    name: 'newsletter approve',
    usage: 'newsletter approve',
    does: phrase('sends the draft to its place and to whoever subscribed'),
    allowed: 'champion',
    handle: ({ text }, context) => approve(deps, text, context),
  },
  {
    name: 'newsletter skip',
    usage: 'newsletter skip',
    does: phrase('drops the draft: nobody gets it'),
    allowed: 'champion',
    handle: ({ text }, context) => skip(deps, text, context),
  },
  {
    name: 'newsletter subscribe',
    usage: 'newsletter subscribe [mail:ada@example.com]',
    does: phrase('brings the newsletter to you privately, or by mail to an address of yours'),
    examples: ['newsletter subscribe', 'newsletter subscribe mail:ada@example.com'],
    details: [{ key: 'mail' }],
    handle: ({ details: { mail } }, context) =>
      mail === undefined ? subscribe(deps, true, context) : subscribeByMail(deps, mail, context),
  },
  {
    name: 'newsletter unsubscribe',
    usage: 'newsletter unsubscribe',
    does: phrase('ends that, also by mail'),
    handle: (_line, context) => subscribe(deps, false, context),
  },
];
