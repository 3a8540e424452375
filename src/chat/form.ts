/** What a person fills in: a modal in Slack, a dialog in Teams. Data, like cards; each platform renders it. */
import type { FieldErrors } from '../kernel/errors.js';
import type { Line } from './card.js';

interface FieldBase {
  /** The key of its value in a submission, and of its error. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** Default: required. */
  readonly optional?: boolean;
}

/** One choice of a field. */
export interface Option {
  readonly value: string;
  /** At most 75 characters are shown. */
  readonly label: string;
}

/** One field of a form; `name` is its key among the values. */
export type Field = FieldBase &
  (
    | {
        readonly kind: 'text';
        readonly multiline?: boolean;
        readonly maxLength?: number;
        readonly value?: string;
        readonly placeholder?: string;
        /** It names a customer: the known ones are offered above it, and a nearly known one is asked about. */
        readonly names?: 'customer';
      }
    /** One of up to 100 options. */
    | { readonly kind: 'choice'; readonly options: readonly Option[]; readonly value?: string }
    /** Any of up to 100 options. Submitted as a list. */
    | { readonly kind: 'choices'; readonly options: readonly Option[]; readonly value?: readonly string[] }
    /**
     * A member, by the platform's people picker. Submitted as our member id. `except`: a member who can't be meant; the
     * pickers of Slack and Teams show everybody, so the room refuses them too.
     */
    | { readonly kind: 'person'; readonly value?: string; readonly except?: string }
    /** A calendar date, `YYYY-MM-DD`, no zone. */
    | { readonly kind: 'date'; readonly value?: string }
    | { readonly kind: 'yesNo'; readonly value?: boolean }
  );

type Rest<Kind extends Field['kind']> = Omit<Extract<Field, { kind: Kind }>, 'kind' | 'name' | 'label'>;

/** A field in short. */
export const field = <Kind extends Field['kind']>(
  kind: Kind,
  name: string,
  label: string,
  ...[rest]: Kind extends 'choice' | 'choices' ? [Rest<Kind>] : [Rest<Kind>?]
): Field => ({ kind, name, label, ...rest }) as Field;

/** The names of the kinds of field. */
export type FieldKind = Field['kind'];

/** A field that gets its name and label from what it stands for. */
export type FieldShape = Field extends infer Each ? (Each extends Field ? Omit<Each, 'name' | 'label'> : never) : never;

/** A form as rooms describe it; submitting gives its values by the fields' names. */
export interface Form {
  /** `room.verb`, the key at the door. */
  readonly form: string;
  /** What the form is about (an id of ours), given back on submitting. Never trusted, always looked up. At most 2,000 characters. */
  readonly subject: string;
  /** At most 24 characters on Slack. */
  readonly title: string;
  readonly intro?: Line;
  readonly fields: readonly Field[];
  /** The word on the button, at most 24 characters. */
  readonly submit: string;
  /** Errors by field name, shown beside the fields after a submission was refused. */
  readonly errors?: FieldErrors;
}

/** What came back: text, member ids, dates and option values as strings; lists; yes or no. Absent when left empty. */
export type FormValues = Readonly<Record<string, string | readonly string[] | boolean | undefined>>;
