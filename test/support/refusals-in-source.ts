/**
 * Every sentence with which the code refuses something, read out of the source by TypeScript's own checker: each branch
 * of each message, with stand-ins for what is only known at work (`X`, `7`). A message that a function is handed is
 * followed to whoever hands it.
 */
import { join } from 'node:path';
import ts from 'typescript';
import { say } from '../../src/kernel/language/say.js';

export interface Refusal {
  /** `src/features/nps/schema.ts:111` */
  readonly at: string;
  readonly text: string;
}

const root = new URL('../../', import.meta.url).pathname;
/** Where sentences for people in a chat are thrown; what operators and programs read is tested where it is made. */
const spoken = ['src/features/', 'src/chat/', 'src/kernel/', 'src/adapters/slack/', 'src/adapters/teams/'];
/** Their answers are what was typed or a date: words, and no sentence. */
const opaque = ['src/kernel/', 'src/chat/shorten.ts', 'node_modules/'];
const refusing = new Set(['InvalidInput', 'NotFound', 'NotAllowed', 'Conflict']);
const mostVariants = 40;
const deepest = 14;

type Known = ReadonlyMap<ts.Symbol, readonly string[]>;

/** Takes some seconds: all of src is read and typed. */
export function refusalsInSource(): readonly Refusal[] {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(root, 'tsconfig.json'),
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} },
  );
  if (!config) throw new Error('There is no tsconfig.json to read.');
  const names = config.fileNames.filter((name) => name.startsWith(join(root, 'src')));
  const program = ts.createProgram(names, { ...config.options, noEmit: true });
  const checker = program.getTypeChecker();
  const sources = program.getSourceFiles().filter(({ fileName }) => isIn(fileName, spoken));
  const read = createReader(checker, callsIn(sources, checker));

  const found = new Map<string, Refusal>();
  const add = (node: ts.Node, texts: readonly string[]) => {
    const source = node.getSourceFile();
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    for (const text of texts) found.set(text, { at: `${source.fileName.slice(root.length)}:${line + 1}`, text });
  };

  for (const source of sources) {
    each(source, (node) => {
      const message = messageOf(node);
      if (message) add(message, read(message, new Map(), 0));
    });
  }
  // Words that reach a refusal by a table, as problems of fields do.
  for (const source of sources.filter(({ fileName }) => /refusals\.ts$/u.test(fileName))) {
    for (const symbol of checker.getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol)) {
      const declaration = symbol.valueDeclaration;
      if (declaration) for (const part of leaves(declaration)) add(part, read(part, new Map(), 0));
    }
  }
  return [...found.values()].filter(({ text }) => /\p{L}{2}/u.test(text.replaceAll('X', '')));
}

const isIn = (fileName: string, folders: readonly string[]) =>
  folders.some((folder) => fileName.includes(`/${folder}`) || fileName.slice(root.length).startsWith(folder));

function each(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => each(child, visit));
}

/** The expression that becomes the sentence, where this node refuses; undefined: it does not. */
function messageOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isNewExpression(node) && refusing.has(node.expression.getText())) return node.arguments?.[1];
  if (ts.isCallExpression(node) && node.expression.getText() === 'InvalidInput.field') return node.arguments[2];
  return undefined;
}

/** Who calls which function. */
type Calls = ReadonlyMap<ts.Symbol, readonly ts.CallExpression[]>;

function callsIn(sources: readonly ts.SourceFile[], checker: ts.TypeChecker): Calls {
  const calls = new Map<ts.Symbol, ts.CallExpression[]>();
  for (const source of sources) {
    each(source, (node) => {
      const callee = ts.isCallExpression(node) && symbolOf(node.expression, checker);
      if (callee) calls.set(callee, [...(calls.get(callee) ?? []), node as ts.CallExpression]);
    });
  }
  return calls;
}

/** What callers hand to a parameter. */
function handedTo(node: ts.ParameterDeclaration, checker: ts.TypeChecker, calls: Calls): readonly ts.Expression[] {
  const symbol = functionSymbol(node.parent, checker);
  const place = node.parent.parameters.indexOf(node);
  const callers = symbol ? (calls.get(symbol) ?? []) : [];
  return callers.flatMap((call) => call.arguments[place] ?? []);
}

function functionSymbol(node: ts.SignatureDeclaration, checker: ts.TypeChecker): ts.Symbol | undefined {
  const named = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
  return named && checker.getSymbolAtLocation(named);
}

function symbolOf(node: ts.Expression, checker: ts.TypeChecker): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(node);
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The sentences of a declaration: its own, those of its properties, or what it answers when it is called. */
function leaves(node: ts.Node): readonly ts.Expression[] {
  if (ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node))
    return node.initializer ? leaves(node.initializer) : [];
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node))
    return leaves(node.expression);
  if (ts.isObjectLiteralExpression(node)) return node.properties.flatMap(leaves);
  if (ts.isFunctionLike(node)) return answersOf(node);
  return ts.isExpression(node) ? [node] : [];
}

/** What a function answers, in all its branches. */
function answersOf(node: ts.SignatureDeclaration | ts.FunctionLikeDeclaration): readonly ts.Expression[] {
  const body = 'body' in node ? node.body : undefined;
  if (!body) return [];
  if (!ts.isBlock(body)) return [body as ts.Expression];
  const found: ts.Expression[] = [];
  const visit = (part: ts.Node): void => {
    if (ts.isReturnStatement(part) && part.expression) found.push(part.expression);
    if (!ts.isFunctionLike(part)) ts.forEachChild(part, visit);
  };
  ts.forEachChild(body, visit);
  return found;
}

/** Reads an expression as the texts that it can become. */
function createReader(checker: ts.TypeChecker, calls: Calls) {
  function read(node: ts.Expression, known: Known, depth: number): readonly string[] {
    if (depth > deepest) return ['X'];
    const on = (part: ts.Expression) => read(part, known, depth + 1);
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
    if (ts.isNumericLiteral(node)) return [node.text];
    if (ts.isTemplateExpression(node)) {
      const parts = node.templateSpans.flatMap(({ expression, literal }) => [on(expression), [literal.text]]);
      return together([[node.head.text], ...parts]);
    }
    if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node))
      return on(node.expression);
    if (ts.isNonNullExpression(node) || ts.isAwaitExpression(node)) return on(node.expression);
    if (ts.isConditionalExpression(node)) return either(on(node.whenTrue), on(node.whenFalse));
    if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      if (kind === ts.SyntaxKind.PlusToken && isText(node)) return together([on(node.left), on(node.right)]);
      if (kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken)
        return either(on(node.left), on(node.right));
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return on(node.right);
    }
    if (ts.isCallExpression(node)) return isSaying(node) ? said(node, on) : called(node, known, depth);
    return named(node, known, depth);
  }

  function called(node: ts.CallExpression, known: Known, depth: number): readonly string[] {
    const texts = functionsAt(node.expression).flatMap((callee) => {
      if (isIn(callee.getSourceFile().fileName, opaque)) return [];
      const inside = new Map(known);
      callee.parameters.forEach((parameter, at) => {
        const symbol = ts.isIdentifier(parameter.name) && checker.getSymbolAtLocation(parameter.name);
        const argument = node.arguments[at] ?? parameter.initializer;
        if (symbol && argument && isText(argument)) inside.set(symbol, read(argument, known, depth + 1));
      });
      return answersOf(callee).flatMap((answer) => (isText(answer) ? read(answer, inside, depth + 1) : []));
    });
    return texts.length === 0 ? [standIn(node)] : either(texts);
  }

  /** The functions that a call can reach: one, or each of a table's. */
  function functionsAt(node: ts.Expression): readonly ts.SignatureDeclaration[] {
    return valuesAt(node).flatMap((value) => (ts.isFunctionLike(value) ? [value] : []));
  }

  function named(node: ts.Expression, known: Known, depth: number): readonly string[] {
    const symbol = symbolOf(node, checker);
    const told = symbol && known.get(symbol);
    if (told) return told;
    const values = valuesAt(node).filter((value): value is ts.Expression => ts.isExpression(value) && value !== node);
    const texts = values.filter(isText).flatMap((value) => read(value, known, depth + 1));
    return texts.length === 0 ? [standIn(node)] : either(texts);
  }

  /** What a name, a property or a place in a table stands for in the source. */
  function valuesAt(node: ts.Node): readonly ts.Node[] {
    if (ts.isElementAccessExpression(node)) {
      const tables = valuesAt(node.expression).map(bare).filter(ts.isObjectLiteralExpression);
      return tables.flatMap(({ properties }) => properties.flatMap(meantBy));
    }
    if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return [bare(node)];
    const declaration = symbolOf(node, checker)?.valueDeclaration;
    return declaration ? meantBy(declaration) : [];
  }

  function meantBy(node: ts.Node): readonly ts.Node[] {
    if (ts.isParameter(node)) return handedTo(node, checker, calls);
    if (ts.isBindingElement(node)) return handedApart(node);
    if (ts.isFunctionLike(node)) return [node];
    const isFixed = ts.isVariableDeclaration(node) || ts.isPropertyAssignment(node);
    return isFixed && node.initializer ? valuesAt(bare(node.initializer)) : [];
  }

  /** A property that a parameter takes apart: `numbered({ list })`. */
  function handedApart({ name, propertyName, parent }: ts.BindingElement): readonly ts.Node[] {
    if (!ts.isParameter(parent.parent)) return [];
    const key = (propertyName ?? name).getText();
    const tables = handedTo(parent.parent, checker, calls).map(bare).filter(ts.isObjectLiteralExpression);
    return tables.flatMap(({ properties }) =>
      properties.filter((each) => each.name?.getText() === key).flatMap(meantBy),
    );
  }

  const isText = (node: ts.Expression): boolean => {
    const type = checker.getTypeAtLocation(node);
    const parts = type.isUnion() ? type.types : [type];
    return parts.some(({ flags }) => (flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike)) !== 0);
  };

  function standIn(node: ts.Expression): string {
    const { flags } = checker.getTypeAtLocation(node);
    return flags & ts.TypeFlags.NumberLike ? '7' : 'X';
  }
  return read;
}

const isSaying = ({ expression }: ts.CallExpression) => ts.isIdentifier(expression) && expression.text === 'say';

/** A message in English, with each text that its values can become, and with one and with seven of what it counts. */
function said({ arguments: [pattern, given] }: ts.CallExpression, on: (part: ts.Expression) => readonly string[]) {
  const properties = given && ts.isObjectLiteralExpression(given) ? given.properties : [];
  const values = properties.map((property): readonly [string, readonly string[]] => {
    const text = ts.isPropertyAssignment(property) ? on(property.initializer) : ['7'];
    return [property.name?.getText() ?? '', text];
  });
  const count = Math.max(2, ...values.map(([, texts]) => texts.length));
  const variants = [...Array(count).keys()].map((at) =>
    Object.fromEntries(values.map(([name, texts]) => [name, counted(texts[at % texts.length] ?? 'X', at)])),
  );
  return either(on(pattern as ts.Expression).flatMap((text) => variants.map((each) => say(text, each))));
}

const counted = (text: string, at: number) => (text === '7' ? ([7, 1][at % 2] ?? 7) : text);

function bare(node: ts.Node): ts.Node {
  const isWrapped = ts.isAsExpression(node) || ts.isSatisfiesExpression(node) || ts.isParenthesizedExpression(node);
  return isWrapped ? bare(node.expression) : node;
}

const either = (...texts: readonly (readonly string[])[]): readonly string[] =>
  [...new Set(texts.flat())].slice(0, mostVariants);

/** One after the other: each variant of each part is there at least once. */
function together(parts: readonly (readonly string[])[]): readonly string[] {
  const count = Math.max(...parts.map(({ length }) => length));
  return either([...Array(count).keys()].map((at) => parts.map((texts) => texts[at % texts.length]).join('')));
}
