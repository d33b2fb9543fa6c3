import { Cell, DataTable, HeadCell } from '../ui/data-table';
import { formatHz, formatLevel } from './format-sound';
import { readWhole, type Sound } from './prepare-sound';

const ROW_COUNT = 40;

/** A sound in figures, evenly over its time. */
export function SoundTable({ title, sound }: { readonly title: string; readonly sound: Sound }) {
  return (
    <DataTable
      caption={title}
      className="max-h-52 overflow-y-auto"
      head={
        <>
          <HeadCell align="right">Time</HeadCell>
          <HeadCell align="right">Peak (of full scale)</HeadCell>
          <HeadCell align="right">Strongest frequency</HeadCell>
        </>
      }
    >
      {readWhole(sound, ROW_COUNT).map(({ seconds, peakDbfs, loudestHz }) => (
        <tr key={seconds}>
          <Cell align="right" className="h-7">
            {seconds.toFixed(2)} s
          </Cell>
          <Cell align="right" className="h-7">
            {formatLevel(peakDbfs)}
          </Cell>
          <Cell align="right" className="h-7">
            {formatHz(loudestHz)}
          </Cell>
        </tr>
      ))}
    </DataTable>
  );
}
