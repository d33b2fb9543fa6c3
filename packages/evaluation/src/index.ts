export * from './scores/confusion-matrix.js';
export * from './scores/matrix-scores.js';
export * from './scores/probability-scores.js';
export * from './scores/scores.errors.js';
