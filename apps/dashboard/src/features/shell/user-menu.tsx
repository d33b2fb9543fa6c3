'use client';
import { KeyRound, LogOut, UserRound } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { postAuth } from '../../api/sign-in';
import { useApiQuery } from '../../api/use-api-query';
import { ViewerStateDocument } from '../../generated/graphql';
import { IconButton } from '../../ui/button';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu';
import { notify } from '../../ui/notify';

/** Who is signed in, and the way out; on a single-user server, the way to the settings. */
export function UserMenu() {
  const router = useRouter();
  const viewer = useApiQuery(ViewerStateDocument, {}, { requestPolicy: 'cache-first' }).data?.viewer;
  const isLocal = viewer === undefined || viewer.kind === 'LOCAL';
  const signOut = async () => {
    const outcome = await postAuth('sign-out', {});
    // A whole new page: nothing that was read stays.
    if (outcome.ok) window.location.assign('/login');
    else notify('error', outcome.message);
  };
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={isLocal ? 'Settings' : `Signed in as ${viewer.name}`}>
          <UserRound />
        </IconButton>
      }
    >
      {!isLocal && (
        <>
          <p className="px-2 py-1.5">
            <span className="block font-medium">{viewer.name}</span>
            <span className="text-sm text-ink-faint">{viewer.account?.email}</span>
          </p>
          <MenuSeparator />
        </>
      )}
      <MenuItem onSelect={() => router.push('/settings')}>
        <KeyRound /> {isLocal ? 'Settings and tokens' : 'Settings'}
      </MenuItem>
      {!isLocal && (
        <MenuItem onSelect={signOut}>
          <LogOut /> Sign out
        </MenuItem>
      )}
    </Menu>
  );
}
