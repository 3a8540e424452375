/**
 * The rules for Adaptive Cards that Teams shows everywhere: version 1.5 without tricks, buttons where phones show them, a
 * fall-back for what is newer, and cards small enough. Written from the platform's documentation, not from our renderer.
 */
import { all, type Json } from './json.js';

/** A card's own faults, as sentences; none: it keeps the rules. */
export function lintTeamsCard(card: unknown): string[] {
  const root = card as Json;
  return [...rootProblems(root), ...all(root).flatMap(elementProblems), ...placeProblems(root)];
}

const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);
/** Teams shows six buttons and hides the others. */
const mostActions = 6;
const mostViewers = 60;

function rootProblems(card: Json): string[] {
  const { version, $schema, refresh, actions, body } = card;
  const last = list(body).at(-1)?.type;
  return faults({
    [`version ${version}`]: version !== '1.5',
    [`schema ${$schema}`]: $schema !== 'http://adaptivecards.io/schemas/adaptive-card.json',
    'no words for clients that show no cards': !String(card.fallbackText ?? '').trim(),
    'more than 6 buttons': list(actions).length > mostActions,
    'its last buttons are not at card level': last === 'ActionSet' && actions === undefined,
    'refresh without a verb': refresh !== undefined && !((refresh as Json).action as Json).verb,
    [`refresh for other than 1 to ${mostViewers} people`]: refresh !== undefined && !isForViewers(refresh as Json),
    'it runs from right to left and does not say so': isWrongWay(card, card.rtl),
  });
}

function isForViewers({ userIds }: Json): boolean {
  const ids = list(userIds).map(String);
  const areTeams = ids.every((id) => id.startsWith('29:')) && new Set(ids).size === ids.length;
  return areTeams && ids.length > 0 && ids.length <= mostViewers;
}

/** Newer than what every client knows. */
const needFallback = /^(Action\.Execute|Chart\.)/;

function elementProblems(node: Json): string[] {
  const type = String(node.type ?? '');
  const runs = list(node.inlines);
  return faults({
    [`${type} hides or shows by itself`]: 'isVisible' in node || type === 'Action.ToggleVisibility',
    [`${type} asks for more than 1.5`]: 'requires' in node || 'targetWidth' in node,
    [`${type} without a fall-back`]: needFallback.test(type) && node.fallback === undefined && !isRefreshing(node),
    'a text without words': type === 'TextBlock' && !String(node.text).trim(),
    'runs without words': type === 'RichTextBlock' && !runs.some(({ text }) => String(text).trim()),
    'a picture without alt text': type === 'Image' && !String(node.altText ?? '').trim(),
    'an input without a label': type.startsWith('Input.') && !String(node.label ?? '').trim(),
    'more than 6 buttons in a set': type === 'ActionSet' && list(node.actions).length > mostActions,
    'a quote that runs from right to left and does not say so':
      type === 'Container' && node.style === 'emphasis' && isWrongWay(list(node.items)[0] ?? {}, node.rtl),
  });
}

/** A refresh has no fall-back: older clients leave it out. */
const isRefreshing = ({ verb, title }: Json): boolean => verb === 'teams.refresh' && title === 'Refresh';

/** Sets of buttons stand in the body alone: inside of columns and containers, phones have shown the card blank. */
function placeProblems(card: Json): string[] {
  const inner = list(card.body).flatMap(({ items, columns }) => [...all(items), ...all(columns)]);
  return inner.some(({ type }) => type === 'ActionSet') ? ['a set of buttons inside of another element'] : [];
}

/** Whether most letters run another way than it says, without what a quote inside has; where they mix, both are right. */
function isWrongWay(node: Json, rtl: unknown): boolean {
  const words = wordsOf({ ...node, type: 'it', style: '' });
  const letters = words.match(/\p{L}/gu) ?? [];
  const those = letters.filter((letter) => /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(letter));
  const share = letters.length === 0 ? 0 : those.length / letters.length;
  return rtl === true ? share < 0.4 : share > 0.6;
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join(' ');
  if (typeof value !== 'object' || value === null) return '';
  const { style, text, label, placeholder, title, body, items, columns, inlines, choices } = value as Json;
  if (style === 'emphasis') return '';
  const own = [text, label, placeholder, title].filter((each) => typeof each === 'string');
  return [...own, ...[body, items, columns, inlines, choices].map(wordsOf)].join(' ');
}

function faults(said: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(said).flatMap(([what, isSo]) => (isSo ? [what] : []));
}
