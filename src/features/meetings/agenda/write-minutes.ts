/** Makes the minutes of what an agenda shows in the moment in which it closes. */
import { say } from '../../../kernel/language/say.js';
import { type Item, itemsOf } from '../cards/agenda-items.js';
import { type Section, sections } from '../rules/agenda.js';
import { followUpName } from '../rules/follow-up.js';
import type { Minutes } from '../rules/minutes.js';
import type { Agenda } from './gather.js';

export function writeMinutes(agenda: Agenda): Minutes {
  const { meeting, chair, presenter, learnings, followUps, ticks, numbersSince, trialsSince } = agenda;
  const items = sections.flatMap((section) => itemsOf(agenda, section).map((item) => ({ section, ...item })));
  const ticked = items.filter(({ isTicked }) => isTicked);
  return {
    chair: chair && { name: chair.customer.name, reasons: chair.reasons },
    presenter: presenter?.person.name ?? null,
    learnings: learnings.map(({ learning, by, customer }) => ({ text: learning.text, customer, by })),
    decisions: ticked.flatMap(({ key, what, section }) => {
      const tick = ticks.get(key);
      const decision = section === 'followUp' ? say('done // a follow-up') : (tick?.decision ?? null);
      return tick ? [{ what, decision, by: tick.by }] : [];
    }),
    followUps: followUps
      .filter(({ followUp }) => followUp.meetingId === meeting.id)
      .map(({ followUp: { number, text, dueOn }, owner }) => ({
        name: followUpName(number),
        text,
        owner: owner?.name ?? say('somebody'),
        dueOn,
      })),
    carried: items
      .filter((item) => !item.isTicked && !isNew(agenda, item))
      .map(({ key, what }) => ({ item: key, what })),
    numbersSince: numbersSince?.toISOString() ?? null,
    trialsSince: trialsSince?.toISOString() ?? null,
  };
}

/** What was promised in this very meeting is no left-over. */
function isNew({ followUps, meeting }: Agenda, { section, key }: Item & { readonly section: Section }): boolean {
  if (section !== 'followUp') return false;
  return followUps.some(({ followUp }) => key.endsWith(followUp.id) && followUp.meetingId === meeting.id);
}
