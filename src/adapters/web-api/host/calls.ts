/** What the command line may ask of the bot that runs, as it goes over the wire: one call, checked when it arrives. */
import { z } from 'zod';
import { importKinds } from '../../../chat/import-book.js';
import { scopes } from '../../../chat/key-book.js';
import { letterStates } from '../../../chat/outbox-book.js';
import { olderAs } from '../intakes.js';
import { type Host, mendKinds } from './host.js';

const organisation = z.object({ organisationId: z.uuid() });
const imported = z.object({ organisationId: z.string(), kind: z.enum(importKinds), source: z.string() });
const importOf = imported.extend({ organisationId: z.uuid(), metric: z.string().nullable() });
const count = z.number().int();
const counts = z.object({
  rowCount: count,
  addedCount: count,
  updatedCount: count,
  knownCount: count,
  refusedCount: count,
  leftOutCount: count,
});
const newImport = importOf.extend({
  fileName: z.string(),
  digest: z.string(),
  shape: z.string(),
  family: z.string(),
  undated: z.string().nullable(),
  settings: z.record(z.string(), z.unknown()),
  rows: z.string().nullable(),
});
const whichImport = organisation.extend({ number: count });
const endedImport = whichImport.extend({ counts, refusedLines: z.array(count) });
const key = z.object({ organisationId: z.string(), name: z.string() });

const letters = organisation.extend({
  ids: z.array(z.string()).optional(),
  state: z.enum(letterStates).optional(),
  kind: z.string().optional(),
  destination: z.string().optional(),
  reason: z.string().optional(),
});

export const callSchema = z.discriminatedUnion('call', [
  z.object({ call: z.literal('organisations') }),
  z.object({ call: z.literal('troubles') }),
  z.object({ call: z.literal('copyDatabase') }),
  z.object({ call: z.literal('mend'), wish: z.object({ what: z.enum(mendKinds) }) }),
  z.object({ call: z.literal('holdings'), wish: organisation }),
  z.object({ call: z.literal('deleteOrganisation'), wish: organisation }),
  z.object({ call: z.literal('keys'), wish: organisation }),
  z.object({
    call: z.literal('createKey'),
    wish: key.extend({
      signed: z.boolean(),
      isAdmin: z.boolean().optional(),
      scopes: z.array(z.enum(scopes)).optional(),
    }),
  }),
  z.object({ call: z.literal('revokeKey'), wish: key }),
  z.object({
    call: z.literal('take'),
    wish: imported.extend({
      items: z.array(z.unknown()),
      importNumber: count,
      olderAs: z.enum(olderAs),
      undated: z.string().optional(),
    }),
  }),
  z.object({ call: z.literal('letters'), wish: letters.extend({ limit: count }) }),
  z.object({ call: z.literal('retryLetters'), wish: letters }),
  z.object({ call: z.literal('dropLetters'), wish: letters }),
  z.object({ call: z.literal('exportBegun'), wish: organisation }),
  z.object({
    call: z.literal('exportRows'),
    wish: organisation.extend({ table: z.string(), after: z.array(z.string()).nullable() }),
  }),
  z.object({ call: z.literal('importGround'), wish: importOf }),
  z.object({ call: z.literal('importBegun'), wish: newImport }),
  z.object({ call: z.literal('importEnded'), wish: endedImport }),
  z.object({ call: z.literal('imports'), wish: organisation }),
  z.object({ call: z.literal('undoPreview'), wish: whichImport }),
  z.object({ call: z.literal('undoImport'), wish: whichImport }),
]);
export type Call = z.output<typeof callSchema>;

export const callPath = '/internal/cli';

/** A host whose every call is made by `ask`, which answers what the call has for a result. */
export function hostOver(ask: (call: Call) => Promise<unknown>): Host {
  const names = callSchema.options.map(({ shape }) => shape.call.value);
  return Object.fromEntries(
    names.map((call) => [call, (wish?: unknown) => ask({ call, wish } as Call)]),
  ) as unknown as Host;
}

export function perform(host: Host, call: Call): Promise<unknown> {
  switch (call.call) {
    case 'organisations':
      return host.organisations();
    case 'troubles':
      return host.troubles();
    case 'mend':
      return host.mend(call.wish);
    case 'copyDatabase':
      return host.copyDatabase();
    case 'holdings':
      return host.holdings(call.wish);
    case 'deleteOrganisation':
      return host.deleteOrganisation(call.wish);
    case 'keys':
      return host.keys(call.wish);
    case 'createKey':
      return host.createKey(call.wish);
    case 'revokeKey':
      return host.revokeKey(call.wish);
    case 'take':
      return host.take(call.wish);
    case 'letters':
      return host.letters(call.wish);
    case 'retryLetters':
      return host.retryLetters(call.wish);
    case 'dropLetters':
      return host.dropLetters(call.wish);
    case 'exportBegun':
      return host.exportBegun(call.wish);
    case 'exportRows':
      return host.exportRows(call.wish);
    case 'importGround':
      return host.importGround(call.wish);
    case 'importBegun':
      return host.importBegun(call.wish);
    case 'imports':
      return host.imports(call.wish);
    case 'undoPreview':
      return host.undoPreview(call.wish);
    case 'undoImport':
      return host.undoImport(call.wish);
    case 'importEnded':
      return host.importEnded(call.wish);
  }
}
