import { expect, it } from 'vitest';
import { GpuDeviceError } from '../errors.js';
import { endOnDeviceErrors } from './device-errors.js';

it('nothing is read from a device any more once it reported an error, not even what was asked for before', async () => {
  const listeners: ((event: { error: { message: string } }) => void)[] = [];
  let answer: (value: unknown) => void = () => {};
  const backend = {
    device: {
      addEventListener: (_: 'uncapturederror', listener: (typeof listeners)[number]) => listeners.push(listener),
    },
    read: () =>
      new Promise<unknown>((resolve) => {
        answer = resolve;
      }),
    readSync: (): unknown => [1],
  };
  endOnDeviceErrors(backend);
  expect(backend.readSync()).toEqual([1]);
  const pending = backend.read();
  for (const listener of listeners) listener({ error: { message: 'out of memory' } });
  answer([2]);
  await expect(pending).rejects.toThrow(GpuDeviceError);
  expect(() => backend.readSync()).toThrow(/out of memory.*VOXBOARD_BACKEND=wasm\+ort/);
});
