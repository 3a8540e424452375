/**
 * The door of customers: whom the organisation serves, however they are written, and what one should know
 * of them before a conversation. Feedback, ideas, scores and meetings ask here; app.ts builds it.
 */
import type { Card } from '../../chat/card.js';
import type { Feature } from '../../chat/feature.js';
import type { Undoing } from '../../chat/import-book.js';
import type { FieldErrors } from '../../kernel/errors.js';
import type { Transaction } from '../../storage/database.js';
import { type AskablePerson, askablePerson, leaveOutOf, pageAskable } from './askable.js';
import { refuseUnknownNames, typedCondition } from './conditions.js';
import type { CustomersDeps, CustomersOptions, FindTakingPart, Merged, ShowAnew, TakingPart } from './deps.js';
import { customersFeature } from './feature.js';
import {
  byIds,
  type FoundIds,
  find,
  findByEmail,
  findOrCreateIds,
  findOrCreateMany,
  findSeveral,
  nearest,
  type Several,
} from './find.js';
import { type CustomerGlimpse, type GlimpseAsked, glimpse } from './glimpse.js';
import {
  checkRow,
  importRows,
  type PlacedAnswerer,
  placeAnswerers,
  type RowSource,
  type TakenRow,
} from './import-rows.js';
import { createLookUp } from './look-up.js';
import { knownSegment, mentionedIn, nearestSegment, segmentNamed } from './mentioned.js';
import { type MetAt, metAt } from './met.js';
import { nameBook } from './name-book.js';
import { makeNameless } from './nameless.js';
import { pairReminders } from './pairs.js';
import { type PersonRow, readPersonRow } from './person-row.js';
import { prefers } from './prefers.js';
import { type ProfileView, profileByName } from './profile.js';
import { bareAddress, emailKey } from './read-person.js';
import { knownOfMany, refreshSegments } from './refresh-segments.js';
import type { Known } from './rules/condition/judge.js';
import type { CustomerRef, KnownCustomer, NamedCustomer } from './rules/customer.js';
import { nameKey } from './rules/name-key.js';
import { saysNobody } from './rules/nobody.js';
import type { Unwanted } from './rules/preference.js';
import { type MemberProfileAsked, profileFor } from './show.js';
import { type OfCustomers, saveMailFails } from './store/askable.js';
import { findUnused, forgetUnused, listSegments, type MadeSince } from './store/customers.js';
import { isOnlyOrganisation } from './store/only-organisation.js';
import type { ImportRef } from './store/states.js';
import { checkMessage, type FactSource, type TakenFacts, takeFacts } from './take-facts.js';
import { customersOfImport, undoCustomers } from './undo-import.js';

export type { AskablePerson } from './askable.js';
export { preferenceText } from './cards/forms.js';
export { newCustomerRow, nobodyNote, nobodyWords, unusedRow } from './cards/new-customer.js';
export { verdictLine } from './cards/segment-cards.js';
export { typedCondition } from './conditions.js';
export type { CustomersDeps, FindTakingPart, Merging, TakingPart } from './deps.js';
export { AmbiguousCustomers } from './find.js';
export type { CustomerGlimpse } from './glimpse.js';
export type { PlacedAnswerer } from './import-rows.js';
export { type MailRun, mailingSweep, mailsPerDay } from './mailing.js';
export { askedBy, type Condition, nameOf, type Value } from './rules/condition/condition.js';
export { holds, type Known, type Verdict, verdictsOf } from './rules/condition/judge.js';
export { readCondition } from './rules/condition/read-condition.js';
export type { CustomerRef, KnownCustomer, NamedCustomer } from './rules/customer.js';
export { isUnwanted, type Unwanted, unwantedKinds } from './rules/preference.js';
export type { OfCustomers } from './store/askable.js';
export { ofSegment } from './store/of-segment.js';

/** The door of customers: finding, adding and naming them, for all rooms. */
export interface Customers extends Feature {
  /** "ACME" finds "Acme Ltd". null: nobody of that name. Throws AmbiguousCustomers (field `customer`). */
  find(organisationId: string, typed: string, within?: Transaction): Promise<KnownCustomer | null>;
  /**
   * Each name's customer, made when there is none; few statements however many names. Two spellings of one name are
   * one customer. Throws AmbiguousCustomers, and InvalidInput (field `customer`) for empty or over-long names.
   * Holds the organisation's lock on new customers until `tx` ends: call it before taking other locks.
   */
  findOrCreateMany(
    tx: Transaction,
    organisationId: string,
    names: readonly string[],
  ): Promise<Map<string, NamedCustomer>>;
  /** The same for whoever needs their ids and nothing else of them: several times as fast for thousands of names. */
  findOrCreateIds(tx: Transaction, organisationId: string, names: readonly string[]): Promise<FoundIds>;
  /**
   * Deletes those of these that were made since then, that nothing names but what was taken back, and that nobody has
   * said anything of: an import or a slip of the finger made them. Answers how many.
   */
  forgetUnused(tx: Transaction, organisationId: string, made: MadeSince): Promise<number>;
  /** Whom forgetUnused would delete. */
  unused(organisationId: string, made: MadeSince): Promise<readonly CustomerRef[]>;
  /** Whether an answer that comes under this name is nobody's: it says "Anonymous", or names the company under review. */
  isNobody(name: string, ourselves: string): boolean;
  /** Those that are found, by id. */
  byIds(organisationId: string, ids: readonly string[], within?: Transaction): Promise<Map<string, KnownCustomer>>;
  /** Customers by name, several between semicolons. Throws AmbiguousCustomers (field `customer`). */
  findSeveral(asked: {
    readonly organisationId: string;
    readonly typed: string;
    readonly most: number;
  }): Promise<Several>;
  /** The name most like what was typed, for "did you mean"; null: nothing is like it. */
  nearest(organisationId: string, typed: string): Promise<string | null>;
  /** Known customers whose name stands in the text, each once; a name that could be several is left out. */
  mentionedIn(organisationId: string, text: string): Promise<CustomerRef[]>;
  /** The customers of these addresses, by the address as it was given; unknown ones are left out. */
  findByEmail(
    organisationId: string,
    emails: readonly string[],
    within?: Transaction,
  ): Promise<Map<string, KnownCustomer>>;
  /** The last contact with them, and who they are, for the card of something of theirs. null: not here. */
  glimpse(asked: GlimpseAsked): Promise<CustomerGlimpse | null>;
  /**
   * Whom each of these meetings is with, as ids: customers named in its title, then those whose people or domains are
   * among the addresses. Free mailboxes and domains of our own say nothing.
   */
  metAt(
    organisationId: string,
    asked: { readonly meetings: readonly MetAt[]; readonly ownDomains: readonly string[] },
  ): Promise<readonly (readonly string[])[]>;
  /** The card of `who NAME`, with a remark on top. null: not here. Asks other systems, so it may take 2 s. */
  profileCard(asked: MemberProfileAsked): Promise<Card | null>;
  /** What `who NAME` shows, for programs. null: nobody of that name. Throws AmbiguousCustomers (field `customer`). */
  profile(organisationId: string, typed: string): Promise<ProfileView | null>;
  /** What is wrong with a message in the Segment spec, by field; null: it can be taken in. */
  checkMessage(message: unknown, type?: string): FieldErrors | null;
  /** Takes in what a system tells of customers: all messages or none. Each was checked. */
  takeFacts(messages: readonly unknown[], source: FactSource): Promise<TakenFacts>;
  /** Rows of files: all or none, in order. */
  readonly rows: {
    intake(rows: readonly unknown[], source: RowSource): Promise<readonly TakenRow[]>;
    /** What is wrong with one by itself, by field; null: nothing. */
    check(row: unknown): FieldErrors | null;
  };
  /** Rows about people at customers, with what another tool knew of asking them; the same way. */
  readonly peopleRows: Customers['rows'];
  /** Whether a mail could reach it. */
  isAddress(typed: string): boolean;
  /** Whose each of these answers is, made where nobody is, in the caller's transaction; in the order of the rows. */
  placeAnswerers(
    tx: Transaction,
    asked: { readonly rows: readonly PersonRow[]; readonly source: RowSource },
  ): Promise<readonly PlacedAnswerer[]>;
  /** What taking an import of customers back takes and leaves. */
  customersOfImport(ref: ImportRef): Promise<Undoing>;
  /** Takes it back, in the caller's transaction. */
  undoImport(tx: Transaction, ref: ImportRef): Promise<Undoing>;
  /** People at customers who have an address, in the order of their ids after `after` (null: from the first). */
  askable(
    asked: {
      readonly organisationId: string;
      readonly of: OfCustomers;
      readonly after: string | null;
      readonly limit: number;
    },
    within?: Transaction,
  ): Promise<readonly AskablePerson[]>;
  /** null: they are gone, or another organisation's. */
  person(organisationId: string, personId: string, within?: Transaction): Promise<AskablePerson | null>;
  /** Keeps what a person wants to be left out of, all of it; false: they are gone. */
  leaveOutOf(
    tx: Transaction,
    person: { readonly organisationId: string; readonly id: string },
    unwanted: readonly Unwanted[],
  ): Promise<boolean>;
  /** A customer said by themselves what they prefer, such as `no early tests`; where it is kept already nothing changes. */
  prefers(
    tx: Transaction,
    customer: { readonly organisationId: string; readonly id: string },
    preference: string,
  ): Promise<void>;
  /** Mail to them comes back: they get no more until their address is changed. */
  mailFails(person: { readonly organisationId: string; readonly id: string }): Promise<void>;
  /** Somebody is forgotten: only a bare row stays, with its segments, which is called by nobody’s name. */
  makeNameless(tx: Transaction, organisationId: string, customerId: string): Promise<void>;
  /** Called by each room that counts something by customer, when it is built. */
  onMerge(merged: Merged): void;
  /** Called by the room that lets customers try something, when it is built. */
  onTakingPart(find: FindTakingPart): void;
  /** In what customers take part now, by customer: what they say and score carries its name. */
  takingPart(tx: Transaction, organisationId: string): ReturnType<FindTakingPart>;
  /** Called by each room whose messages stand somewhere with a customer’s name, when it is built. */
  onRename(show: ShowAnew): void;
  /**
   * Facts of these changed: who is in which segment is looked at in this transaction. Called by whoever changes facts.
   * @param names which facts alone, so that nothing is done where no condition asks for one of them; absent: any
   */
  factsChanged(
    tx: Transaction,
    organisationId: string,
    ids: readonly string[],
    names?: readonly string[],
  ): Promise<void>;
  /** What conditions see of these, by id. */
  knownOf(organisationId: string, ids: readonly string[], within?: Transaction): Promise<Map<string, Known>>;
  /**
   * Whether it is a condition, and all that it names is known.
   * @param further names that hold beside those of customers
   * @throws InvalidInput on `when`
   */
  checkCondition(organisationId: string, typed: string, further: readonly string[]): Promise<void>;
  /** The names of all segments that customers can be in. */
  segments(organisationId: string): Promise<readonly string[]>;
  /** A segment that some customer has or that has a rule, as it is kept, in whatever case it was typed; null: nobody is in it. */
  segmentNamed(organisationId: string, typed: string): Promise<string | null>;
  /** The segment most like what was typed; null: nothing is like it, or it is one. */
  nearestSegment(organisationId: string, typed: string): Promise<string | null>;
  /** The segment of that name, as it is written. Throws InvalidInput with the nearest one. @param field default `segment` */
  knownSegment(organisationId: string, typed: string, field?: string): Promise<string>;
}

/** Builds the room. It needs people, and the other rooms for what they know of a customer. */
export function createCustomers({ sources = [], ...options }: CustomersOptions): Customers {
  const { database, clock } = options;
  const isOnly = (organisationId: string) => isOnlyOrganisation(database, organisationId);
  const deps: CustomersDeps = {
    ...options,
    lookUp: createLookUp({ clock, sources, isOnlyOrganisation: isOnly }),
  };
  deps.reminders.register(pairReminders(deps));
  const merged: Merged[] = [];
  const shows: ShowAnew[] = [];
  const takingPart: FindTakingPart[] = [];
  return {
    ...customersFeature({ ...deps, merged, shows }),
    askable: ({ limit, ...asked }, within) => pageAskable(within ?? database, asked, limit),
    person: (organisationId, personId, within) => askablePerson(within ?? database, organisationId, personId),
    leaveOutOf,
    prefers: (tx, customer, preference) => prefers(deps, tx, customer, preference),
    mailFails: (person) => saveMailFails(database, person, clock.now()),
    makeNameless,
    onMerge: (each) => void merged.push(each),
    onTakingPart: (find) => void takingPart.push(find),
    takingPart: async (tx, organisationId) =>
      (await takingPart[0]?.(tx, organisationId, clock.now())) ?? new Map<string, TakingPart>(),
    onRename: (show) => void shows.push(show),
    nameBooks: { customer: nameBook(deps) },
    find: (organisationId, typed, within) => find(within ?? database, organisationId, typed),
    findOrCreateMany: (tx, organisationId, names) => findOrCreateMany(deps.clock, tx, { organisationId, names }),
    findOrCreateIds: (tx, organisationId, names) => findOrCreateIds(deps.clock, tx, { organisationId, names }),
    forgetUnused,
    unused: (organisationId, made) => findUnused(database, organisationId, made),
    findByEmail: (organisationId, emails, within) => findByEmail(within ?? database, organisationId, emails),
    glimpse: (asked) => glimpse(deps, asked),
    metAt: (organisationId, asked) => metAt(database, organisationId, asked),
    profileCard: (asked) => profileFor(deps, asked),
    profile: (organisationId, typed) => profileByName(deps, organisationId, typed),
    checkMessage: (message, type) => checkMessage(deps, message, type),
    takeFacts: (messages, source) => takeFacts(deps, messages, source),
    rows: { intake: (rows, source) => importRows(deps, rows, source), check: (row) => checkRow(deps, row) },
    peopleRows: {
      intake: (rows, source) => importRows(deps, rows, { ...source, read: readPersonRow }),
      check: (row) => checkRow(deps, row, readPersonRow),
    },
    isAddress: (typed) => emailKey(bareAddress(typed)) !== null,
    placeAnswerers: (tx, asked) => placeAnswerers(deps, tx, asked),
    customersOfImport: (ref) => customersOfImport(deps, ref),
    undoImport: (tx, ref) => undoCustomers(deps, tx, ref),
    isNobody: (name, ourselves) => saysNobody(name) || nameKey(name) === nameKey(ourselves),
    byIds: (organisationId, ids, within) => byIds(within ?? database, organisationId, ids),
    findSeveral: (asked) => findSeveral(database, asked),
    nearest: (organisationId, typed) => nearest(database, organisationId, typed),
    mentionedIn: (organisationId, text) => mentionedIn(database, organisationId, text),
    factsChanged: async (tx, organisationId, ids, names) =>
      void (await refreshSegments(deps, tx, organisationId, ids, names)),
    knownOf: (organisationId, ids, within) => knownOfMany(deps, within ?? database, { organisationId, ids }),
    checkCondition: (organisationId, typed, further) =>
      refuseUnknownNames(database, organisationId, { condition: typedCondition(typed), further }),
    segments: (organisationId) => listSegments(database, organisationId),
    segmentNamed: (organisationId, typed) => segmentNamed(database, organisationId, typed),
    nearestSegment: (organisationId, typed) => nearestSegment(database, organisationId, typed),
    knownSegment: (organisationId, typed, field = 'segment') => knownSegment(database, organisationId, typed, field),
  };
}
