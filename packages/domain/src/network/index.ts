export { describeArchitectureSpec, type NetworkUse, networkJson } from './describe-architecture.js';
export { describeNetwork, type NetworkDescription, type NetworkLayer } from './describe-network.js';
export { isObject as isJsonObject, type Json } from './keras-json.js';
export { type TensorShape, writeShape } from './layer-settings.js';
export { InvalidArchitectureError } from './network.errors.js';
export { type NetworkHead, requireHeadFor } from './network-head.js';
export { type NetworkTopology, parseNetwork } from './network-json.js';
export { PRESET_REFERENCE, presetNetwork } from './preset-network.js';
