"""Losses of the training backends' self-test (packages/trainer/src/backends/self-test.ts), by Keras' own kernels.

    pip install tensorflow-cpu && python tools/keras/self_test.py
"""
import numpy as np
import tensorflow as tf


def wave(shape, scale, phase):
    i = np.arange(np.prod(shape), dtype=np.float64)
    return (scale * np.sin(1.7 * i + 0.3 * (i % 7) + phase)).astype(np.float32).reshape(shape)


def loss_of(x, y, weights):
    kernel, bias, gamma, beta, dense, dense_bias = weights
    convolved = tf.nn.conv1d(x, kernel, 2, "SAME") + bias
    pooled = tf.nn.max_pool1d(convolved, 2, 2, "VALID")
    mean, variance = tf.nn.moments(pooled, [0, 1])
    normal = (pooled - mean) * tf.math.rsqrt(variance + 1e-3) * gamma + beta
    flat = tf.reshape(tf.sigmoid(normal), [x.shape[0], -1])
    logits = flat @ dense + dense_bias
    return -tf.reduce_mean(tf.reduce_sum(y * tf.nn.log_softmax(logits), 1))


x = tf.constant(wave([6, 24, 3], 1, 0))
y = tf.one_hot([0, 1, 2, 3, 0, 2], 4)
variables = [
    tf.Variable(v)
    for v in (
        wave([5, 3, 8], 0.4, 1),
        wave([8], 0.5, 2),
        wave([8], 0.2, 3) + np.float32(1),
        wave([8], 0.2, 4),
        wave([48, 4], 0.3, 5),
        wave([4], 0.1, 6),
    )
]
losses = []
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = loss_of(x, y, variables)
    losses.append(float(loss))
    for variable, gradient in zip(variables, tape.gradient(loss, variables)):
        variable.assign_sub(0.1 * gradient)
print(losses)
