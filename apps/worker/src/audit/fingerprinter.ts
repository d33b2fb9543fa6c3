import { Resampler, Stft } from '@voxboard/audio-dsp';
import { decodeAudio } from '@voxboard/corpora/decoding';
import { FINGERPRINT_FRAMING, type Fingerprint, subFingerprints } from '@voxboard/evaluation';

/** First bin of each band and the end of the last: bands are spaced evenly on a logarithmic scale. */
function bandEdges(): number[] {
  const { sampleRateHz, frameLength, bandCount, lowHz, highHz } = FINGERPRINT_FRAMING;
  return Array.from({ length: bandCount + 1 }, (_, band) => {
    const hz = lowHz * (highHz / lowHz) ** (band / bandCount);
    return Math.round((hz * frameLength) / sampleRateHz);
  });
}

/** Makes fingerprints of recordings, whatever their rate; keeps the filters of rates it has met. */
export class Fingerprinter {
  readonly #resamplers = new Map<number, Resampler>();
  readonly #stft = new Stft({ nFft: FINGERPRINT_FRAMING.frameLength, hopLength: FINGERPRINT_FRAMING.hopLength });
  readonly #edges = bandEdges();

  /** @param bytes of a recording of any format @throws the decoder's named errors */
  async fingerprint(bytes: Uint8Array): Promise<Fingerprint> {
    const { samples, sampleRateHz } = await decodeAudio(bytes);
    return subFingerprints(this.#bandEnergies(this.#resampler(sampleRateHz).resample(samples)));
  }

  #resampler(rateHz: number): Resampler {
    const known = this.#resamplers.get(rateHz);
    if (known) return known;
    const made = new Resampler(rateHz, FINGERPRINT_FRAMING.sampleRateHz);
    this.#resamplers.set(rateHz, made);
    return made;
  }

  /** frames × bands, row-major, linear power. */
  #bandEnergies(samples: Float64Array): Float64Array {
    const { bandCount } = FINGERPRINT_FRAMING;
    const { frameCount, columnCount, values } = this.#stft.power(samples);
    const energies = new Float64Array(frameCount * bandCount);
    for (let frame = 0; frame < frameCount; frame++) {
      for (let band = 0; band < bandCount; band++) {
        const [from = 0, to = 0] = this.#edges.slice(band, band + 2);
        let energy = 0;
        for (let bin = from; bin < to; bin++) energy += values[frame * columnCount + bin] ?? 0;
        energies[frame * bandCount + band] = energy;
      }
    }
    return energies;
  }
}
