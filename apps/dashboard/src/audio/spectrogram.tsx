'use client';
import { useTheme } from 'next-themes';
import { useEffect, useRef } from 'react';
import { type Sound, spectrogramPixels } from './prepare-sound';

/** The spectrogram's pixels in the colours of the theme, quiet to loud. */
export function Spectrogram({ sound, className }: { readonly sound: Sound; readonly className?: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { resolvedTheme } = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read from the page, and change with its theme
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context || sound.frameCount === 0) return;
    const { frameCount, rowCount } = sound;
    const colours = coloursOf(canvas.current);
    if (colours) context.putImageData(new ImageData(spectrogramPixels(sound, colours), frameCount, rowCount), 0, 0);
  }, [sound, resolvedTheme]);
  return (
    <canvas
      ref={canvas}
      aria-hidden
      width={Math.max(1, sound.frameCount)}
      height={sound.rowCount}
      className={className}
      data-testid="spectrogram"
    />
  );
}

/** 256 colours between the heat map's ends, as the browser mixes them. */
function coloursOf(element: HTMLElement): Uint8ClampedArray | null {
  const style = getComputedStyle(element);
  const scale = document.createElement('canvas');
  scale.width = 256;
  scale.height = 1;
  const context = scale.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  const gradient = context.createLinearGradient(0, 0, 256, 0);
  gradient.addColorStop(0, style.getPropertyValue('--heat-zero'));
  gradient.addColorStop(1, style.getPropertyValue('--heat'));
  context.fillStyle = gradient;
  context.fillRect(0, 0, 256, 1);
  return context.getImageData(0, 0, 256, 1).data;
}
