// `npm test`: installs what is missing and runs everything a change must pass. Closes with one line
// `N passed, N failed` that counts every check and every test.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Voxboard needs Node 20.19 or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}
const { main } = await import('./test/main.mjs');
process.exit(await main());
