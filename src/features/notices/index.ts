/**
 * The door of notices: customers are told what touches them before they notice it, and how it ended. write.ts writes and
 * approves them, change.ts carries them on, reminders.ts keeps the promised end, mail.ts sends, pages.ts is what customers
 * read, linked.ts is what other rooms' cards say. house.ts builds it.
 */

import type { Command, Feature } from '../../chat/feature.js';
import { wordsToFind } from '../../chat/list.js';
import type { FindMailFace, TakeBounce } from '../../chat/mail.js';
import { meantBy } from '../../chat/meant.js';
import type { NoticePages } from '../../chat/notice-pages.js';
import { shownBy } from '../../chat/numbered.js';
import { phrase } from '../../kernel/language/say.js';
import type { NoticeRow } from './cards/notice-cards.js';
import { changeByCommand, changeByForm, type Deed, openDeed } from './change.js';
import type { NoticesDeps } from './deps.js';
import { aboutCustomer, customerPart, openRows, partOf, reportOn } from './linked.js';
import { outgoing, planningSweep, sendingSweep, subscriberFace, takeBounce } from './mail.js';
import { noticePages } from './pages.js';
import { noticeReminders } from './reminders.js';
import { noticeName, noticeNumbers } from './rules/notice.js';
import { noticesList, owedBy, show } from './show.js';
import { approve, drop, openChange, openNew, takeForm } from './write.js';

export type { NoticeRow } from './cards/notice-cards.js';
export { noticesSettings } from './settings.js';

/** The door of notices, with what pages, mails and meetings ask of it. */
export interface NoticesRoom extends Feature {
  readonly pages: NoticePages;
  /** To whom mails of subscribers go; null: it is none of them. */
  readonly subscriberFace: FindMailFace;
  /** What becomes of a subscriber’s mail that comes back; false: it is none of theirs. */
  readonly takeBounce: TakeBounce;
  /** Open notices as rows of an agenda; none where none is open. */
  openRows(organisationId: string): Promise<readonly NoticeRow[]>;
}

/** Builds the room on people, customers and feedback, and registers its reminders. */
export function createNotices(deps: NoticesDeps): NoticesRoom {
  deps.reminders.register(noticeReminders(deps));
  const deedForm =
    (deed: Deed): NonNullable<Feature['forms']>[string] =>
    (subject, values, context) =>
      changeByForm(deps, deed, { subject, values }, context);
  return {
    title: phrase('Notices'),
    topic: { name: 'notices', about: phrase('telling customers what touches them before they notice') },
    commands: commands(deps),
    actions: {
      'notices.list': noticesList(deps).pressed,
      'notices.show': (value, context) => show(deps, noticeNumbers.read(value), context),
      'notices.change': (value, context) => openChange(deps, value, context),
      'notices.approve': (value, context) => approve(deps, value, context),
      'notices.drop': (value, context) => drop(deps, value, context),
      'notices.update': (value, context) => openDeed(deps, 'update', value, context),
      'notices.until': (value, context) => openDeed(deps, 'until', value, context),
      'notices.end': (value, context) => openDeed(deps, 'end', value, context),
    },
    forms: {
      'notices.write': (subject, values, context) => takeForm(deps, { subject, values }, context),
      'notices.update': deedForm('update'),
      'notices.until': deedForm('until'),
      'notices.end': deedForm('end'),
    },
    shows: (text) => shownBy('notice', noticeNumbers, text),
    meant: meantBy({
      letter: 'N',
      nameOf: noticeName,
      show: 'notice',
      list: {
        command: 'notices',
        names: {
          open: phrase('Show what is open'),
          draft: phrase('Show the drafts'),
          ended: phrase('Show what has ended'),
        },
      },
    }),
    customerPart: (asked) => customerPart(deps, asked),
    aboutCustomer: (customerId, viewer, cut) => aboutCustomer(deps, { customerId, ...cut }, viewer),
    partOf: (feedback) => partOf(deps, feedback),
    owedBy: (context) => owedBy(deps, context),
    reportOn: (period, { actor }) => reportOn(deps, period, actor.organisationId),
    outgoing: outgoing(deps),
    sweeps: [planningSweep(deps), sendingSweep(deps)],
    pages: noticePages(deps),
    subscriberFace: subscriberFace(deps),
    takeBounce: takeBounce(deps),
    openRows: (organisationId) => openRows(deps, organisationId),
  };
}

function commands(deps: NoticesDeps): readonly Command[] {
  return [
    {
      name: 'notice',
      usage: 'notice [HOW IT TOUCHES CUSTOMERS]',
      does: phrase('tells customers what touches them before they notice; notice N-1 shows one'),
      examples: ['notice Payments by card may fail', 'notice N-1'],
      handle: (line, context) => {
        const { text } = line;
        const which = /^list(?:\s+(\w+))?$/iu.exec(text.trim());
        if (which) return noticesList(deps).typed({ ...line, text: which[1] ?? '' }, context);
        const number = noticeNumbers.parse(text);
        return number === null ? openNew(deps, text, context) : show(deps, number, context);
      },
    },
    {
      name: 'notices',
      usage: 'notices [open|draft|ended] [words]',
      does: phrase('lists what customers are told, and shows the address of your status page'),
      asked: [{ words: /^(?:show notices|what (?:are|were) customers told)$/iu, line: 'notices all' }],
      keeps: wordsToFind,
      handle: noticesList(deps).typed,
    },
    {
      name: 'notice update',
      usage: 'notice update N-1 WHAT IS NEW',
      does: phrase('tells customers what is new'),
      examples: ['notice update N-1 We found the cause'],
      allowed: 'champion',
      handle: ({ text }, context) => changeByCommand(deps, 'update', text, context),
    },
    {
      name: 'notice until',
      usage: 'notice until N-1 WHEN',
      does: phrase('moves the promised end of a notice'),
      examples: ['notice until N-1 16:30', 'notice until N-1 tomorrow 10:00'],
      allowed: 'champion',
      handle: ({ text }, context) => changeByCommand(deps, 'until', text, context),
    },
    {
      name: 'notice end',
      usage: 'notice end N-1 WHAT HAPPENED',
      does: phrase('ends a notice; customers read what happened'),
      examples: ['notice end N-1 A certificate had expired. We renew them by themselves now.'],
      allowed: 'champion',
      handle: ({ text }, context) => changeByCommand(deps, 'end', text, context),
    },
    {
      name: 'notice approve',
      usage: 'notice approve N-1',
      does: phrase('approves somebody else’s draft: customers read it at once'),
      examples: ['notice approve N-1'],
      allowed: 'champion',
      handle: ({ text }, context) => approve(deps, text, context),
    },
  ];
}
