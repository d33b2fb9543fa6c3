import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createSchema } from './schema.js';
import { schemaText } from './schema-text.js';

/** Where the schema is kept for reviews and for clients that generate code from it. */
const target = fileURLToPath(new URL('../schema.graphql', import.meta.url));
await writeFile(target, schemaText(await createSchema()));
