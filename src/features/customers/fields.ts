/**
 * The traits and events that systems send: listed, called and shown as the champion says, and kept out. Everybody may look;
 * the champion and admins change them.
 */
import { z } from 'zod';
import type { CommandLine } from '../../chat/command-line.js';
import type { FormValues } from '../../chat/form.js';
import type { InteractionContext } from '../../chat/interaction.js';
import { amongAll, createList, type ListHandlers } from '../../chat/list.js';
import { nearest } from '../../chat/nearest.js';
import { openForm, type Reply, showCard } from '../../chat/reply.js';
import { InvalidInput, NotAllowed, NotFound } from '../../kernel/errors.js';
import { canAdminister } from '../../kernel/person.js';
import {
  fieldChangedCard,
  fieldForm,
  fieldRow,
  fieldsHeading,
  fieldsNote,
  fieldWords,
  keepOutCard,
  type ListedField,
  usages,
} from './cards/field-cards.js';
import type { CustomersDeps } from './deps.js';
import { sweepPiece } from './refresh-segments.js';
import { cleanName, lengthOf, limits } from './rules/customer.js';
import { lockNames } from './store/customers.js';
import { changeField, countHolders, type Field, type FieldState, readFields } from './store/fields.js';
import { startSweep } from './store/segments.js';

/** Answers `customer fields` and its buttons. */
export function fieldList(deps: CustomersDeps): ListHandlers {
  return createList<ListedField>({
    action: 'customers.fields',
    lists: { all: () => fieldsHeading() },
    everything: 'all',
    async find({ search }, cut, { actor: { organisationId } }) {
      const all = await readFields(deps.database, organisationId);
      const { items, totalCount } = amongAll(all, ({ name, label }) => `${name} ${label ?? ''}`, { search, cut });
      return { items: await withHolders(deps, organisationId, items), totalCount };
    },
    rows: async (fields, { actor }) =>
      fields.map((each) => fieldRow(each, { timeZone: actor.timeZone, mayChange: canAdminister(actor.role) })),
    note: async (_context, count) => (count === 0 ? null : fieldsNote()),
  });
}

async function withHolders(
  { database }: CustomersDeps,
  organisationId: string,
  fields: readonly Field[],
): Promise<readonly ListedField[]> {
  if (fields.length === 0) return [];
  const held = await countHolders(database, organisationId);
  const none = { customerCount: 0, personCount: 0 };
  return fields.map((field) => ({ ...field, ...(held.get(`${field.kind} ${field.key}`) ?? none) }));
}

/** `customer fields`, `customer fields plan`, and with details: `customer fields plan as:"Plan" show:no keep:no`. */
export async function fieldsByCommand(
  deps: CustomersDeps,
  line: CommandLine,
  context: InteractionContext,
): Promise<Reply> {
  const { as: label, show, keep } = line.details;
  if (label === undefined && show === undefined && keep === undefined) return fieldList(deps).typed(line, context);
  refuseOthers(context);
  const field = await named(deps, line.text, context);
  const wanted = {
    ...stateOf(field),
    ...(label !== undefined && { label: readLabel(label, field, 'as') }),
    ...(show !== undefined && { isHidden: show === 'no' }),
    ...(keep !== undefined && { isKeptOut: keep === 'no' }),
  };
  return settle(deps, field, wanted, context);
}

async function named(deps: CustomersDeps, typed: string, { actor }: InteractionContext): Promise<Field> {
  const key = cleanName(typed.replaceAll(/["“”„«»]/gu, '')).toLowerCase();
  if (key === '') throw InvalidInput.field('customers.noField', 'text', fieldWords.missing());
  const all = await readFields(deps.database, actor.organisationId);
  const [field, other] = all.filter((each) => each.key === key);
  if (field && other) throw InvalidInput.field('customers.twoFields', 'text', fieldWords.both(field.name));
  if (field) return field;
  const near = nearest(
    key,
    all.map((each) => each.key),
  );
  const guess = all.find((each) => each.key === near)?.name ?? null;
  throw InvalidInput.field('customers.noField', 'text', fieldWords.unknown(typed, guess));
}

/** null: by its own name. */
function readLabel(typed: string, { name }: Field, formField: string): string | null {
  const label = cleanName(typed);
  if (lengthOf(label) > limits.attributeName)
    throw InvalidInput.field('customers.longLabel', formField, fieldWords.long(lengthOf(label)));
  return label === '' || label === name ? null : label;
}

/** @param value `trait plan` */
export async function openFieldForm(deps: CustomersDeps, value: string, context: InteractionContext): Promise<Reply> {
  refuseOthers(context);
  return openForm(fieldForm(await byId(deps, value, context)));
}

/** @param id `trait plan` */
export async function changeFieldByForm(
  deps: CustomersDeps,
  { id, values }: { readonly id: string; readonly values: FormValues },
  context: InteractionContext,
): Promise<Reply> {
  refuseOthers(context);
  const field = await byId(deps, id, context);
  const usage = usages.find(({ value }) => value === values.usage)?.value ?? 'shown';
  const label = readLabel(String(values.label ?? ''), field, 'label');
  const wanted = { ...stateOf(field), label, isHidden: usage === 'hidden', isKeptOut: usage === 'out' };
  return settle(deps, field, wanted, context);
}

async function byId({ database }: CustomersDeps, id: string, { actor }: InteractionContext): Promise<Field> {
  const field = (await readFields(database, actor.organisationId)).find(({ kind, key }) => `${kind} ${key}` === id);
  if (!field) throw new NotFound('customers.noField', fieldWords.gone());
  return field;
}

const stateOf = ({ kind, key, label, isHidden, isKeptOut }: Field): FieldState => ({
  ...{ kind, key, label, isHidden, isKeptOut },
});

/** What is kept of it goes only after a yes. */
async function settle(
  deps: CustomersDeps,
  field: Field,
  wanted: FieldState,
  context: InteractionContext,
): Promise<Reply> {
  if (wanted.isKeptOut && !field.isKeptOut) {
    const [listed] = await withHolders(deps, context.actor.organisationId, [field]);
    if (listed && listed.customerCount + listed.personCount > 0) return showCard(keepOutCard(listed, wanted));
  }
  return save(deps, field, wanted, context);
}

const stateSchema = z
  .string()
  .transform((value, context): unknown => {
    try {
      return JSON.parse(value);
    } catch {
      context.addIssue('no JSON');
      return z.NEVER;
    }
  })
  .pipe(
    z.object({
      kind: z.enum(['trait', 'event']),
      key: z.string(),
      label: z.string().nullable(),
      isHidden: z.boolean(),
      isKeptOut: z.boolean(),
    }),
  );

/** The yes to keeping out, and the way back of every change. @param value a FieldState as JSON */
export async function setFieldByButton(
  deps: CustomersDeps,
  value: string,
  context: InteractionContext,
): Promise<Reply> {
  refuseOthers(context);
  const { success, data: wanted } = stateSchema.safeParse(value);
  if (!success) throw new NotFound('customers.noField', fieldWords.gone());
  const field = await byId(deps, `${wanted.kind} ${wanted.key}`, context);
  return save(deps, field, { ...wanted, label: readLabel(wanted.label ?? '', field, 'as') }, context);
}

async function save(
  deps: CustomersDeps,
  field: Field,
  wanted: FieldState,
  { actor: { organisationId, id: actorId }, platform }: InteractionContext,
): Promise<Reply> {
  const { database, clock, people } = deps;
  const before = stateOf(field);
  await database.transaction(async (tx) => {
    // What comes in reads under this what is kept out.
    await lockNames(tx, organisationId);
    await changeField(tx, organisationId, wanted);
    if (wanted.isKeptOut && !before.isKeptOut) await startSweep(tx, organisationId, clock.now());
    const entry = { organisationId, what: 'customers.changeField', actorId, surface: platform } as const;
    const stateOfIt = ({ kind, label, isHidden, isKeptOut }: FieldState) => ({ kind, label, isHidden, isKeptOut });
    const change = { before: stateOfIt(before), after: stateOfIt(wanted) };
    await people.audit(tx, { ...entry, subject: field.name, ...change });
  });
  // Most organisations have no more customers than one piece.
  if (wanted.isKeptOut) await sweepPiece(deps, clock.now(), organisationId);
  return showCard(fieldChangedCard({ ...field, ...wanted }, before));
}

function refuseOthers({ actor }: InteractionContext): void {
  if (!canAdminister(actor.role)) throw new NotAllowed('customers.fields', fieldWords.notYours());
}
