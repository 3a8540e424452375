/**
 * What the command line asks of the process that has the database open: itself (local-host.ts), or the bot that
 * runs (remote-host.ts). Everything that goes in and out is JSON-ready, so that both ways are one.
 */
import type {
  EndedImport,
  ImportEntry,
  ImportGround,
  ImportKind,
  ImportOf,
  NewImport,
  UndoPreview,
  WhichImport,
} from '../../../chat/import-book.js';
import type { CreatedKey, KeyWish, Scope } from '../../../chat/key-book.js';
import type { OutboxBook, WhichLetters } from '../../../chat/outbox-book.js';
import type { FieldErrors } from '../../../kernel/errors.js';
import type { IntakeResult, OlderAs } from '../intakes.js';
import type { OrganisationEntry } from '../store.js';
import type { KindCount } from './organisations-store.js';

/** What became of one item: in (new or known before), or why not, by field. */
export type Taken = IntakeResult | { readonly refused: FieldErrors };

/** An API key as `key list` shows it, without the key itself. */
export interface KeyListEntry {
  readonly name: string;
  /** Whether its requests must be signed. */
  readonly signs: boolean;
  /** What it is for; absent in what an older bot answers. */
  readonly scopes?: readonly Scope[];
  /** Whose it is; null: a system's. Absent in what an older bot answers. */
  readonly owner?: string | null;
  /** ISO 8601, UTC; null: never. Absent in what an older bot answers. */
  readonly lastUsedAt?: string | null;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly revokedAt: string | null;
}

export interface TakeRequest extends Import {
  readonly items: readonly unknown[];
  /** The import that brings them. */
  readonly importNumber: number;
  /** What becomes of words that are old when they come. */
  readonly olderAs: OlderAs;
  /** The date that the import gives to items without one, as they carry it: no news of those that are here. Absent: none. */
  readonly undated?: string;
}

/** A file of one kind from one source. */
export interface Import {
  readonly kind: ImportKind;
  readonly organisationId: string;
  readonly source: string;
}

/** What runs, and yet needs somebody. */
export interface Troubles {
  /** Batch work that failed, the longest first, and when it is tried again. */
  readonly putAside: readonly {
    readonly work: string;
    readonly itemId: string;
    readonly errorCode: string;
    /** ISO 8601, UTC. */
    readonly until?: string;
  }[];
  readonly closedPeople: readonly { readonly reason: string; readonly count: number }[];
  /** Who is served; absent in what an older bot answers. */
  readonly organisationIds?: readonly string[];
  readonly queue?: {
    readonly waitingCount: number;
    /** For how long the one waiting longest could have been sent already. */
    readonly oldestSeconds: number;
    /** Wait until somebody mends the cause. */
    readonly heldUp: readonly ReasonCount[];
    /** Of the last seven days. */
    readonly givenUp: readonly ReasonCount[];
  };
  /** Keys in use, the oldest first. */
  readonly keys?: readonly {
    readonly name: string;
    readonly organisation: string;
    readonly createdAt: string;
    /** One of the people made it for their own programs. Absent: the bot that answers is older. */
    readonly isPersons?: boolean;
  }[];
  /** Calendars that failed several times in a row. */
  readonly calendars?: readonly {
    readonly of: 'meeting' | 'briefs';
    readonly id: string;
    readonly organisation: string;
    readonly count: number;
    readonly why: string | null;
  }[];
  /** Webhooks that nothing gets through to, the longest first. Absent in what an older bot answers. */
  readonly webhooks?: readonly {
    /** WH-1 is 1. */
    readonly number: number;
    readonly organisation: string;
    /** ISO 8601, UTC. */
    readonly since: string;
    readonly waitingCount: number;
    readonly reason: string | null;
  }[];
  /** Workspaces that installed the app by OAuth. */
  readonly slackTokens?: readonly {
    readonly workspace: string;
    readonly name: string;
    /** null: it does not end. */
    readonly expiresAt: string | null;
    /** Slack renews it no more. */
    readonly isRefused: boolean;
    /** What it may do, with commas between; null: not heard yet. Absent in what an older bot answers. */
    readonly scopes?: string | null;
  }[];
  /** By name. */
  readonly missingIndexes?: readonly string[];
  /** The key that seals secrets, and since when (ISO 8601); null: none does. Absent in what an older bot answers. */
  readonly seal?: { readonly keyId: string; readonly since: string | null } | null;
}

/** Why messages wait or were given up, and how many. */
export interface ReasonCount {
  readonly reason: string;
  readonly count: number;
}

/** What the doctor can set right in the database: safe at any time. */
export const mendKinds = ['putAside', 'heldUp', 'calendars', 'indexes'] as const;
/** One of them. */
export type Mend = (typeof mendKinds)[number];

/** A table that is exported, with what it and its columns mean. */
export interface ExportTable {
  readonly table: string;
  readonly about: string;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly isNullable: boolean;
    readonly about: string;
  }[];
}

/** An export that begins. */
export interface ExportBegun {
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly tables: readonly ExportTable[];
}

/** Which page of a table. */
export interface ExportWish {
  readonly organisationId: string;
  readonly table: string;
  /** The key of the last row seen; null: from the first on. */
  readonly after: readonly string[] | null;
}

/** A page of a table. */
export interface ExportRows {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly after: readonly string[] | null;
}

/** What the command line can have done, here or in the bot that runs. */
export interface Host {
  organisations(): Promise<readonly OrganisationEntry[]>;
  /** What the organisation holds, by kind. */
  holdings(wish: { readonly organisationId: string }): Promise<readonly KindCount[]>;
  /** Deletes the organisation with all it holds; answers what that was. null: there is none. */
  deleteOrganisation(wish: { readonly organisationId: string }): Promise<readonly KindCount[] | null>;
  createKey(wish: KeyWish): Promise<CreatedKey>;
  keys(wish: { readonly organisationId: string }): Promise<readonly KeyListEntry[]>;
  revokeKey(wish: { readonly organisationId: string; readonly name: string }): Promise<void>;
  /** Takes the good ones, in order, and says of each what became of it. */
  take(request: TakeRequest): Promise<readonly Taken[]>;
  /** Begins an export of everything: which tables there are. It is audited. */
  exportBegun(wish: { readonly organisationId: string }): Promise<ExportBegun>;
  /** A page of one of them; `after` null: the first, and in the answer: it was the last. */
  exportRows(wish: ExportWish): Promise<ExportRows>;
  /** Copies the embedded database's files as they are at one instant, and answers the copy's folder, which is the caller's to delete. null: it is on a server. */
  copyDatabase(): Promise<string | null>;
  /** What waits to be tried again, and whom a platform lets nobody write to: for the doctor. */
  troubles(): Promise<Troubles>;
  /** Sets this right; answers how many things that were. */
  mend(wish: { readonly what: Mend }): Promise<number>;
  /** Messages that did not arrive, the oldest `limit`, and how many there are. */
  letters(which: WhichLetters & { readonly limit: number }): ReturnType<OutboxBook['list']>;
  /** Has them sent; answers how many. */
  retryLetters(which: WhichLetters): Promise<number>;
  dropLetters(which: WhichLetters): Promise<number>;
  /** What has to be known before a file is read. */
  importGround(of: ImportOf): Promise<ImportGround>;
  /** A file is about to come in; answers its number. */
  importBegun(given: NewImport): Promise<{ readonly number: number }>;
  /** All batches of a file are in. */
  importEnded(ended: EndedImport): Promise<void>;
  imports(wish: { readonly organisationId: string }): Promise<readonly ImportEntry[]>;
  /** What taking the import back takes and leaves. */
  undoPreview(which: WhichImport): Promise<UndoPreview>;
  undoImport(which: WhichImport): Promise<UndoPreview>;
}
