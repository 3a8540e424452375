/** What is shown and said about the customer champion. */
import { type Block, type Card, code, type Inline, mention } from '../../../chat/card.js';
import type { Form } from '../../../chat/form.js';
import type { MemberProfile, OrganisationProfile } from '../rules/profiles.js';

const duty = 'The champion holds everybody to account: what no rule routes comes to them, and so does what is overdue.';

/** @param mayName whether the asker may name one */
export function championCard({ name, champion }: OrganisationProfile, mayName: boolean): Card {
  const naming: readonly Block[] = mayName
    ? [
        {
          kind: 'actions',
          actions: [
            {
              kind: 'button',
              action: 'people.nameChampion',
              label: champion ? 'Name another' : 'Name the champion',
              value: '',
              ...(!champion && { style: 'primary' }),
            },
          ],
        },
      ]
    : [];
  if (!champion) {
    const title = `${name} has no customer champion yet`;
    return {
      title,
      summary: title,
      tone: 'warning',
      blocks: [
        { kind: 'text', line: duty },
        { kind: 'text', line: ['While there is none, anybody may name one: ', code('champion @name')] },
        ...naming,
      ],
    };
  }
  const title = `${champion.name} is the customer champion`;
  return {
    title,
    summary: title,
    blocks: [{ kind: 'text', line: mention(champion) }, { kind: 'note', line: duty }, ...naming],
  };
}

/** Who the champion is now. */
export function namedCard(champion: MemberProfile, isNew: boolean): Card {
  const title = isNew ? `${champion.name} is the customer champion now` : `${champion.name} is the champion already`;
  return { title, summary: title, tone: isNew ? 'good' : 'neutral', blocks: [{ kind: 'note', line: duty }] };
}

/** Asked before the champion gives the role away. */
export function handOverRoleCard({ id, name }: MemberProfile): Card {
  const title = `Hand the champion’s role to ${name}?`;
  const line = `${name} becomes the customer champion. You lose the champion’s rights, and only ${name} or an admin can give them back.`;
  return {
    title,
    summary: title,
    tone: 'warning',
    blocks: [
      { kind: 'text', line },
      {
        kind: 'actions',
        actions: [
          { kind: 'button', action: 'people.handOverRole', label: 'Yes, hand over', value: id, style: 'primary' },
        ],
      },
    ],
  };
}

/** What whoever was the champion is told, privately. @param namedBy null: somebody who has left */
export function formerChampionCard({ champion }: OrganisationProfile, namedBy: MemberProfile | null): Card {
  const title = `${champion?.name ?? 'Somebody else'} is the customer champion now`;
  const by: readonly Inline[] = namedBy ? ['Named by ', mention(namedBy), '. '] : [];
  const line = [...by, 'What no rule routes goes to them from now on. What you own stays with you.'];
  return { title, summary: title, blocks: [{ kind: 'text', line }] };
}

/** What admins are told when the champion has left. */
export function championLeftCard(name: string): Card {
  const title = `${name}, your customer champion, has left`;
  return {
    title,
    summary: title,
    tone: 'warning',
    blocks: [
      {
        kind: 'text',
        line: [
          'What no rule routes stays with whoever captures it until there is another: ',
          code('champion @name'),
          '.',
        ],
      },
      {
        kind: 'actions',
        actions: [{ kind: 'button', action: 'people.nameChampion', label: 'Name the champion', value: '' }],
      },
    ],
  };
}

/** What the new champion is told, privately. @param namedBy null: by setting up the workspace */
export function newChampionCard(organisation: OrganisationProfile, namedBy: MemberProfile | null): Card {
  const by = namedBy ? ['Named by ', mention(namedBy), '. '] : [];
  return {
    title: `You are the customer champion of ${organisation.name}`,
    summary: `You are the customer champion of ${organisation.name} now.`,
    tone: 'good',
    blocks: [
      {
        kind: 'text',
        line: [...by, 'In our meetings one chair stays empty for the customer. You see that it is heard.'],
      },
      {
        kind: 'list',
        items: [
          'Feedback that no rule routes comes to you.',
          'When a promise is broken, you hear of it with the owner, and can take over or reassign.',
          ['You may change rules and settings: ', code('route'), ', ', code('settings'), '.'],
        ],
      },
    ],
  };
}

/** Asks who becomes the champion. */
export function nameChampionForm(current: MemberProfile | null): Form {
  return {
    form: 'people.nameChampion',
    subject: '',
    title: 'Customer champion',
    intro: duty,
    fields: [
      { kind: 'person', name: 'champion', label: 'Who is the champion?', ...(current && { value: current.id }) },
    ],
    submit: 'Name',
  };
}
