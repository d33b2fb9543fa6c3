export { multiply, multiplyScratch } from './blocked-gemm';
export { columnsToImage, imageToColumns } from './lowering';
export {
  channelAffine,
  channelSquares,
  channelSums,
  normalisationGradient,
  normalisationSums,
} from './normalization';
export { adamStep, rmspropStep, sgdStep, sumOfSquares } from './optimizers';
export { biasReluPool, biasReluPoolBackward } from './wide-pool';
