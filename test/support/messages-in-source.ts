/** Every message that the program says, found in its source: what languages have to translate. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A message as the code says it. */
export interface SourceMessage {
  /** The ICU pattern in English; null: the words are made elsewhere, and come in a variable. */
  readonly pattern: string | null;
  /** The arguments that the code gives; null: they are not written out there, or the message is only marked there. */
  readonly values: readonly string[] | null;
  /** `src/features/keys/cards/key-words.ts:12` */
  readonly where: string;
  /** Whose file of a language it stands in: `keys`, `chat`, `slack`. */
  readonly room: string;
  /** `say`, `sayLine`, `sayParts`, `phrase` */
  readonly call: string;
}

/** Where messages are put together, whatever they are. */
const own = /^kernel\/language\/say\.ts$|playground\/page\/(say|language)\.js$/u;

const calls = new Set(['say', 'sayLine', 'sayParts', 'phrase']);

/** In the order of files. */
export function messagesInSource(folder = 'src'): readonly SourceMessage[] {
  return sourcesIn(folder).flatMap(messagesIn);
}

const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ts$|playground\/page\/.*\.(js|html)$/u.test(name) && !own.test(name))
    .map((name) => join(folder, name))
    .sort();

function messagesIn(file: string): readonly SourceMessage[] {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.html')) return messagesInPage(text, file);
  if (!/\b(say|sayLine|sayParts|phrase)\(/u.test(text)) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: SourceMessage[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && calls.has(node.expression.text))
      found.push(...messagesOf(node, node.expression.text, file, source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Words and labels of elements that a page marks: `<span data-say>New messages</span>`. */
function messagesInPage(text: string, file: string): SourceMessage[] {
  const words = [...text.matchAll(/\bdata-say>([^<]+)</gu)].map(([, found = '']) => found.replace(/\s+/gu, ' ').trim());
  const labels = [...text.matchAll(/\baria-label="([^"]+)" data-say-label/gu)].map(([, found = '']) => found);
  return [...words, ...labels].map((pattern) => ({
    pattern,
    values: [],
    where: file,
    room: roomOf(file),
    call: 'say',
  }));
}

function messagesOf(node: ts.CallExpression, call: string, file: string, source: ts.SourceFile): SourceMessage[] {
  const [first, second] = node.arguments;
  const where = `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  const values = call === 'phrase' ? null : second === undefined ? [] : namesIn(second);
  return patternsIn(first).map((pattern) => ({ pattern, values, where, room: roomOf(file), call }));
}

/** `isOne ? 'a' : 'b'` says either. */
function patternsIn(node: ts.Expression | undefined): readonly (string | null)[] {
  if (node && ts.isStringLiteralLike(node)) return [node.text];
  if (node && ts.isConditionalExpression(node)) return [...patternsIn(node.whenTrue), ...patternsIn(node.whenFalse)];
  if (node && ts.isParenthesizedExpression(node)) return patternsIn(node.expression);
  return [null];
}

function namesIn(node: ts.Expression): readonly string[] | null {
  if (!ts.isObjectLiteralExpression(node)) return null;
  const names = node.properties.map((property) =>
    property.name && !ts.isSpreadAssignment(property) ? property.name.getText() : null,
  );
  return names.every((name) => name !== null) ? names.map((name) => name.replace(/^['"]|['"]$/gu, '')) : null;
}

/** Of `src/features/keys/…` `keys`, of `src/adapters/slack/…` `slack`, of `src/chat/…` `chat`; of a file in src itself `house`. */
function roomOf(file: string): string {
  const [, first = '', second = '', ...rest] = file.split(/[\\/]/u);
  if ((first === 'features' || first === 'adapters') && rest.length > 0) return second;
  return second === '' ? 'house' : first;
}
