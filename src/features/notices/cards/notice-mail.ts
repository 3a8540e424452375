/** The mails of notices, and the one that asks a subscriber whether it was them. */
import { actions, facts, text, titledCard } from '../../../chat/blocks.js';
import type { Block, Card } from '../../../chat/card.js';
import { excerpt } from '../../../chat/shorten.js';
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

const subjects: Readonly<Record<NoticeUpdate['kind'], string>> = {
  opened: '',
  updated: 'Update: ',
  moved: 'New time: ',
  ended: 'Ended: ',
};

/** The same subject and thread for all mails of a notice, so that mail programs lay them together. */
export function noticeMail({ notice, update, timeZone, pageUrl }: NoticeMailView): Card {
  const isFirst = update.kind === 'opened';
  const subject = excerpt(notice.touches, 90);
  return {
    ...titledCard(`${subjects[update.kind]}${subject}`, [
      ...(isFirst && subject !== notice.touches ? [text(notice.touches)] : []),
      ...(update.text === '' || isFirst ? [] : [text(update.text)]),
      facts(factsOf(notice, update, timeZone)),
      ...linkBlocks(pageUrl),
    ]),
    thread: livingKey(notice.id),
  };
}

function factsOf(notice: Notice, { kind, endsAt, at }: NoticeUpdate, timeZone: string) {
  if (kind === 'ended') return [{ label: 'Ended', value: [time(at, timeZone)] }];
  return [
    { label: 'From', value: [time(notice.beginsAt, timeZone)] },
    { label: 'Expected until', value: endLine({ endsAt }, timeZone) },
    ...(kind === 'opened' ? [{ label: 'Why', value: notice.why }] : []),
  ];
}

const linkBlocks = (url: string | null): readonly Block[] =>
  url === null ? [] : [actions([{ kind: 'openLink', label: 'See how it stands', url }])];

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
    ? titledCard(`You get ${name}’s notices already`, [
        text('Somebody gave this address on our status page once more. There is nothing to do.'),
        actions([{ kind: 'openLink', label: 'See or stop them', url }]),
      ])
    : titledCard(`Do you want ${name}’s notices by mail?`, [
        text(
          'Somebody gave this address on our status page. If it was you, open the link and say yes. If not, do nothing: you get no more mails.',
        ),
        actions([{ kind: 'openLink', label: 'Say yes', url }]),
      ]);
