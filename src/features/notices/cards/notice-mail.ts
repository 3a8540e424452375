/** The mails of notices, and the one that asks a subscriber whether it was them. */

import { actions, facts, text, titledCard } from '../../../chat/blocks.js';
import type { Block, Card } from '../../../chat/card.js';
import { excerpt } from '../../../chat/shorten.js';
import { phrase, say } from '../../../kernel/language/say.js';
import { livingKey, type Notice, type NoticeUpdate } from '../rules/notice.js';
import { endLine, time } from './notice-words.js';

/** What a mail is made of. */
export interface NoticeMailView {
  readonly notice: Notice;
  readonly update: NoticeUpdate;
  readonly timeZone: string;
  /** null: it is on no page. */
  readonly pageUrl: string | null;
}

const subjects: Readonly<Record<Exclude<NoticeUpdate['kind'], 'opened'>, string>> = {
  updated: phrase('Update: {touches}'),
  moved: phrase('New time: {touches}'),
  ended: phrase('Ended: {touches}'),
};

/** The same subject and thread for all mails of a notice, so that mail programs lay them together. */
export function noticeMail({ notice, update, timeZone, pageUrl }: NoticeMailView): Card {
  const isFirst = update.kind === 'opened';
  const subject = excerpt(notice.touches, 90);
  return {
    ...titledCard(update.kind === 'opened' ? subject : say(subjects[update.kind], { touches: subject }), [
      ...(isFirst && subject !== notice.touches ? [text(notice.touches)] : []),
      ...(update.text === '' || isFirst ? [] : [text(update.text)]),
      facts(factsOf(notice, update, timeZone)),
      ...linkBlocks(pageUrl),
    ]),
    thread: livingKey(notice.id),
  };
}

function factsOf(notice: Notice, { kind, endsAt, at }: NoticeUpdate, timeZone: string) {
  if (kind === 'ended') return [{ label: say('Ended'), value: [time(at, timeZone)] }];
  return [
    { label: say('From // a time'), value: [time(notice.beginsAt, timeZone)] },
    { label: say('Expected until'), value: endLine({ endsAt }, timeZone) },
    ...(kind === 'opened' ? [{ label: say('Why'), value: notice.why }] : []),
  ];
}

const linkBlocks = (url: string | null): readonly Block[] =>
  url === null ? [] : [actions([{ kind: 'openLink', label: say('See how it stands'), url }])];

/** Whether somebody really asked to be told by mail. @param isConfirmed they get them already */
export const subscriptionMail = ({
  name,
  url,
  isConfirmed,
}: {
  name: string;
  url: string;
  isConfirmed: boolean;
}): Card =>
  isConfirmed
    ? titledCard(say('You get {name}’s notices already', { name }), [
        text(say('Somebody gave this address on our status page once more. There is nothing to do.')),
        actions([{ kind: 'openLink', label: say('See or stop them'), url }]),
      ])
    : titledCard(say('Do you want {name}’s notices by mail?', { name }), [
        text(
          say(
            'Somebody gave this address on our status page. If it was you, open the link and say yes. If not, do nothing: you get no more mails.',
          ),
        ),
        actions([{ kind: 'openLink', label: say('Say yes'), url }]),
      ]);
