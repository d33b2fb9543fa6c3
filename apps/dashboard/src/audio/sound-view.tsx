'use client';
import { Pause, Play, Table2, TriangleAlert, Waves } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { IconButton } from '../ui/button';
import { Skeleton } from '../ui/skeleton';
import { formatHz, formatLevel } from './format-sound';
import { frequencyTicks, readSound, type Sound, waveformPath } from './prepare-sound';
import { SoundTable } from './sound-table';
import { Spectrogram } from './spectrogram';
import { useSound } from './use-sound';

/** The element that plays: one sound at a time on a page. */
let playing: HTMLAudioElement | null = null;
const SEEK_SEC = 0.1;

/**
 * A sound to hear and see: waveform and spectrogram over one time axis, with the player's place in both. A click or
 * the arrow keys move it, and say what is there.
 */
export function SoundView({
  title,
  audioUrl,
  pictureUrl,
  children,
}: {
  readonly title: string;
  readonly audioUrl: string;
  readonly pictureUrl: string;
  /** What there is to say about it. */
  readonly children?: ReactNode;
}) {
  const state = useSound(pictureUrl);
  const player = usePlayer();
  const [isTable, setIsTable] = useState(false);
  const sound = state.sound;
  return (
    <figure className="flex min-w-0 flex-col gap-1.5" aria-label={title}>
      <audio ref={player.element} src={audioUrl} preload="none" {...player.listeners} />
      <figcaption className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-0.5">
        <IconButton
          label={player.isPlaying ? `Pause ${title}` : `Play ${title}`}
          onClick={player.toggle}
          className="border border-line-strong"
        >
          {player.isPlaying ? <Pause /> : <Play />}
        </IconButton>
        <span className="font-medium">{title}</span>
        {children}
        <IconButton
          label={isTable ? 'Show as a picture' : 'Show as a table'}
          onClick={() => setIsTable(!isTable)}
          className="ml-auto"
        >
          {isTable ? <Waves aria-hidden /> : <Table2 aria-hidden />}
        </IconButton>
      </figcaption>
      {player.hasFailed && <Failed>This sound cannot be played: it may be gone from the server’s data folder.</Failed>}
      {state.message !== null ? (
        <Failed>{state.message}</Failed>
      ) : sound === null ? (
        <Skeleton className="h-52 w-full" />
      ) : isTable ? (
        <SoundTable title={title} sound={sound} />
      ) : (
        <Picture title={title} sound={sound} seconds={player.seconds} onSeek={player.seek} />
      )}
    </figure>
  );
}

function Failed({ children }: { readonly children: ReactNode }) {
  return (
    <p role="alert" className="flex items-start gap-1.5 text-bad">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" /> {children}
    </p>
  );
}

function Picture({
  title,
  sound,
  seconds,
  onSeek,
}: {
  readonly title: string;
  readonly sound: Sound;
  readonly seconds: number;
  readonly onSeek: (seconds: number) => void;
}) {
  const path = useMemo(() => waveformPath(sound), [sound]);
  const { durationSec } = sound;
  const reading = readSound(sound, seconds);
  const onKeyDown = (event: KeyboardEvent) => {
    const target = { ArrowRight: seconds + SEEK_SEC, ArrowLeft: seconds - SEEK_SEC, Home: 0, End: durationSec }[
      event.key
    ];
    if (target === undefined) return;
    event.preventDefault();
    onSeek(Math.min(durationSec, Math.max(0, target)));
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    if (event.buttons !== 1) return;
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(Math.min(durationSec, Math.max(0, ((event.clientX - box.left) / box.width) * durationSec)));
  };
  return (
    <div className="flex flex-col gap-0.5">
      <div className="flex gap-1.5">
        <FrequencyAxis sound={sound} />
        <div
          role="slider"
          aria-label={`Place in ${title}`}
          aria-valuemin={0}
          aria-valuemax={Number(durationSec.toFixed(2))}
          aria-valuenow={Number(seconds.toFixed(2))}
          aria-valuetext={`${seconds.toFixed(1)} s: peak ${formatLevel(reading.peakDbfs)}, strongest at ${formatHz(reading.loudestHz)}`}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onPointerDown={onPointer}
          onPointerMove={onPointer}
          className="relative min-w-0 flex-1 cursor-crosshair touch-pan-y overflow-hidden rounded-sm"
        >
          <svg
            aria-hidden
            className="block h-16 w-full bg-subtle"
            viewBox={`0 0 ${Math.max(1, sound.minima.length - 1)} 2`}
            preserveAspectRatio="none"
          >
            <path d={path} fill="var(--accent)" />
          </svg>
          <Spectrogram sound={sound} className="mt-px block h-36 w-full" />
          <span
            aria-hidden
            className="absolute inset-y-0 w-0.5 bg-[var(--series-2)]"
            style={{ left: `${durationSec === 0 ? 0 : (100 * seconds) / durationSec}%` }}
          />
        </div>
      </div>
      <p className="numeric flex justify-between gap-3 pl-8 text-xs text-ink-faint">
        <span>
          {seconds.toFixed(2)} s · peak {formatLevel(reading.peakDbfs)} · strongest {formatHz(reading.loudestHz)}
        </span>
        <span>{durationSec.toFixed(2)} s</span>
      </p>
    </div>
  );
}

function FrequencyAxis({ sound }: { readonly sound: Sound }) {
  return (
    <span aria-hidden className="relative w-6.5 shrink-0 text-right text-xs text-ink-faint">
      <span className="absolute inset-x-0 bottom-0 h-36">
        {frequencyTicks(sound.minHz, sound.maxHz).map(({ label, at }) => (
          <span key={label} className="numeric absolute right-0 translate-y-1/2" style={{ bottom: `${at * 100}%` }}>
            {label}
          </span>
        ))}
      </span>
      <span className="absolute top-0 right-0">Hz</span>
    </span>
  );
}

function usePlayer() {
  const element = useRef<HTMLAudioElement>(null);
  const [isPlaying, setIsPlaying] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!isPlaying) return;
    let frame = 0;
    const follow = () => {
      setSeconds(element.current?.currentTime ?? 0);
      frame = requestAnimationFrame(follow);
    };
    follow();
    return () => cancelAnimationFrame(frame);
  }, [isPlaying]);
  useEffect(() => {
    const own = element.current;
    return () => {
      own?.pause();
      if (playing === own) playing = null;
    };
  }, []);
  const toggle = () => {
    const own = element.current;
    if (!own) return;
    if (isPlaying) {
      own.pause();
      return;
    }
    if (playing !== own) playing?.pause();
    playing = own;
    setHasFailed(false);
    own.play().catch(() => setIsPlaying(false));
  };
  const seek = (target: number) => {
    if (element.current) element.current.currentTime = target;
    setSeconds(target);
  };
  const listeners = {
    onPlay: () => setIsPlaying(true),
    onPause: () => setIsPlaying(false),
    onEnded: () => setIsPlaying(false),
    onError: () => {
      setHasFailed(true);
      setIsPlaying(false);
    },
  };
  return { element, isPlaying, hasFailed, seconds, toggle, seek, listeners };
}
