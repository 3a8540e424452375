/** What webhooks are told of feedback. Of what is confidential only that it is there, how it stands and since when. */

import type { Cause, ToldEvent } from '../../chat/told-events.js';
import { isId } from '../../kernel/id.js';
import { phrase } from '../../kernel/language/say.js';
import type { FeedbackDeps } from './deps.js';
import { type FeedbackView, pictureView } from './intake.js';
import { type Picture, pictureOf } from './picture.js';
import { findByIds } from './store/feedback.js';

type Changed = (picture: Picture, cause: Cause, deps: FeedbackDeps) => object | Promise<object>;

const events: readonly (Omit<ToldEvent, 'compose'> & { readonly changed: Changed })[] = [
  {
    type: 'feedback.captured',
    marks: ['feedback.captured'],
    about: phrase('somebody captured it'),
    changed: () => ({}),
  },
  {
    type: 'feedback.routed',
    marks: ['feedback.routed', 'feedback.handedOver'],
    about: phrase('it got an owner, or another one'),
    changed: async (_, { organisationId, details: { ownerId } }, { people }) => ({
      owner: typeof ownerId === 'string' ? ((await people.member(organisationId, ownerId))?.name ?? null) : null,
    }),
  },
  {
    type: 'feedback.overdue',
    marks: ['feedback.turnedRed'],
    about: phrase('its promise ended without an answer'),
    changed: ({ feedback }) => ({ promiseEndsAt: feedback.promiseEndsAt?.toISOString() ?? null }),
  },
  {
    type: 'feedback.resolved',
    marks: ['feedback.resolved'],
    about: phrase('it was answered, with root cause and prevention'),
    changed: ({ feedback }) => ({ resolution: feedback.resolution }),
  },
  {
    type: 'feedback.reopened',
    marks: ['feedback.reopened'],
    about: phrase('it is open again'),
    changed: (_, { details }) => ({ round: details.round ?? null }),
  },
];

/** Those that there are. */
export const toldEvents = (deps: FeedbackDeps): readonly ToldEvent[] =>
  events.map(({ changed, ...event }) => ({ ...event, compose: (cause) => compose(deps, changed, cause) }));

async function compose(deps: FeedbackDeps, changed: Changed, cause: Cause): Promise<object | null> {
  const [feedback] = isId(cause.id) ? await findByIds(deps.database, [cause.organisationId], [cause.id]) : [];
  if (!feedback) return null;
  const picture = await pictureOf(deps, feedback);
  const view = pictureView(picture);
  if (feedback.confidential) return existence(view);
  return { ...view, confidential: false, changed: await changed(picture, cause, deps) };
}

/** Nobody knows who reads what is sent: less than the API gives to a key. */
const existence = ({ id, number, state, capturedAt, promiseEndsAt, resolvedAt }: FeedbackView): object => ({
  ...{ id, number, state, capturedAt, promiseEndsAt, resolvedAt, confidential: true },
});
