import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StartError } from './errors.mjs';

export const USAGE = `Usage: npm start [-- OPTIONS]

  --data PATH   import a RAVDESS folder or zip instead of the synthetic demo corpus
  --no-demo     start with no demo project
  --fresh       set the present data aside and start with an empty data folder
  --help        print this

Environment: VOXBOARD_PORT (3000), VOXBOARD_API_PORT (4000), VOXBOARD_DATA_DIR (.voxboard), DATABASE_URL`;

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {string} root repository root
 */
export function readOptions(args, env, root) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        data: { type: 'string' },
        'no-demo': { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new StartError(`${error.message}\n\n${USAGE}`);
  }
  return {
    help: values.help,
    fresh: values.fresh,
    demo: !values['no-demo'],
    // npm runs scripts in the repository root; INIT_CWD is where the person typed the path.
    corpus: values.data === undefined ? null : resolve(env.INIT_CWD ?? process.cwd(), values.data),
    dataDir: resolve(root, env.VOXBOARD_DATA_DIR || '.voxboard'),
    dashboardPort: readPort(env, 'VOXBOARD_PORT', 3000),
    apiPort: readPort(env, 'VOXBOARD_API_PORT', 4000),
    databaseUrl: env.DATABASE_URL || null,
  };
}

function readPort(env, name, fallback) {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new StartError(`${name} is "${text}"; it must be a port number from 1 to 65535.`);
  return port;
}
