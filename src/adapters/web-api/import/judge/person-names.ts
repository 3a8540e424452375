/** How columns with the address and the name of whoever answered are called. Pure. */

/** Of the address and the name of somebody who was asked; files of answers have them too. */
export const personWeights = {
  email: [
    [/owner|opt|status|domain|date|sent|last|count|bounce|subscri|agent|sender|assignee|survey|template|subject/, 0],
    [
      /^(primary|main|work|contact|person|people|customer|recipient|respondent|participant|user|your|ihre?)?e?mail(address|adresse|id)?$|^correo(electronico)?$|^courriel$/,
      1,
    ],
    // As a form asks for it.
    [/(your|ihre|votre|tu|su)(work|business|company)?e?mail(address|adresse)?$/, 0.8],
  ],
  person: [
    [/id$|email|company|account|first|last|agent|owner|assignee|survey|campaign|product|event/, 0],
    [/^(person|contact|recipient|respondent|participant|full|your|customer)name$|^name$|^(person|respondent)$/, 0.9],
    [/^what(is|s)your(full)?name$/, 0.8],
  ],
  firstName: [[/^(person|contact|recipient|respondent)?(first|given|fore)name$|^vorname$|^prenom$/, 1]],
  lastName: [[/^(person|contact|recipient|respondent)?(last|family|sur)name$|^(nach|familien)name$/, 1]],
} as const satisfies Readonly<Record<string, readonly (readonly [RegExp, number])[]>>;
