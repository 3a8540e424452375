/** What the schedule answers to: `meeting` and its kin, the buttons of its cards, its sweep. Read by the room's door. */
import type { CommandLine, DetailSpec } from '../../../chat/command-line.js';
import type { Feature } from '../../../chat/feature.js';
import type { FormValues } from '../../../chat/form.js';
import type { InteractionContext } from '../../../chat/interaction.js';
import { fold } from '../../../chat/nearest.js';
import type { Reply } from '../../../chat/reply.js';
import { Conflict, InvalidInput } from '../../../kernel/errors.js';
import { isId } from '../../../kernel/id.js';
import { phrase, say } from '../../../kernel/language/say.js';
import type { PlaceRef } from '../../../kernel/person.js';
import { dateInZone } from '../../../kernel/time/local-day.js';
import { parseDate } from '../../../kernel/time/read-date.js';
import { skippedWords } from '../cards/series-card.js';
import * as refusals from '../cards/series-refusals.js';
import type { MeetingsDeps } from '../deps.js';
import { standsAlone } from '../stands-alone.js';
import { findPlanned } from '../store/series.js';
import { hold, placeOf, refuseMembers, skip, stop, type WhichDate } from './change.js';
import { scheduleOutgoing } from './outgoing.js';
import { planningSweep } from './planning.js';
import { type ScheduleWay, wayOf } from './read-schedule.js';
import { addressChosen, deedOf, readChosen, scheduleAsked } from './schedule-asked.js';
import { atHome, openScheduling, showSeries } from './show.js';

const terms: readonly DetailSpec[] = [{ key: 'zone' }, { key: 'lead' }, { key: 'length' }, { key: 'name' }];

/** The part of the door that is about when a place meets. */
export function scheduleFeature(deps: MeetingsDeps): Feature {
  return {
    commands: [
      {
        name: 'meeting',
        usage: 'meeting',
        does: phrase('shows when this channel meets, and the next dates'),
        asked: [
          {
            words: /^(?:when (?:is|are) (?:next )?meetings?|when do we meet(?: next)?|(?:show )?next meeting)$/iu,
            line: 'meeting',
          },
          { words: /^(?:show |what is on )?agenda$/iu, line: 'meeting' },
        ],
        handle: ({ text }, context) => {
          if (text.trim() !== '')
            throw InvalidInput.field('meetings.unknownText', 'text', refusals.unknownText(text.trim()));
          return showSeries(deps, context);
        },
      },
      {
        name: 'meeting every',
        usage: 'meeting every monday 10:00 [zone:Europe/London] [lead:15m] [length:45m] [name:"Marketing weekly"]',
        does: phrase('schedules it by weekday: monday,thursday, weekday, second tuesday'),
        examples: ['meeting every monday 10:00 lead:15m'],
        allowed: 'champion',
        details: terms,
        handle: (line, context) => scheduleTyped(deps, 'every', line, context),
      },
      {
        name: 'meeting cron',
        usage: 'meeting cron "0 10 * * 1" [zone: lead: length: name:]',
        does: phrase('schedules it by cron'),
        allowed: 'champion',
        details: terms,
        handle: (line, context) => scheduleTyped(deps, 'cron', line, context),
      },
      {
        name: 'meeting calendar',
        usage: 'meeting calendar URL [event:"Marketing weekly"] [lead: name:]',
        does: phrase('follows a calendar (.ics) and its changes'),
        allowed: 'champion',
        details: [...terms, { key: 'event' }],
        // Whoever knows the address can read the calendar.
        isSecret: true,
        handle: (line, context) => scheduleTyped(deps, 'calendar', line, context),
      },
      {
        name: 'meeting skip',
        usage: 'meeting skip [2026-12-01]',
        does: phrase('skips the next date, or that one'),
        allowed: 'champion',
        handle: ({ text }, context) => skippedTyped(deps, text.trim(), context),
      },
      {
        name: 'meeting stop',
        usage: 'meeting stop',
        does: phrase('stops the schedule: no meeting opens here by itself'),
        allowed: 'champion',
        handle: ({ text }, context) => {
          standsAlone('stop', text);
          return stopped(deps, hereOf(context), context);
        },
      },
    ],
    actions: {
      'meetings.series': (_, context) => showSeries(deps, context),
      'meetings.changeSeries': async (placeId, context) => {
        await refuseMembers(deps, context.actor);
        return openScheduling(deps, await placeOf(deps, context.actor, placeId), context);
      },
      'meetings.skip': (meetingId, context) => skipped(deps, meetingId, context),
      'meetings.hold': (meetingId, context) => held(deps, meetingId, context),
      'meetings.stop': async (placeId, context) => stopped(deps, await placeOf(deps, context.actor, placeId), context),
      'meetings.chooseEvent': (value, context) => eventChosen(deps, value, context),
    },
    forms: {
      'meetings.schedule': (placeId, values, context) => scheduleFilledIn(deps, placeId, values, context),
    },
    atHome: (context) => atHome(deps, context),
    outgoing: scheduleOutgoing(deps),
    sweeps: [planningSweep(deps)],
  };
}

function hereOf({ place }: InteractionContext): PlaceRef {
  if (place) return place;
  throw InvalidInput.field('meetings.needsPlace', 'when', refusals.needsPlace());
}

async function scheduleTyped(
  deps: MeetingsDeps,
  way: ScheduleWay,
  { text, details }: CommandLine,
  context: InteractionContext,
): Promise<Reply> {
  const place = hereOf(context);
  if (text.trim() === '') return openScheduling(deps, place, context);
  const { event, ...typed } = details;
  const named = event === undefined ? {} : { event: fold(event) === 'all' ? null : event };
  return scheduleAsked(deps, { way, text, terms: typed, ...named }, { place, context });
}

async function scheduleFilledIn(
  deps: MeetingsDeps,
  placeId: string,
  values: FormValues,
  context: InteractionContext,
): Promise<Reply> {
  await refuseMembers(deps, context.actor);
  const place = await placeOf(deps, context.actor, placeId);
  const text = String(values.when ?? '');
  const typed = (key: string) => (typeof values[key] === 'string' ? values[key] : undefined);
  const asked = { zone: typed('zone'), lead: typed('lead'), length: typed('length'), name: typed('name') };
  return scheduleAsked(deps, { way: wayOf(text), text, terms: asked }, { place, context });
}

async function eventChosen(deps: MeetingsDeps, value: string, context: InteractionContext): Promise<Reply> {
  await refuseMembers(deps, context.actor);
  const place = hereOf(context);
  const chosen = readChosen(value);
  const asked = { way: 'calendar', text: addressChosen(deps, place, chosen), ...chosen } as const;
  return scheduleAsked(deps, asked, { place, context });
}

function skippedTyped(deps: MeetingsDeps, typed: string, context: InteractionContext): Promise<Reply> {
  const place = hereOf(context);
  if (typed === '') return skipIn(deps, { place, which: 'next' }, context);
  const today = dateInZone(context.actor.timeZone, deps.clock.now());
  const day = parseDate(typed, 'text', { today, towards: 'future' });
  return skipIn(deps, { place, which: { day } }, context);
}

async function skipped(deps: MeetingsDeps, meetingId: string, context: InteractionContext): Promise<Reply> {
  await refuseMembers(deps, context.actor);
  const place = await placeOfMeeting(deps, meetingId, context);
  return skipIn(deps, { place, which: { meetingId } }, context);
}

async function skipIn(
  deps: MeetingsDeps,
  { place, which }: { readonly place: PlaceRef; readonly which: WhichDate },
  context: InteractionContext,
): Promise<Reply> {
  const { startsAt, timeZone } = await skip(deps, which, deedOf(place, context));
  const changed = skippedWords({ startsAt, timeZone, now: deps.clock.now() });
  return showSeries(deps, { actor: context.actor, place }, changed);
}

async function held(deps: MeetingsDeps, meetingId: string, context: InteractionContext): Promise<Reply> {
  await refuseMembers(deps, context.actor);
  const place = await placeOfMeeting(deps, meetingId, context);
  await hold(deps, meetingId, deedOf(place, context));
  return showSeries(deps, { actor: context.actor, place }, say('It takes place. The channel hears of it.'));
}

async function stopped(deps: MeetingsDeps, place: PlaceRef, context: InteractionContext): Promise<Reply> {
  await refuseMembers(deps, context.actor);
  await stop(deps, deedOf(place, context));
  return showSeries(deps, { actor: context.actor, place });
}

/** A button may be pressed away from the place, on a card that was shown in a private chat. */
async function placeOfMeeting(deps: MeetingsDeps, meetingId: string, context: InteractionContext): Promise<PlaceRef> {
  const { organisationId } = context.actor;
  const meeting = isId(meetingId) ? await findPlanned(deps.database, organisationId, meetingId) : null;
  if (!meeting) throw new Conflict('meetings.notAhead', refusals.notAhead());
  return placeOf(deps, context.actor, meeting.placeId);
}
