/** The signals of tools/librosa-reference.py, formula for formula. */
export function white(count: number, seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (1664525 * state + 1013904223) % 2 ** 32;
    return state / 2 ** 31 - 1;
  });
}

export function voice(count: number, sampleRateHz: number): Float32Array {
  const noise = white(count, 7);
  return Float32Array.from({ length: count }, (_, i) => {
    const t = i / sampleRateHz;
    const phase = 2 * Math.PI * (140 * t + 15 * t * t + 1.5 * Math.sin(2 * Math.PI * 5 * t));
    const slope = 1 + 0.3 * Math.sin(2 * Math.PI * 1.3 * t);
    let tone = 0;
    for (let k = 1; k < 13; k++) tone += Math.sin(k * phase) / k ** slope;
    const envelope = Math.max(0, Math.sin(2 * Math.PI * 1.1 * t)) ** 2;
    return 0.2 * tone * envelope + 0.002 * noise[i];
  });
}

export function chirp(count: number, sampleRateHz: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    const t = i / sampleRateHz;
    return 0.5 * Math.sin(2 * Math.PI * (100 * t + 2000 * t * t));
  });
}

/** Noise bursts with digital silence between them. */
export function gaps(count: number, sampleRateHz: number): Float32Array {
  const noise = white(count, 11);
  return Float32Array.from({ length: count }, (_, i) => {
    const t = i / sampleRateHz;
    return Math.floor(t * 4) % 3 === 1 ? (0.1 + 0.4 * t) * noise[i] : 0;
  });
}

export function gentleGaps(count: number, sampleRateHz: number): Float32Array {
  const noise = white(count, 23);
  return Float32Array.from({ length: count }, (_, i) => {
    const t = i / sampleRateHz;
    return (Math.floor(t * 2.5) % 2 === 1 ? 0.3 : 0.0008) * noise[i];
  });
}

export function tone(count: number, sampleRateHz: number, frequencyHz: number, amplitude = 0.5): Float32Array {
  return Float32Array.from(
    { length: count },
    (_, i) => amplitude * Math.sin((2 * Math.PI * frequencyHz * i) / sampleRateHz),
  );
}

/** The signals the feature references were computed of. */
export const REFERENCE_SIGNALS = {
  voice: { samples: voice(33_075, 22_050), sampleRateHz: 22_050 },
  chirp: { samples: chirp(22_050, 22_050), sampleRateHz: 22_050 },
  gaps: { samples: gaps(30_001, 22_050), sampleRateHz: 22_050 },
  noise: { samples: Float32Array.from(white(11_025, 3), (value) => 0.3 * value), sampleRateHz: 22_050 },
  short: { samples: voice(4_700, 22_050).slice(4_000), sampleRateHz: 22_050 },
  voice16k: { samples: voice(24_000, 16_000), sampleRateHz: 16_000 },
} as const;
