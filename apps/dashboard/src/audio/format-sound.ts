import { formatMetric, MISSING } from '../format/format';

export function formatLevel(decibels: number | null): string {
  return decibels === null ? MISSING : `${decibels.toFixed(1)} dB`;
}

export function formatHz(hz: number | null): string {
  return hz === null ? MISSING : `${formatMetric(Math.round(hz))} Hz`;
}
