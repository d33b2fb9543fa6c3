"""The study's five networks in Keras, as packages/trainer/src/architectures/preset-layers.ts has them."""
import keras

L = keras.layers


def _conv_pool(stages):
    layers = []
    for i in range(stages):
        layers += [L.Conv1D(32, 3, strides=1 if i == 0 else 2, activation="relu"), L.MaxPooling1D(2)]
    return layers


def _emotion_features(dropout):
    def conv(strides):
        return [L.Conv1D(1024, 5, strides=strides, padding="same", activation="relu"), L.MaxPooling1D(2)]

    layers = conv(2)
    for strides in (2, 2, 1):
        layers += conv(strides) + [L.BatchNormalization()]
    return layers + [L.Flatten(), L.Dense(512, activation="relu"), L.Dropout(0.15 * dropout), L.Dense(8, activation="softmax")]


def _features_or_raw(stages, head):
    return lambda dropout: _conv_pool(stages) + [
        L.Flatten(),
        L.Dense(64, activation="relu"),
        L.Dropout(0.5 * dropout),
        L.Dense(*head[:1], activation=head[1]),
    ]


def _emotion_hybrid(dropout):
    def lstm(units, rate):
        return L.LSTM(units, return_sequences=True, recurrent_dropout=rate * dropout)

    return [
        lstm(64, 0.5),
        lstm(32, 0.2),
        L.Bidirectional(lstm(32, 0.2)),
        L.Flatten(),
        L.Dense(64, activation="relu"),
        L.Reshape((64, 1)),
        L.Conv1D(64, 3, activation="relu"),
        L.MaxPooling1D(2),
        L.Flatten(),
        L.Dense(128, activation="relu"),
        L.Dropout(0.5 * dropout),
        L.Dense(8, activation="softmax"),
    ]


# name: (layers of a dropout factor, input shape, output columns, batch size of the study)
PRESETS = {
    "gender-features": (_features_or_raw(3, (1, "sigmoid")), (162, 1), 1, 32),
    "emotion-features": (_emotion_features, (162, 1), 8, 150),
    "emotion-raw": (_features_or_raw(8, (8, "softmax")), (144000, 1), 8, 32),
    "gender-raw": (_features_or_raw(7, (1, "sigmoid")), (144000, 1), 1, 32),
    "emotion-hybrid": (_emotion_hybrid, (300, 166), 8, 64),
}


def build(name, dropout=1.0):
    """A preset; `dropout` multiplies every dropout rate."""
    layers, shape, _, _ = PRESETS[name]
    return keras.Sequential([keras.Input(shape), *layers(dropout)])


def loss_of(name):
    return "binary_crossentropy" if PRESETS[name][2] == 1 else "categorical_crossentropy"
