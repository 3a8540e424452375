/**
 * The door of meetings: every meeting opens with what was learned from customers, and what is promised there is
 * chased. schedule/ knows when meetings are, agenda/ what happens in them, follow-ups/ chases what was promised,
 * report/ says how the habit goes; house.ts builds it.
 */
import type { Feature } from '../../chat/feature.js';
import type { MeetingsDeps } from './deps.js';
import { followUpsFeature } from './follow-ups/feature.js';
import { joinParts } from './join-parts.js';
import { reportFeature } from './report/feature.js';
import { scheduleFeature } from './schedule/feature.js';

export type MeetingsRoom = Feature;

export function createMeetings(deps: MeetingsDeps): MeetingsRoom {
  return {
    title: 'Meetings',
    ...joinParts([scheduleFeature(deps), followUpsFeature(deps), reportFeature(deps)]),
  };
}
