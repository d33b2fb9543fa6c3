// `npm start`: from a fresh clone to the running product. This file must parse on old Node versions, so that it can
// say which one is needed; everything else is imported after that check.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Voxboard needs Node 20.19 or newer; this is Node ${process.versions.node}. Install a current one from https://nodejs.org and run npm start again.`,
  );
  process.exit(1);
}
const { main } = await import('./start/main.mjs');
process.exit(await main(process.argv.slice(2)));
