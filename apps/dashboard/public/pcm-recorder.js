/* global AudioWorkletProcessor, registerProcessor */
// Hands the microphone's samples over, a tenth of a second at a time.
class PcmRecorder extends AudioWorkletProcessor {
  constructor() {
    super();
    this.part = new Float32Array(Math.round(sampleRate / 10));
    this.filled = 0;
  }

  process([input]) {
    const samples = input[0];
    if (!samples) return true;
    for (const sample of samples) {
      this.part[this.filled++] = sample;
      if (this.filled === this.part.length) {
        this.port.postMessage(this.part.slice());
        this.filled = 0;
      }
    }
    return true;
  }
}
registerProcessor('pcm-recorder', PcmRecorder);
