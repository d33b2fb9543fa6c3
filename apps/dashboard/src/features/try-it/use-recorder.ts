'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { encodePcm } from './encode-pcm';

const LONGEST_SEC = 60;

export type RecorderState =
  | { readonly status: 'idle' }
  | { readonly status: 'recording'; readonly seconds: number; readonly level: number }
  | { readonly status: 'refused'; readonly message: string };

/** Records the microphone as samples, through an AudioWorklet: nothing is compressed, and nothing leaves the page. */
export function useRecorder(onRecorded: (recording: Blob) => void) {
  const [state, setState] = useState<RecorderState>({ status: 'idle' });
  const stopping = useRef<(() => void) | null>(null);
  useEffect(() => () => stopping.current?.(), []);
  const stop = useCallback(() => stopping.current?.(), []);
  const start = useCallback(async () => {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({
        // What the browser does for calls would change the voice.
        audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
      });
      const context = new AudioContext();
      await context.audioWorklet.addModule('/pcm-recorder.js');
      const recorder = new AudioWorkletNode(context, 'pcm-recorder', { numberOfOutputs: 0 });
      const parts: Float32Array[] = [];
      let count = 0;
      const end = () => {
        stopping.current = null;
        for (const track of stream.getTracks()) track.stop();
        void context.close();
        setState({ status: 'idle' });
        const samples = new Float32Array(count);
        let at = 0;
        for (const part of parts) {
          samples.set(part, at);
          at += part.length;
        }
        if (count > 0) onRecorded(encodePcm(samples, context.sampleRate));
      };
      stopping.current = end;
      recorder.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
        parts.push(data);
        count += data.length;
        const level = data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        setState({ status: 'recording', seconds: count / context.sampleRate, level });
        if (count >= LONGEST_SEC * context.sampleRate) stopping.current?.();
      };
      context.createMediaStreamSource(stream).connect(recorder);
      setState({ status: 'recording', seconds: 0, level: 0 });
    } catch (error) {
      const isRefused = error instanceof DOMException && error.name === 'NotAllowedError';
      const message = isRefused
        ? 'The browser may not use the microphone. Allow it for this page, or choose a file.'
        : 'No microphone could be opened. Plug one in, or choose a file.';
      setState({ status: 'refused', message });
    }
  }, [onRecorded]);
  return { state, start, stop };
}
