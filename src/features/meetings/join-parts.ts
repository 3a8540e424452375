/** Makes one door of the parts of this room, each a Feature of its own; the door calls it. */
import { firstToHear } from '../../chat/doors.js';
import type { Chapter, Feature } from '../../chat/feature.js';

/** What several parts answer stands one after the other, in the order of the parts. */
export function joinParts(parts: readonly Feature[]): Feature {
  return {
    commands: parts.flatMap((part) => part.commands ?? []),
    actions: Object.assign({}, ...parts.map((part) => part.actions)),
    forms: Object.assign({}, ...parts.map((part) => part.forms)),
    outgoing: Object.assign({}, ...parts.map((part) => part.outgoing)),
    sweeps: parts.flatMap((part) => part.sweeps ?? []),
    customerPart: parts.find((part) => part.customerPart)?.customerPart,
    ...(parts.some(({ tellsContacts }) => tellsContacts) && { tellsContacts: true }),
    aboutCustomer: parts.find((part) => part.aboutCustomer)?.aboutCustomer,
    aboutFeedback: (feedbackId, context) => join(parts, (part) => part.aboutFeedback?.(feedbackId, context)),
    owedBy: (context) => join(parts, (part) => part.owedBy?.(context)),
    reportOn: (period, context) => join(parts, (part) => part.reportOn?.(period, context)),
    atHome: (context) => join(parts, (part) => part.atHome?.(context)),
    shows: (text) => parts.map(({ shows }) => shows?.(text) ?? null).find((line) => line !== null) ?? null,
    meant: (text, isOwn) =>
      parts.map(({ meant }) => meant?.(text, isOwn) ?? null).find((found) => found !== null) ?? null,
    hears: firstToHear(parts),
  };
}

async function join(parts: readonly Feature[], ask: (part: Feature) => Promise<Chapter> | undefined): Promise<Chapter> {
  const chapters = (await Promise.all(parts.map(ask))).filter((chapter) => chapter !== undefined);
  return {
    blocks: chapters.flatMap(({ blocks }) => blocks),
    count: chapters.reduce((sum, { count }) => sum + count, 0),
  };
}
