/** In which capacity somebody is reminded. A new role is one entry here and one in recipients.ts, and works in every room. */

/** `owner`: whose it is, or who stands in; `manager`: to whom the owner reports; `place`: where it came up. */
export const recipientRoles = ['owner', 'champion', 'manager', 'place'] as const;
/** As what somebody is reminded. A stand-in is reminded in the role of the person they stand in for. */
export type RecipientRole = (typeof recipientRoles)[number];

/** Whom a step of a ladder reaches the first time (`repeat` 0) or at one of its repeats: every second time more hear of it. */
export function rolesAt(
  { to, everySecond = [] }: { readonly to: readonly RecipientRole[]; readonly everySecond?: readonly RecipientRole[] },
  repeat: number,
): readonly RecipientRole[] {
  return [...new Set([...to, ...(repeat % 2 === 1 ? everySecond : [])])];
}
