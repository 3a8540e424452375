/** What customers answers to: each id and the use case behind it, a line each. Read by the door. */

import type { Feature } from '../../chat/feature.js';
import { wordsToFind } from '../../chat/list.js';
import { openForm } from '../../chat/reply.js';
import { phrase } from '../../kernel/language/say.js';
import { addByButton } from './add.js';
import { preferenceForm, whoForm } from './cards/forms.js';
import type { CustomersDeps, OtherRooms } from './deps.js';
import { changeFieldByForm, fieldList, fieldsByCommand, openFieldForm, setFieldByButton } from './fields.js';
import { mergeByCommand, renameByCommand } from './join.js';
import { forgetMerged, mergeByButton, takeMergeBack } from './merge.js';
import { askRightName, correctName, removeUnused } from './new-customer.js';
import { decidePair, pairList } from './pairs.js';
import { addPersonByForm, openPersonForm, peopleList, removePerson } from './people.js';
import { segmentSweep } from './refresh-segments.js';
import { addSegment, removeSegment, segmentList, testSegments } from './segments.js';
import { openCustomerForm, preferByForm, settleByCommand, settleByForm } from './settle.js';
import { profileOf, showById, showByName, showHistory } from './show.js';
import { foldEvents, forgetMessages } from './take-facts.js';
import { addTip, noteTelling, removeTip, removeTipByCommand, restoreTip, takeTellingBack, tipList } from './tips.js';

export function customersFeature(deps: CustomersDeps & OtherRooms): Feature {
  const people = peopleList(deps);
  const segments = segmentList(deps);
  const tips = tipList(deps);
  const fields = fieldList(deps);
  const pairs = pairList(deps);
  return {
    title: phrase('Customers'),
    topic: { name: 'customers', about: phrase('who a customer is, and what they told us') },
    commands: [
      {
        name: 'who',
        usage: 'who NAME',
        does: phrase('the customer, as one should know them before a conversation'),
        examples: ['who Acme'],
        asked: [
          { words: /^(?:who is|what do we know (?:about|of)|show about) (?!champion$)(\p{L}.*)$/iu, line: 'who $1' },
        ],
        handle: async ({ text }, context) => (text === '' ? openForm(whoForm()) : showByName(deps, text, context)),
      },
      {
        name: 'customer',
        usage: 'customer NAME [segment: owner:@x prefers: contact: alias: attribute:plan=Gold]',
        does: phrase('adds or changes a customer'),
        examples: ['customer "Acme Ltd" segment:Retail owner:@ben'],
        details: [
          { key: 'segment' },
          { key: 'owner', names: 'member' },
          { key: 'prefers' },
          { key: 'contact', many: true },
          { key: 'alias', many: true },
          { key: 'attribute', many: true },
        ],
        handle: (line, context) =>
          line.text === '' ? openCustomerForm(deps, '', context) : settleByCommand(deps, line, context),
      },
      {
        name: 'customer rename',
        usage: 'customer rename OLD to NEW',
        does: phrase('renames a customer; the old name still finds it'),
        handle: (line, context) => renameByCommand(deps, line, context),
      },
      {
        name: 'customer merge',
        usage: 'customer merge OTHER into NAME',
        does: phrase('makes one of two customers'),
        allowed: 'champion',
        handle: (line, context) => mergeByCommand(deps, line, context),
      },
      {
        name: 'customer fields',
        usage: 'customer fields [NAME as: show:yes|no keep:yes|no]',
        does: phrase('the traits and events that systems send: who has them, how they are shown, which are kept out'),
        examples: ['customer fields', 'customer fields plan as:"Price plan"', 'customer fields iban keep:no'],
        keeps: wordsToFind,
        details: [{ key: 'as' }, { key: 'show', oneOf: ['yes', 'no'] }, { key: 'keep', oneOf: ['yes', 'no'] }],
        handle: (line, context) => fieldsByCommand(deps, line, context),
      },
      {
        name: 'customer pairs',
        usage: 'customer pairs',
        does: phrase('customers that may be one: the champion merges them, or says that they are two'),
        handle: pairs.typed,
      },
      {
        name: 'segment list',
        usage: 'segment list [WORDS]',
        does: phrase('the segments by rule, and how many customers are in each'),
        keeps: wordsToFind,
        handle: segments.typed,
      },
      {
        name: 'segment add',
        usage: 'segment add NAME when:"CONDITION"',
        does: phrase('puts customers into a segment by what is known of them, from now on'),
        examples: [
          'segment add Key when:"plan = enterprise or revenue >= 50000"',
          'segment add Loyal when:"since before 2024-01-01 and plan != free"',
        ],
        allowed: 'champion',
        details: [{ key: 'when' }],
        handle: (line, context) => addSegment(deps, line, context),
      },
      {
        name: 'segment test',
        usage: 'segment test CUSTOMER',
        does: phrase('says why a customer is in each segment or not'),
        examples: ['segment test Acme'],
        handle: (line, context) => testSegments(deps, line, context),
      },
      {
        name: 'segment remove',
        usage: 'segment remove NAME',
        does: phrase('removes a segment by rule'),
        allowed: 'champion',
        handle: (line, context) => removeSegment(deps, line, context),
      },
      {
        name: 'tips',
        usage: 'tips [WORDS]',
        does: phrase('what customers would gain from, how often they were told, and what moved'),
        keeps: wordsToFind,
        handle: tips.typed,
      },
      {
        name: 'tip add',
        usage: 'tip add TEXT when:CONDITION [once:90d link:]',
        does: phrase('adds a tip for customers of some kind'),
        keeps: { asks: phrase('Is this a tip for customers?'), button: phrase('Yes, a tip') },
        examples: ['tip add "Offer the payroll webinar" when:"segment = Key" once:90d'],
        details: [{ key: 'when' }, { key: 'once' }, { key: 'link' }],
        handle: (line, context) => addTip(deps, line, context),
      },
      {
        name: 'tip remove',
        usage: 'tip remove NUMBER',
        does: phrase('takes a tip off the list'),
        handle: (line, context) => removeTipByCommand(deps, line, context),
      },
    ],
    actions: {
      'customers.segments': segments.pressed,
      'customers.tips': tips.pressed,
      'customers.fields': fields.pressed,
      'customers.field': (value, context) => openFieldForm(deps, value, context),
      'customers.setField': (value, context) => setFieldByButton(deps, value, context),
      'customers.tipTold': (value, context) => noteTelling(deps, { value, isTold: true }, context),
      'customers.tipUnwanted': (value, context) => noteTelling(deps, { value, isTold: false }, context),
      'customers.tipBack': (id, context) => takeTellingBack(deps, id, context),
      'customers.tipRemove': (id, context) => removeTip(deps, id, context),
      'customers.tipRestore': (id, context) => restoreTip(deps, id, context),
      'customers.merge': (value, context) => mergeByButton(deps, value, context),
      'customers.pairs': pairs.pressed,
      'customers.different': (id, context) => decidePair(deps, { id, isDifferent: true }, context),
      'customers.pairBack': (id, context) => decidePair(deps, { id, isDifferent: false }, context),
      'customers.takeMergeBack': (id, context) => takeMergeBack(deps, id, context),
      // Cards of before the profile carry a page behind the id.
      'customers.show': (value, context) => showById(deps, { id: value.split(' ')[0] ?? '' }, context),
      'customers.history': (value, context) => showHistory(deps, value, context),
      'customers.people': people.pressed,
      'customers.person': (id, context) => openPersonForm(deps, id, context),
      'customers.removePerson': (id, context) => removePerson(deps, id, context),
      'customers.prefer': async (id, context) => openForm(preferenceForm(await profileOf(deps, id, context))),
      'customers.addOwn': (typed, context) => addByButton(deps, typed, context),
      'customers.change': (id, context) => openCustomerForm(deps, id, context),
      'customers.wrongName': (id, context) => askRightName(deps, id, context),
      'customers.removeUnused': (id, context) => removeUnused(deps, id, context),
    },
    forms: {
      'customers.wrongName': (id, values, context) => correctName(deps, { id, values }, context),
      'customers.show': (_, { customer }, context) => showByName(deps, String(customer ?? ''), context),
      'customers.change': (id, values, context) => settleByForm(deps, { id, values }, context),
      'customers.field': (id, values, context) => changeFieldByForm(deps, { id, values }, context),
      'customers.addPerson': (id, values, context) => addPersonByForm(deps, { id, values }, context),
      'customers.prefer': (id, values, context) => preferByForm(deps, { id, values }, context),
    },
    sweeps: [segmentSweep(deps), forgetMessages(deps), foldEvents(deps), forgetMerged(deps)],
  };
}
