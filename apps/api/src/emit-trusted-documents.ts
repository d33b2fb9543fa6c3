import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { concatAST, parse } from 'graphql';
import { documentHash, operationDocuments } from './limits/trusted-documents.js';

// Lists what the dashboard may ask for, for VOXBOARD_TRUSTED_DOCUMENTS=only: `emit-trusted-documents.js FOLDER FILE`.
const [folder = '', file = ''] = process.argv.slice(2);
const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.graphql')).sort();
const documents = await Promise.all(names.map(async (name) => parse(await readFile(join(folder, name), 'utf8'))));
const hashes = operationDocuments(concatAST(documents)).map(documentHash).sort();
await mkdir(dirname(file), { recursive: true });
await writeFile(file, `${JSON.stringify({ documents: hashes }, null, 1)}\n`);
