'use client';
import { Download, Link2, Printer } from 'lucide-react';
import { Button } from '../../ui/button';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu';
import { notify } from '../../ui/notify';
import { useNow } from '../../ui/use-now';
import { type BoardAddress, EXPORT_FORMATS, exportPath, pagePath } from './board-address';
import { downloadPng } from './download-png';

/** Ways to take a board along: as a file, as a link that keeps showing the same, or into another page. */
export function BoardMenu({ board }: { readonly board: BoardAddress }) {
  const now = useNow(60_000);
  const copy = (text: string, what: string) =>
    navigator.clipboard.writeText(text).then(
      () => notify('success', `${what} copied`),
      () => notify('error', `The browser does not let this page copy. ${what}: ${text}`),
    );
  const savePng = () =>
    downloadPng(exportPath(board, 'picture.svg'), `${board.slug}-${board.task.toLowerCase()}-leaderboard.png`).catch(
      (error: Error) => notify('error', error.message),
    );
  const whole = (path: string) => `${window.location.origin}${path}`;
  const asItIs = () => ({ ...board, asOf: board.asOf ?? new Date(now).toISOString() });
  return (
    <span className="flex items-center gap-1.5 print:hidden">
      <Menu
        align="end"
        trigger={
          <Button size="sm">
            <Download aria-hidden /> Export
          </Button>
        }
      >
        {EXPORT_FORMATS.map(({ extension, name }) => (
          <MenuItem key={extension} onSelect={() => window.open(exportPath(board, extension), '_blank', 'noopener')}>
            {name}
          </MenuItem>
        ))}
        <MenuItem onSelect={savePng}>Picture, PNG</MenuItem>
      </Menu>
      <Menu
        align="end"
        trigger={
          <Button size="sm">
            <Link2 aria-hidden /> Share
          </Button>
        }
      >
        <MenuItem onSelect={() => copy(whole(pagePath(board, 'page')), 'Link')}>Copy link to this board</MenuItem>
        <MenuItem onSelect={() => copy(whole(pagePath(asItIs(), 'page')), 'Permanent link')}>
          Copy link to it as it is now
        </MenuItem>
        <MenuSeparator />
        <MenuItem
          onSelect={() =>
            copy(
              `<iframe src="${whole(pagePath(board, 'embed'))}" title="Leaderboard" width="100%" height="600"></iframe>`,
              'HTML',
            )
          }
        >
          Copy HTML to embed it
        </MenuItem>
        <MenuItem onSelect={() => copy(`![leaderboard](${whole(exportPath(board, 'svg'))})`, 'Markdown')}>
          Copy Markdown of its badge
        </MenuItem>
      </Menu>
      <Button size="sm" onClick={() => window.print()}>
        <Printer aria-hidden /> Print
      </Button>
    </span>
  );
}
