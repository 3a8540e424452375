/** Puts a meeting onto the calendar as the schedule would, for tests of what happens in meetings. */
import { newId } from '../../src/kernel/id.js';
import { modelsOf } from './models.js';
import type { SharedStage } from './stage.js';

export interface PlannedMeeting {
  /** ISO, of the start. */
  readonly startsAt: string;
  /** ISO: the start of the working day before; absent: nobody is asked. */
  readonly askAt?: string;
  readonly minutes?: number;
  readonly place?: string;
  readonly name?: string;
}

/** Answers its id. */
export async function planMeeting(stage: SharedStage, planned: PlannedMeeting): Promise<string> {
  const { startsAt, askAt, minutes = 45, place = '#support', name = 'Marketing weekly' } = planned;
  const start = new Date(startsAt);
  const id = newId(stage.clock.now());
  const member = await stage.house.people.actorOf(stage.id('grace'));
  await modelsOf(stage.house.database).meeting.create({
    data: {
      id,
      organisationId: member?.organisationId ?? '',
      placeId: stage.id(place),
      name,
      startsAt: start,
      endsAt: new Date(start.getTime() + minutes * 60_000),
      opensAt: start,
      dueAt: start,
      askDueAt: askAt ? new Date(askAt) : null,
      timeZone: 'Europe/London',
      state: 'planned',
    },
  });
  return id;
}
