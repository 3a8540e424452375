/** Whose several things are. Statements on them name it; the rooms' stores ask. */

/** Whose these are, each once: a statement on several things names the organisations of all of them. */
export const organisationsOf = (things: Iterable<{ readonly organisationId: string }>): readonly string[] => [
  ...new Set(Array.from(things, ({ organisationId }) => organisationId)),
];
