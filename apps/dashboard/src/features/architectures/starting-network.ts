/** A small network on 162 features and 8 emotions, to begin from. */
export const STARTING_NETWORK = {
  class_name: 'Sequential',
  config: {
    name: 'my_network',
    layers: [
      { class_name: 'InputLayer', config: { name: 'features', batch_input_shape: [null, 162] } },
      { class_name: 'Dense', config: { name: 'hidden', units: 128, activation: 'relu' } },
      { class_name: 'Dropout', config: { name: 'dropout', rate: 0.5 } },
      { class_name: 'Dense', config: { name: 'emotions', units: 8, activation: 'softmax' } },
    ],
  },
};
