/**
 * The door of meetings: every meeting opens with what was learned from customers, and what is promised there is
 * chased. schedule/ knows when meetings are, agenda/ what happens in them; house.ts builds it.
 */
import type { Feature } from '../../chat/feature.js';
import type { MeetingsDeps } from './deps.js';

export type MeetingsRoom = Feature;

export function createMeetings(_deps: MeetingsDeps): MeetingsRoom {
  return { title: 'Meetings' };
}
