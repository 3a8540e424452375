/** Makes the packed database that a first start unpacks; `npm run build` runs it. */

import { existsSync } from 'node:fs';
import { imageFile, makeImage } from './database-image.js';

if (!existsSync(await imageFile())) {
  const { migrateEmbedded } = await import('./embedded.js');
  await makeImage(migrateEmbedded);
}
