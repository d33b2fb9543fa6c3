'use client';
import { Pause, Play, TriangleAlert, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type WaveSurfer from 'wavesurfer.js';
import { formatDuration } from '../format/format';
import { IconButton } from '../ui/button';

export interface PlayableClip {
  readonly audioUrl: string;
  readonly durationSec: number;
  readonly path: string;
}

/** The one player of the page: it shows the wave of the clip that was chosen last, and plays it. */
export function ClipPlayer({
  clip,
  caption,
  onClose,
}: {
  readonly clip: PlayableClip;
  /** What the clip is, in a few words. */
  readonly caption: string;
  readonly onClose: () => void;
}) {
  const container = useRef<HTMLDivElement>(null);
  const player = useRef<WaveSurfer | null>(null);
  const [state, setState] = useState<'loading' | 'playing' | 'paused' | 'failed'>('loading');
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    let isGone = false;
    setState('loading');
    setSeconds(0);
    // Decoding and drawing sound is a library of its own: it comes with the first clip that is played.
    void import('wavesurfer.js').then(({ default: Library }) => {
      if (isGone || !container.current) return;
      const created = createPlayer(Library, container.current, clip.audioUrl);
      player.current = created;
      created.on('ready', () => void created.play().catch(() => setState('paused')));
      created.on('play', () => setState('playing'));
      created.on('pause', () => setState('paused'));
      created.on('timeupdate', setSeconds);
      created.on('error', () => setState('failed'));
    });
    return () => {
      isGone = true;
      player.current?.destroy();
      player.current = null;
    };
  }, [clip.audioUrl]);
  return (
    <section
      aria-label="Player"
      className="sticky bottom-14 z-10 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-b-lg border-t border-line bg-raised px-4 py-2 shadow-pop lg:bottom-0"
    >
      <IconButton
        label={state === 'playing' ? 'Pause' : 'Play'}
        disabled={state === 'loading' || state === 'failed'}
        onClick={() => void player.current?.playPause()}
      >
        {state === 'playing' ? <Pause /> : <Play />}
      </IconButton>
      <div className="min-w-0 flex-1 basis-56">
        {state === 'failed' ? (
          <p className="flex items-center gap-1.5 text-bad">
            <TriangleAlert aria-hidden className="size-4 shrink-0" /> This recording cannot be played: it may be gone
            from the server’s data folder.
          </p>
        ) : (
          <div ref={container} className="h-12" />
        )}
      </div>
      <span className="numeric text-sm whitespace-nowrap text-ink-faint">
        {formatDuration(seconds)} / {formatDuration(clip.durationSec)}
      </span>
      <span className="hidden max-w-64 min-w-0 truncate text-sm sm:block" title={clip.path}>
        {caption}
      </span>
      <IconButton label="Close the player" onClick={onClose}>
        <X />
      </IconButton>
    </section>
  );
}

function createPlayer(Library: typeof WaveSurfer, container: HTMLElement, url: string): WaveSurfer {
  const style = getComputedStyle(container);
  return Library.create({
    container,
    url,
    height: 48,
    waveColor: style.getPropertyValue('--line-strong'),
    progressColor: style.getPropertyValue('--accent'),
    cursorColor: style.getPropertyValue('--ink-soft'),
    barWidth: 2,
    barGap: 1,
    barRadius: 2,
    normalize: true,
  });
}
