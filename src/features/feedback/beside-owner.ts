/** Reads what stands beside an item on its owner's card; the next person knows what the last one heard. */
import type { Block } from '../../chat/card.js';
import { readPage } from '../../chat/pages.js';
import { lastContactBlock, takenOverBlocks, tipsBeside } from './cards/beside-owner.js';
import { alikeBeside } from './decide-alike.js';
import type { FeedbackDeps } from './deps.js';
import { largerThings } from './larger-things.js';
import type { Picture } from './picture.js';
import { feedbackName, type Routing } from './rules/feedback.js';
import { namesOf } from './show.js';
import { history } from './store/feedback.js';

/** It was somebody else's before. */
const takenOver: readonly Routing['kind'][] = ['handedOver', 'tookOver', 'away'];

/** As much of a history as a summary looks at: its end. */
const lookedAt = 200;

/** Once it is resolved, only what is left to do; nothing of its customer: then the profile is where one reads of them. */
export async function besideOwner(deps: FeedbackDeps, picture: Picture): Promise<readonly Block[]> {
  const isOver = ['resolved', 'withdrawn'].includes(picture.feedback.state);
  const alike = isOver ? [] : await alikeBeside(deps, picture);
  return [...(await largerThings(deps, picture)), ...alike, ...(await besideOpen(deps, picture))];
}

async function besideOpen(deps: FeedbackDeps, picture: Picture): Promise<readonly Block[]> {
  const { feedback, customer, organisation } = picture;
  if (feedback.state === 'withdrawn') return [];
  if (feedback.state === 'resolved') {
    const parts = [feedback, ...picture.parts.map((part) => part.feedback)].map(({ id }) => id);
    const asked = await Promise.all(
      deps.chapters().map((room) => room.afterResolution?.(feedback.organisationId, parts)),
    );
    return asked.flatMap((blocks) => blocks ?? []);
  }
  const { organisationId, number } = feedback;
  const { timeZone } = organisation.settings;
  const asked = { organisationId, timeZone, except: feedbackName(number) };
  const known = customer && (await deps.customers.glimpse({ ...asked, customerId: customer.id }));
  if (!takenOver.includes(feedback.routing.kind)) {
    return known ? [...(known.lastContact ? [lastContactBlock(known.lastContact)] : []), ...tipsBeside(known)] : [];
  }
  const { items: events } = await readPage((cut) => history(deps.database, feedback.id, cut), Number.NaN, lookedAt);
  const names = await namesOf(deps, organisationId, events);
  return [...takenOverBlocks(picture, { events, names, customer: known }), ...(known ? tipsBeside(known) : [])];
}
