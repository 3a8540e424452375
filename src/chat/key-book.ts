/** The book of API keys: who asks with one, and how keys are made and revoked. The web API, the command line and the room share these shapes. */
import type { Actor } from '../kernel/person.js';

/** What a key can be for. `act`: change what is there. `admin`: read what only the champion and admins see. */
export const scopes = ['read', 'capture', 'act', 'admin'] as const;
/** One of `scopes`. */
export type Scope = (typeof scopes)[number];

/** Whoever asks with a key. */
export interface ApiClient {
  readonly keyId: string;
  readonly organisationId: string;
  /** The source of what it sends. */
  readonly name: string;
  /** null: it need not sign. */
  readonly signingSecret: string | null;
  /** What it may do at this moment, in the order of `scopes`. */
  readonly scopes: readonly Scope[];
  /** Whose key it is, as they are at this moment; null: a system's. */
  readonly actor: Actor | null;
}

/** What the caller gets of a key that was just made. */
export interface CreatedKey {
  /** Shown once: only its hash is kept. */
  readonly key: string;
  /** Shown once; null when requests need not be signed. */
  readonly signingSecret: string | null;
}

/** A system's key, as an operator wishes for it. */
export interface KeyWish {
  readonly organisationId: string;
  /** The source that its items are marked with; it can be used again once the key is revoked. */
  readonly name: string;
  readonly signed: boolean;
  /** Absent: read and capture. */
  readonly scopes?: readonly Scope[] | undefined;
  /** All scopes; for who wrote scripts before there were scopes. */
  readonly isAdmin?: boolean | undefined;
}

/** A key as lists show it, without the key itself. */
export interface KeyEntry {
  readonly name: string;
  /** Whether its requests must be signed. */
  readonly signs: boolean;
  /** Whose it is, a member's id; null: a system's. */
  readonly memberId: string | null;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  /** To the hour; null: never, or before this was kept. */
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
}

/** Looks up who asks. */
export interface KeyFinder {
  /** Null: no key is so, it was revoked, or whose it is has left. It is noted that it was used. */
  find(key: string): Promise<ApiClient | null>;
}

/** Makes, finds, lists and revokes keys. */
export interface KeyBook extends KeyFinder {
  /** @throws InvalidInput on `name` or `scope`, Conflict when a key of that name is in use. */
  create(wish: KeyWish): Promise<CreatedKey>;
  /** @throws NotFound when no key of that name is in use. */
  revoke(wish: { readonly organisationId: string; readonly name: string }): Promise<void>;
  /** In the order in which they were made, the revoked among them; each with the name of whose it is. */
  list(organisationId: string): Promise<readonly (KeyEntry & { readonly owner: string | null })[]>;
}
