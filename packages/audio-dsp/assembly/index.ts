export { frameCrossings, frameEnergies, rowMaxima } from './frames';
export { naturalLogs } from './logarithm';
export { applySoftMask, gateMask, magnitudes } from './masks';
export { projectBands, projectDense, squareRoots } from './matrix';
export { runningMedians } from './median';
export { findPeaks } from './peaks';
export { forwardFrames, overlapAddFrames, powerFrames } from './real-fft';
export { convolveBlocks, readInterpolatedPhases, readPhases } from './resample';
export { splitPhasors, vocodeFrame } from './vocoder';
