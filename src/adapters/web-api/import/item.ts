/** What becomes of a row on its way into a room: its fields by name, then the item that the room is given. */

/** What is not empty, by field. */
export type Fields = Readonly<Partial<Record<string, string>>>;
export type Item = Readonly<Record<string, unknown>>;

/** An item for the room, or which field can't be one and why. */
export type ItemOf = (fields: Fields) => Item | { readonly field: string; readonly fault: string };
