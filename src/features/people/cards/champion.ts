/** What is shown and said about the customer champion. */
import { type Block, type Card, code, type Inline, inlines, mention } from '../../../chat/card.js';
import type { Form } from '../../../chat/form.js';
import { sayLine } from '../../../chat/say-line.js';
import { say } from '../../../kernel/language/say.js';
import type { MemberProfile, OrganisationProfile } from '../rules/profiles.js';

const duty = () =>
  say('The champion holds everybody to account: what no rule routes comes to them, and so does what is overdue.');

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
              label: say(champion ? 'Name another' : 'Name the champion'),
              value: '',
              ...(!champion && { style: 'primary' }),
            },
          ],
        },
      ]
    : [];
  if (!champion) {
    const title = say('{name} has no customer champion yet', { name });
    return {
      title,
      summary: title,
      tone: 'warning',
      blocks: [
        { kind: 'text', line: duty() },
        {
          kind: 'text',
          line: sayLine('While there is none, anybody may name one: {command}', { command: code('champion @name') }),
        },
        ...naming,
      ],
    };
  }
  const title = say('{name} is the customer champion', { name: champion.name });
  return {
    title,
    summary: title,
    blocks: [{ kind: 'text', line: mention(champion) }, { kind: 'note', line: duty() }, ...naming],
  };
}

/** Who the champion is now. */
export function namedCard(champion: MemberProfile, isNew: boolean): Card {
  const title = isNew
    ? say('{name} is the customer champion now', { name: champion.name })
    : say('{name} is the champion already', { name: champion.name });
  return { title, summary: title, tone: isNew ? 'good' : 'neutral', blocks: [{ kind: 'note', line: duty() }] };
}

/** Asked before the champion gives the role away. */
export function handOverRoleCard({ id, name }: MemberProfile): Card {
  const title = say('Hand the champion’s role to {name}?', { name });
  const line = say(
    '{name} becomes the customer champion. You lose the champion’s rights, and only {name} or an admin can give them back.',
    { name },
  );
  return {
    title,
    summary: title,
    tone: 'warning',
    blocks: [
      { kind: 'text', line },
      {
        kind: 'actions',
        actions: [
          { kind: 'button', action: 'people.handOverRole', label: say('Yes, hand over'), value: id, style: 'primary' },
        ],
      },
    ],
  };
}

/** What whoever was the champion is told, privately. @param namedBy null: somebody who has left */
export function formerChampionCard({ champion }: OrganisationProfile, namedBy: MemberProfile | null): Card {
  const title = champion
    ? say('{name} is the customer champion now', { name: champion.name })
    : say('Somebody else is the customer champion now');
  const by: readonly Inline[] = namedBy ? [...inlines(sayLine('Named by {who}.', { who: mention(namedBy) })), ' '] : [];
  const line = [...by, say('What no rule routes goes to them from now on. What you own stays with you.')];
  return { title, summary: title, blocks: [{ kind: 'text', line }] };
}

/** What admins are told when the champion has left. */
export function championLeftCard(name: string): Card {
  const title = say('{name}, your customer champion, has left', { name });
  return {
    title,
    summary: title,
    tone: 'warning',
    blocks: [
      {
        kind: 'text',
        line: sayLine('What no rule routes stays with whoever captures it until there is another: {command}.', {
          command: code('champion @name'),
        }),
      },
      {
        kind: 'actions',
        actions: [{ kind: 'button', action: 'people.nameChampion', label: say('Name the champion'), value: '' }],
      },
    ],
  };
}

/** What the new champion is told, privately. @param namedBy null: by setting up the workspace */
export function newChampionCard(organisation: OrganisationProfile, namedBy: MemberProfile | null): Card {
  const by = namedBy ? [...inlines(sayLine('Named by {who}.', { who: mention(namedBy) })), ' '] : [];
  return {
    title: say('You are the customer champion of {name}', { name: organisation.name }),
    summary: say('You are the customer champion of {name} now.', { name: organisation.name }),
    tone: 'good',
    blocks: [
      {
        kind: 'text',
        line: [...by, say('In our meetings one chair stays empty for the customer. You see that it is heard.')],
      },
      {
        kind: 'list',
        items: [
          say('Feedback that no rule routes comes to you.'),
          say('When a promise is broken, you hear of it with the owner, and can take over or reassign.'),
          sayLine('You may change rules and settings: {routeCommand}, {settingsCommand}.', {
            routeCommand: code('route'),
            settingsCommand: code('settings'),
          }),
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
    title: say('Customer champion'),
    intro: duty(),
    fields: [
      { kind: 'person', name: 'champion', label: say('Who is the champion?'), ...(current && { value: current.id }) },
    ],
    submit: say('Name // somebody, a button'),
  };
}
