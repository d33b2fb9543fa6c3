import { expect, it } from 'vitest';
import { runCli } from '../index.js';
import { RecordingOutput } from '../testing/recording-output.js';

const voxboard = async (...args: string[]) => {
  const output = new RecordingOutput();
  const code = await runCli(['architecture', ...args], { output });
  return { code, out: output.results.join('\n'), err: output.messages.join('\n') };
};

it('describes a preset as a table, as JSON and as a diagram', { timeout: 60_000 }, async () => {
  const args = ['gender-features', '--shape', '162', '--classes', '2', '--batch', '64'];
  const table = await voxboard(...args);
  expect(table).toMatchObject({ code: 0, out: expect.stringMatching(/14,657 parameters[\s\S]*batch of 64/) });
  const described = JSON.parse((await voxboard(...args, '--json')).out);
  expect(described).toMatchObject({ parameters: 14_657, batchSize: 64 });
  expect(described.stepBytes).toBeGreaterThan(64 * described.activationBytes);
  expect((await voxboard(...args, '--mermaid')).out).toMatch(/^flowchart TD\n[\s\S]*l0 --> l1/);
});

it('refuses a shape that is none, and a file that is not there', async () => {
  expect(await voxboard('lda', '--shape', 'wide')).toMatchObject({ code: 2 });
  expect((await voxboard('nowhere.json', '--shape', '162')).err).toMatch(/nowhere\.json does not exist/);
});
