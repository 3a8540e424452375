/** `$metadata`: what entity sets there are and what their properties mean, as CSDL in XML (OData 4.0) and in JSON (4.01). */
import type { ColumnType, View } from '../bi/view.js';
import { functions } from './filter/expression.js';

const namespace = 'EmptyChair';

const edmTypes: Readonly<Record<ColumnType, string>> = {
  ...{ uuid: 'Edm.Guid', text: 'Edm.String', int: 'Edm.Int32', bigint: 'Edm.Int64', number: 'Edm.Double' },
  ...{ boolean: 'Edm.Boolean', instant: 'Edm.DateTimeOffset', date: 'Edm.Date' },
};

const vocabulary = (name: string) =>
  `https://docs.oasis-open.org/odata/odata/v4.0/errata03/csd01/complete/vocabularies/Org.OData.${name}.V1.xml`;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** For clients that ask for application/xml, or for nothing particular. */
export function metadataXml(views: readonly View[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
${['Core', 'Capabilities'].map(reference).join('\n')}
  <edmx:DataServices>
    <Schema Namespace="${namespace}" xmlns="http://docs.oasis-open.org/odata/ns/edm">
${views.map(entityType).join('\n')}
      <EntityContainer Name="Container">
        <Annotation Term="Org.OData.Capabilities.V1.FilterFunctions"><Collection>${Object.keys(functions)
          .map((name) => `<String>${name}</String>`)
          .join('')}</Collection></Annotation>
${views.map(entitySet).join('\n')}
      </EntityContainer>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
`;
}

const reference = (name: string) =>
  `  <edmx:Reference Uri="${vocabulary(name)}"><edmx:Include Namespace="Org.OData.${name}.V1"/></edmx:Reference>`;

const described = (about: string) => `<Annotation Term="Org.OData.Core.V1.Description" String="${escaped(about)}"/>`;

const entityType = (view: View) => `      <EntityType Name="${view.entityType}">
        <Key><PropertyRef Name="${view.key.name}"/></Key>
${view.columns.map(property).join('\n')}
        ${described(view.about)}
      </EntityType>`;

const property = ({ name, type, isNullable, about }: View['key']) => {
  const facets = `${isNullable ? '' : ' Nullable="false"'}${type === 'instant' ? ' Precision="3"' : ''}`;
  return `        <Property Name="${name}" Type="${edmTypes[type]}"${facets}>${described(about)}</Property>`;
};

const entitySet = (view: View) =>
  `        <EntitySet Name="${view.entitySet}" EntityType="${namespace}.${view.entityType}"/>`;

/** The same as CSDL JSON 4.01. */
export function metadataJson(views: readonly View[]): object {
  const types = views.map((view) => [view.entityType, typeIn(view)] as const);
  const sets = views.map(({ entitySet: name, entityType: type }) => [
    name,
    { $Collection: true, $Type: `${namespace}.${type}` },
  ]);
  return {
    $Version: '4.01',
    $EntityContainer: `${namespace}.Container`,
    [namespace]: {
      ...Object.fromEntries(types),
      Container: {
        $Kind: 'EntityContainer',
        '@Org.OData.Capabilities.V1.FilterFunctions': Object.keys(functions),
        ...Object.fromEntries(sets),
      },
    },
  };
}

function typeIn(view: View): object {
  const properties = view.columns.map(({ name, type, isNullable, about }) => [
    name,
    {
      ...(type !== 'text' && { $Type: edmTypes[type] }),
      ...(isNullable && { $Nullable: true }),
      ...(type === 'instant' && { $Precision: 3 }),
      '@Org.OData.Core.V1.Description': about,
    },
  ]);
  return { $Kind: 'EntityType', $Key: [view.key.name], ...Object.fromEntries(properties) };
}
