import type { Output } from '../output.js';

/** Keeps what a command writes. */
export class RecordingOutput implements Output {
  readonly isInteractive = true;
  readonly results: string[] = [];
  readonly messages: string[] = [];
  readonly progressLines: string[] = [];

  result(text: string): void {
    this.results.push(text);
  }

  message(text: string): void {
    this.messages.push(text);
  }

  progress(text: string): void {
    this.progressLines.push(text);
  }
}
