/** `npm run import -- FILE.csv …`: shows what it understood, asks, takes the file in and says what became of its rows. */

import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileColumns } from '../../../chat/column-names.js';
import { noRows } from '../../../chat/import-book.js';
import { InvalidInput, NotFound } from '../../../kernel/errors.js';
import type { Host } from '../host/host.js';
import type { Columns } from '../import/columns.js';
import { importFile } from '../import/import-file.js';
import { customerFile, type FileKind } from '../import/kinds.js';
import { type ImportPlan, planImport, refuseOpen, undatedOf } from '../import/plan.js';
import { planLines, rowsText } from '../import/plan-words.js';
import { createProgress } from '../import/progress.js';
import { undatedToday } from '../import/questions.js';
import { openRefusedFile, refusedHeadOf } from '../import/refused-file.js';
import type { ImportWish } from '../import/wish.js';
import type { OrganisationEntry } from '../store.js';
import { chooseOrganisation } from './choose-organisation.js';
import { type ImportOptions, type Typed, typedImport } from './import-options.js';
import { type Course, follow, sumUp } from './import-report.js';
import { type SavedReading, savedReading } from './saved-reading.js';
import type { Terminal } from './terminal.js';
import { listImports, undoImport } from './undo-command.js';
import { UsageError } from './usage-error.js';

/** @throws UsageError at once; the rest happens when the answer is called. */
export function importCommand(
  words: readonly string[],
  options: ImportOptions,
  columns: FileColumns,
): (host: Host, terminal: Terminal) => Promise<number> {
  if (options.list || options.undo !== undefined) return listOrUndo(words, options);
  const typed = typedImport(words, options, columns);
  return async (host, terminal) => {
    const size = await sizeOf(typed.path);
    const organisation = await chooseOrganisation(host, options.organisation);
    const asked: Asked = { host, terminal, organisation, typed, options };
    const settled = await settle(asked);
    if (settled === null || options['dry-run']) return settled === null ? 1 : 0;
    if (!(await isConfirmed(asked, words))) return 1;
    return run(asked, settled, size);
  };
}

function listOrUndo(
  words: readonly string[],
  options: ImportOptions,
): (host: Host, terminal: Terminal) => Promise<number> {
  if (words.length > 0) throw new UsageError('--list and --undo take no file.');
  if (options.list) return (host, terminal) => listImports(host, terminal, options);
  if (!/^[1-9]\d{0,8}$/.test(options.undo ?? ''))
    throw new UsageError('--undo takes the number of an import: npm run import -- --list shows them.');
  return (host, terminal) => undoImport(host, terminal, options);
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new NotFound('import.noFile', `There is no file ${path}, or it may not be read.`);
  if (!found.isFile()) throw new NotFound('import.noFile', `${path} is not a file.`);
  return found.size;
}

interface Asked {
  readonly host: Host;
  readonly terminal: Terminal;
  readonly organisation: OrganisationEntry;
  readonly typed: Typed;
  readonly options: ImportOptions;
}

interface Settled {
  readonly wish: ImportWish;
  readonly plan: ImportPlan;
}

/** The plan, shown, with nothing left open; null: whoever was asked had no answer. @throws InvalidInput where nobody can be asked */
async function settle(asked: Asked): Promise<Settled | null> {
  const { terminal, options } = asked;
  let { wish, plan } = await firstPlan(asked);
  while (plan.questions.length > 0 && terminal.ask && !options.yes) {
    const [question] = plan.questions;
    if (question === undefined) break;
    const answered = question.answer(await terminal.ask(question.ask), wish);
    if (answered === null) {
      terminal.error(question.message);
      return null;
    }
    wish = answered;
    plan = await planImport(wish);
  }
  for (const line of planLines(plan, wish, aboutOf(asked))) terminal.say(line);
  const words = wordsLine(plan, wish, asked.typed.olderAs);
  if (words !== null) terminal.say(words);
  if (options['dry-run']) {
    for (const { message } of plan.questions) terminal.error(`Open: ${message}`);
    terminal.say('Nothing was imported: --dry-run ends here.');
    return { wish, plan };
  }
  refuseOpen(plan);
  return { wish, plan };
}

/** What becomes of words by their age; null: the file brings none that want an answer. */
function wordsLine({ columns }: ImportPlan, { file }: ImportWish, olderAs: 'history' | 'open'): string | null {
  if (file.kind === 'customers' || file.kind === 'people') return null;
  const isAnswers = file.kind === 'scores';
  if (isAnswers && (file.metric !== null || !columns.indexes.has('comment'))) return null;
  const what = isAnswers ? 'The words of detractors (0 to 6) become feedback.' : 'Each row becomes feedback.';
  return olderAs === 'open'
    ? `${what} Also old words get an owner and a promise, as if they were said today.`
    : `${what} What was said more than 14 days ago is kept and found, without owner or promise. To treat it as new: --older-as open`;
}

const aboutOf = ({ typed, organisation }: Asked) => ({ file: basename(typed.path), organisation: organisation.name });

/** Of a file whose kind nobody said: answers where a column holds answers, else feedback. */
async function firstPlan(asked: Asked): Promise<Settled> {
  const [first, second] = asked.typed.kinds;
  if (first === undefined) throw new Error('An import has a kind.');
  if (second === undefined) return planOf(asked, first);
  try {
    return await planOf(asked, first);
  } catch (error) {
    if (!isOfColumns(error) && !(error instanceof InvalidInput && 'map' in error.fields)) throw error;
    const settled = await planOf(asked, second).catch(async (other: unknown) => {
      // It is neither: what was said first is the better advice.
      throw isOfColumns(other) ? await orCustomers(asked, error) : other;
    });
    refuseEither(settled.plan.columns);
    return settled;
  }
}

/** Words beside what may be answers: whoever imports knows which it is. */
function refuseEither({ scores }: Columns): void {
  if (scores === null) return;
  throw InvalidInput.field(
    'import.kind',
    'kind',
    `The column "${scores}" looks like answers from 0 to 10, and its name does not say so. Nothing was imported. ` +
      `If they are answers, say --kind scores --map score="${scores}". If only the words count, say --kind feedback.`,
  );
}

/** Facts of customers are never taken for granted: whoever means them says so. */
async function orCustomers(asked: Asked, error: unknown): Promise<unknown> {
  const isLike = await planOf(asked, customerFile).then(
    () => true,
    () => false,
  );
  if (!isLike || !(error instanceof InvalidInput)) return error;
  return new InvalidInput(
    error.code,
    `${error.message} If it holds customers: --kind customers. If it holds people to ask: --kind people`,
    error.fields,
  );
}

const isOfColumns = (error: unknown): boolean => error instanceof InvalidInput && 'header' in error.fields;

async function planOf(asked: Asked, file: FileKind): Promise<Settled> {
  const { host, terminal, organisation, typed } = asked;
  const { kind, metric } = file;
  const { source } = typed;
  const found = await host.importGround({ organisationId: organisation.id, kind, metric, source });
  const ground = { timeZone: found.timeZone, now: new Date(found.now), earlier: found.earlier };
  const today = typed.isUndatedToday ? undatedToday(ground) : {};
  const wish: ImportWish = { file, path: typed.path, ground, maps: [], source, ...typed.reading, ...today };
  const saved = await savedReading(wish, found.earlier);
  if (saved === null) return { wish, plan: await planImport(wish) };
  terminal.say(savedText(saved, source));
  const again = { ...wish, ...saved.reading, ...typed.reading, ...today };
  return { wish: again, plan: await planImport(again) };
}

const savedText = ({ number, told }: SavedReading, source: string): string =>
  `Read as import ${number}, the last of ${source} with these columns: ${told}. What you type goes first.`;

async function isConfirmed({ terminal, options }: Asked, words: readonly string[]): Promise<boolean> {
  if (options.yes) return true;
  if (terminal.ask) {
    if (/^y(?:es)?$/i.test((await terminal.ask('Import these? [y/N] ')).trim())) return true;
    terminal.error('Nothing was imported.');
    return false;
  }
  terminal.error(
    `Nothing was imported: nobody sits at a terminal to say yes. If the plan above is right, type: npm run import -- ${words.join(' ')}${typedAgain(options)} --yes`,
  );
  return false;
}

function typedAgain(options: ImportOptions): string {
  return Object.entries(options)
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one: unknown) => ` --${name} ${quoted(String(one))}`),
    )
    .join('');
}

const quoted = (text: string): string => (/^[\w./:=-]+$/.test(text) ? text : `"${text.replaceAll('"', '\\"')}"`);

async function run(asked: Asked, { wish, plan }: Settled, size: number): Promise<number> {
  const { host, terminal, organisation, typed } = asked;
  const { kind, metric } = wish.file;
  const refusedFile = await openRefusedFile(wish.path, refusedHeadOf(plan));
  const { number } = await host.importBegun({
    ...{ organisationId: organisation.id, kind, metric, source: wish.source, fileName: basename(wish.path) },
    ...{ digest: plan.digest, shape: plan.shape, family: plan.keys.family, undated: plan.style.undated },
    settings: settingsOf(wish),
    rows: plan.facts.rows.length === 0 ? null : plan.facts.rows.map(({ line, mark }) => `${line}:${mark}`).join(' '),
  });
  const course: Course = { refusedFile, counts: noRows, refusedLines: [], updated: [], newCustomers: [], notes: [] };
  const progress = createProgress(terminal.progress, size);
  const undated = undatedOf(plan, wish);
  const take = (items: readonly unknown[], source: string) =>
    host.take({
      organisationId: organisation.id,
      kind,
      source,
      items,
      importNumber: number,
      olderAs: typed.olderAs,
      ...undated,
    });
  try {
    for await (const event of importFile(take, wish, plan)) await follow(course, event, progress);
    const { counts, refusedLines } = course;
    await host.importEnded({ organisationId: organisation.id, number, counts, refusedLines });
  } catch (error) {
    progress.stop();
    if (course.counts.rowCount > 0)
      terminal.error(
        `The import stopped after ${rowsText(course.counts.rowCount)}. What went in stays in; run it again to go on.`,
      );
    throw error;
  } finally {
    progress.stop();
    await course.refusedFile.close();
  }
  sumUp(terminal, course, { number, ...aboutOf(asked) });
  const { rowCount, refusedCount } = course.counts;
  return rowCount > 0 && refusedCount === rowCount ? 1 : 0;
}

/** How the file was read, for the next one of its kind. */
function settingsOf({ maps, wheres, dateOrder, zone, isFullScale, encoding }: ImportWish): Record<string, unknown> {
  return JSON.parse(JSON.stringify({ maps, wheres, dateOrder, zone, isFullScale, encoding })) as Record<
    string,
    unknown
  >;
}
