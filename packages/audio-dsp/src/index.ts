export * from './npy/npy.js';
export * from './npy/npy-errors.js';
export * from './wav/decode-wav.js';
export * from './wav/encode-wav.js';
export * from './wav/wav-errors.js';
export * from './wav/wav-info.js';
