import { GpuDeviceError } from '../errors.js';

/** The part of tfjs' WebGPU backend that is watched. */
export interface WatchedBackend {
  readonly device: {
    addEventListener(type: 'uncapturederror', listener: (event: { error: { message: string } }) => void): void;
  };
  read(dataId: object): Promise<unknown>;
  readSync(dataId: object): unknown;
}

/**
 * After a device error Dawn goes on with wrong numbers. Nothing that is read afterwards can be trusted, so reading
 * throws GpuDeviceError, which ends the run: a training reads its loss after every batch.
 */
export function endOnDeviceErrors(backend: WatchedBackend): void {
  let failure: GpuDeviceError | null = null;
  const { read, readSync } = backend;
  const trusted = <T>(value: T): T => {
    if (failure !== null) throw failure;
    return value;
  };
  backend.device.addEventListener('uncapturederror', ({ error }) => {
    failure ??= new GpuDeviceError(error.message);
  });
  backend.read = async (dataId) => trusted(await read.call(backend, trusted(dataId)));
  backend.readSync = (dataId) => trusted(readSync.call(backend, trusted(dataId)));
}
