/** How other rooms' things are called here. */

/** `F-12`. */
export const feedbackLabel = (number: number): string => `F-${number}`;
